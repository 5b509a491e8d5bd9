@siwe @needs:siwe
Feature: Wallet signatures that are accepted
  An application may be configured to require that customers prove that they hold their
  wallet, by signing a message (Sign-In with Ethereum, EIP-4361) with it.

  Background:
    Given an application that requires wallet signatures

  Rule: A customer who signs in with the wallet can start KYC

    Scenario Outline: A signature for <blockchain>
      Given a customer with a wallet on <blockchain>
      And the customer signs in with the wallet
      When the application requests KYC
      Then KYC is started

      Examples: EVM blockchains
        | why                            | blockchain                  |
        | Ethereum                       | ethereum                    |
        | Ethereum's test network        | sepolia                     |
        | Polygon                        | polygon                     |
        | Polygon's test network         | amoy                        |
        | Base                           | base                        |
        | Base's test network            | base_sepolia                |
        | Avalanche C-Chain              | avalanche_c                 |
        | Avalanche's test network       | avalanche_fuji              |
        | BNB Smart Chain                | binance_smart_chain         |
        | BNB Smart Chain's test network | binance_smart_chain_testnet |
        | Arbitrum One                   | arbitrum_one                |
        | Arbitrum's test network        | arbitrum_sepolia            |
        | ApeChain                       | apechain                    |
        | ApeChain's test network        | curtis                      |
        | Etherlink                      | etherlink                   |
        | Etherlink's test network       | etherlink_testnet           |
        | Soneium                        | soneium                     |
        | Soneium's test network         | soneium_minato              |

  Rule: What the contract leaves free about a signature is accepted

    Scenario: The one where the signature is written in upper-case hex
      Given a customer who signs in with the wallet
      And the signature is written in upper-case hex
      When the application requests KYC
      Then KYC is started

    Scenario: The one where the message is as long as it may be
      Given a customer
      And the customer signs a message at its longest
      When the application requests KYC
      Then KYC is started

    @eip-4361
    Scenario: The one where the message is as short as EIP-4361 lets one be
      Given a customer
      And the customer signs a message that says no more than it must
      When the application requests KYC
      Then KYC is started

    @eip-4361
    Scenario Outline: A message that <says>
      Given a customer
      And the customer signs a message that <says>
      When the application requests KYC
      Then KYC is started

      Examples: Optional parts of EIP-4361
        | why                                | says                                 |
        | a statement for the customer       | has a statement                      |
        | a message with every optional part | has a request id and resources       |
        | valid since a while ago            | has been valid for a minute          |
        | never expires                      | never expires                        |

  Rule: A signature may be sent where it is not required

    Scenario: The one where an application that requires none is sent a good signature
      Given an application that requires no wallet signatures
      And a customer who signs in with the wallet
      When the application requests KYC
      Then KYC is started

    # EIP-4361 cannot be written in fewer than 174 characters, and the contract allows 100: where no
    # signature is required, the contract's word counts.
    Scenario Outline: A signed text at its <limit>
      Given an application that requires no wallet signatures
      And a customer
      And the customer signs a message at its <limit>
      When the application requests KYC
      Then KYC is started

      Examples: Limits
        | why                              | limit    |
        | shorter than EIP-4361 can be     | shortest |
        | as much as there is room for     | longest  |
