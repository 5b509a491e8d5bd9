@siwe
Feature: Wallet signatures that are refused
  A signature proves something only if every part of it is checked.

  Background:
    Given an application that requires wallet signatures

  Rule: An application that requires wallet signatures gets nowhere without one

    Scenario: The customer does not sign
      Given a customer
      When the application requests KYC
      Then the request is refused as documented

    Scenario Outline: The customer does not sign for level <level>
      Given a customer
      When the application requests KYC at level <level>
      Then the request is refused as documented

      Examples: Levels
        | why                                        | level |
        | e-mail and wallet screening                | 1     |
        | full name and phone number                 | 2     |
        | address, government ID and live selfie     | 3     |
        | the level that only the contract speaks of | 4     |

    Scenario: The customer does not sign for the highest level
      Given a customer
      When the application requests KYC with the level at its highest
      Then the request is refused as documented

    Scenario Outline: The customer does not sign under <rules engine>, for level <level>
      Given a customer
      When the application requests KYC at level <level> under <rules engine>
      Then the request is refused as documented

      Examples: Rules engines and levels
        | why                                        | level | rules engine        |
        | the first, and usual                       | 1     | OCC_RULES_ENGINE    |
        | e-mail and wallet screening                | 1     | OCC_RULES_ENGINE_V2 |
        | full name and phone number                 | 2     | OCC_RULES_ENGINE_V2 |
        | address, government ID and live selfie     | 3     | OCC_RULES_ENGINE_V2 |
        | the level that only the contract speaks of | 4     | OCC_RULES_ENGINE_V2 |

    Scenario Outline: The customer does not sign for a wallet on <blockchain>
      Given a customer with a wallet on <blockchain>
      When the application requests KYC
      Then the request is refused as documented

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

  @eip-4361
  Rule: A signature is good for its own message and its own wallet alone

    Scenario Outline: A signature that <flaw>
      Given a customer who signs in with the wallet
      And the signature <flaw>
      When the application requests KYC
      Then the request is refused as documented

      Examples: Forgeries
        | why                                           | flaw                    |
        | anybody can sign with a wallet of their own   | is of another wallet    |
        | what else a wallet signs is no personal word  | is of the message alone |

    Scenario Outline: A message that <flaw>
      Given a customer
      And the customer signs a message that <flaw>
      When the application requests KYC
      Then the request is refused as documented

      Examples: Whose message it is
        | why                                                   | flaw                           |
        | message and signature agree, but on another wallet    | names another wallet           |
        | signature and request agree, but the message says another | names an address one digit off |

    Scenario: The message is altered after it was signed
      Given a customer who signs in with the wallet
      And the message is altered after signing
      When the application requests KYC
      Then the request is refused as documented

    Scenario Outline: A forged signature for level <level> under <rules engine>
      Given a customer who signs in with the wallet
      And the signature is of another wallet
      When the application requests KYC at level <level> under <rules engine>
      Then the request is refused as documented

      Examples: Rules engines and levels
        | why                                        | level | rules engine        |
        | full name and phone number                 | 2     | OCC_RULES_ENGINE    |
        | address, government ID and live selfie     | 3     | OCC_RULES_ENGINE    |
        | the level that only the contract speaks of | 4     | OCC_RULES_ENGINE    |
        | e-mail and wallet screening                | 1     | OCC_RULES_ENGINE_V2 |
        | the level that only the contract speaks of | 4     | OCC_RULES_ENGINE_V2 |

    Scenario Outline: A forged signature for a wallet on <blockchain>
      Given a customer with a wallet on <blockchain>
      And the customer signs in with the wallet
      And the signature is of another wallet
      When the application requests KYC
      Then the request is refused as documented

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

  @eip-4361
  Rule: A message that is not for here and now is refused

    Scenario Outline: A message that <flaw>
      Given a customer
      And the customer signs a message that <flaw>
      When the application requests KYC
      Then the request is refused as documented

      Examples: For another place
        | why                                         | flaw                                         |
        | a phishing site collects signatures         | names another domain                         |
        | the rest is the name of a user there        | names a domain that only begins like it      |
        | a host beside it                            | names a domain that only ends like it        |
        | a host that others may run                  | names a domain below it                      |
        | a host with other pages                     | names the domain above it                    |
        | the domain is shown with another before it  | names the domain with a user                 |
        | another port is another server              | names another port of the domain             |
        | another page of the same site               | names another URI                            |
        | without encryption, or with                 | names the URI with another scheme            |
        | another blockchain than the wallet's        | names another chain id                       |
        | one that is known, and not the wallet's     | names the chain id of another blockchain     |
        | 32 bits are not all of a chain id           | names a chain id that wraps to the right one |

      Examples: For another time
        | why                              | flaw                                       |
        | an old message was kept          | has expired                                |
        | the message was made for later   | is not yet valid                           |
        | the offset is a part of the time | has expired by a clock that is ahead       |
        | the offset is a part of the time | is not yet valid by a clock that is behind |

    Scenario Outline: A message for another blockchain than the wallet's, <blockchain>
      Given a customer with a wallet on <blockchain>
      And the customer signs a message that names another chain id
      When the application requests KYC
      Then the request is refused as documented

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

  Rule: What breaks the contract's form of a sign-in is refused

    Scenario Outline: A message just past its <limit>
      Given a customer
      And the customer signs a message just past its <limit>
      When the application requests KYC
      Then the request is refused as documented

      Examples: Limits
        | why                    | limit    |
        | shorter than it may be | shortest |
        | longer than it may be  | longest  |

    Scenario Outline: A sign-in without the <name>
      Given a customer who signs in with the wallet
      When the application requests KYC without the <name>
      Then the request is refused as documented

      Examples: Missing parts
        | why                            | name      |
        | nothing says what was signed   | message   |
        | nothing proves who signed      | signature |

    Scenario: The sign-in has a stray property
      Given a customer who signs in with the wallet
      When the application requests KYC with a stray property in the siwe
      Then the request is refused as documented

  Rule: A signature is checked even where it is not required

    Scenario Outline: A bad sign-in that nobody asked for: <flaw>
      Given an application that requires no wallet signatures
      And a customer who signs in with the wallet
      And the signature <flaw>
      When the application requests KYC
      Then the request is refused as documented

      @eip-4361
      Examples: Forged signatures
        | why                              | flaw                 |
        | forged all the same              | is of another wallet |

      Examples: Damaged signatures
        | why                              | flaw                 |
        | damaged all the same             | has a digit g        |

    @eip-4361
    Scenario Outline: A message that nobody asked for and that <flaw>
      Given an application that requires no wallet signatures
      And a customer
      And the customer signs a message that <flaw>
      When the application requests KYC
      Then the request is refused as documented

      Examples: Not for here and now
        | why                       | flaw                   |
        | not for here all the same | names another domain   |
        | not for here all the same | names another chain id |
        | not for now all the same  | has expired            |
