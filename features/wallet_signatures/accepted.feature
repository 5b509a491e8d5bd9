@siwe
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

    Scenario Outline: A signature for level <level> under <rules engine>
      Given a customer who signs in with the wallet
      When the application requests KYC at level <level> under <rules engine>
      Then KYC is started

      Examples: Rules engines and levels
        | why                                        | level | rules engine        |
        | full name and phone number                 | 2     | OCC_RULES_ENGINE    |
        | address, government ID and live selfie     | 3     | OCC_RULES_ENGINE    |
        | the level that only the contract speaks of | 4     | OCC_RULES_ENGINE    |
        | e-mail and wallet screening                | 1     | OCC_RULES_ENGINE_V2 |
        | full name and phone number                 | 2     | OCC_RULES_ENGINE_V2 |
        | address, government ID and live selfie     | 3     | OCC_RULES_ENGINE_V2 |
        | the level that only the contract speaks of | 4     | OCC_RULES_ENGINE_V2 |

    @from-example
    Scenario: The widget starts for a customer who signed in
      Given a customer who signs in with the wallet
      When the application requests KYC
      Then KYC is started
      And the widget is given what it needs to start

    @guide @from-example
    Scenario: The customer comes back and signs in again
      Given a customer who signs in with the wallet
      And the application has used the signature before
      And the customer signs in with the wallet
      When the application requests KYC again
      Then KYC is started
      And the KYC session is the same

    @eip-4361
    Scenario: The request writes the address without its checksum
      Given a customer who signs in with the wallet
      When the application requests KYC with the address in lower case
      Then KYC is started

  Rule: What the contract leaves free about a signature is accepted

    Scenario: A message that is as long as it may be
      Given a customer
      And the customer signs a message at its longest
      When the application requests KYC
      Then KYC is started

    @eip-4361
    Scenario: A message that is as short as EIP-4361 lets one be
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
        | why                                     | says                           |
        | a statement for the customer            | has a statement                |
        | valid since a while ago                 | has been valid for a minute    |
        | a wallet may be proven once for all     | never expires                  |
        | the origin with its scheme              | names its scheme               |
        | the parts are optional, each beside all | has every optional part        |

  Rule: A signature may be sent where it is not required

    Scenario: An application that requires none is sent a good signature
      Given an application that requires no wallet signatures
      And a customer who signs in with the wallet
      When the application requests KYC
      Then KYC is started

    Scenario: An application that requires none is sent as much as there is room for
      Given an application that requires no wallet signatures
      And a customer
      And the customer signs a message at its longest
      When the application requests KYC
      Then KYC is started

  # The contract allows a signed text of 100 characters, and says that it is a message of EIP-4361,
  # which none of fewer than 174 is. So the API may go by the one or by the other.
  Rule: A signed text that is too short for EIP-4361 may be accepted, and may be refused

    Scenario: A signed text that is as short as the contract allows
      Given an application that requires no wallet signatures
      And a customer
      And the customer signs a message at its shortest
      When the application requests KYC
      Then the request is served, or refused as documented
