@siwe
Feature: Wallet signatures that are refused
  A signature proves something only if every part of it is checked.

  Background:
    Given an application that requires wallet signatures

  Rule: An application that requires wallet signatures gets nowhere without one

    Scenario: The one where the customer does not sign
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

    Scenario: The one where the customer does not sign for the highest level
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
  Rule: A signature is good once, as it was made, for its own message and wallet

    Scenario Outline: A signature that <flaw>
      Given a customer who signs in with the wallet
      And the signature <flaw>
      When the application requests KYC
      Then the request is refused as documented

      Examples: Forged and damaged signatures
        | why                                          | flaw                 |
        | anybody can sign with a wallet of their own  | is of another wallet |
        | v is 27 or 28, or 0 or 1                     | has v 29             |
        | v is not to be taken modulo 27               | has v 54             |
        | v is not to be taken modulo 27, nor 1 off it | has v 55             |
        | v is 27 or 28, or 0 or 1, and no less        | has v 26             |
        | v has a chain id in transactions alone       | has v 37             |
        | v has a chain id in transactions alone       | has v 38             |

      # EIP-4361 says nothing of twins. EIP-2 refuses them in transactions, and a verifier that keeps to
      # it has one signature for one message.
      @eip-2
      Examples: Twins
        | why                                                 | flaw                             |
        | anybody can make one of a good one, without the key | is the high-s twin of a good one |

      Examples: No signatures at all
        | why                                          | flaw                |
        | an r as large as the order leads to no key   | is of no key at all |

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

    Scenario: The one where the message is altered after it was signed
      Given a customer who signs in with the wallet
      And the message is altered after signing
      When the application requests KYC
      Then the request is refused as documented

    Scenario: The one where the same signed message comes a second time
      Given a customer who signs in with the wallet
      And the application has used the signature before
      When the application requests KYC
      Then the request is refused as documented

    Scenario: The one where the same signed message comes again for another level
      Given a customer who signs in with the wallet
      And the application has used the signature before
      When the application requests KYC at level 2
      Then the request is refused as documented

  @eip-4361
  Rule: A message that is not for here and now is refused

    Scenario Outline: A message that <flaw>
      Given a customer
      And the customer signs a message that <flaw>
      When the application requests KYC
      Then the request is refused as documented

      Examples: For another place
        | why                                     | flaw                                     |
        | a phishing site collects signatures     | names another domain                     |
        | another page of the same site           | names another URI                        |
        | another blockchain than the wallet's    | names another chain id                   |
        | the message is for another wallet       | names another wallet                     |
        | the rest is the name of a user there    | names a domain that only begins like it  |
        | another port is another server          | names another port of the domain         |
        | a host beside it                        | names a domain that only ends like it    |
        | one that is known, and not the wallet's | names the chain id of another blockchain |

      Examples: For another time
        | why                              | flaw                                 |
        | an old message was kept          | has expired                          |
        | the message was made for later   | is not yet valid                     |
        | the offset is a part of the time | has expired by a clock that is ahead |
        | 30 February is no day            | expires on a day that is not         |

      Examples: Against the form
        | why                                         | flaw                            |
        | the only version is 1                       | is of version 2                 |
        | a nonce has 8 characters or more            | has a nonce of 7 characters     |
        | an address in mixed case is a checksum      | has a bad checksum              |
        | the fields have an order                    | has its fields in another order |
        | lines end with a line feed alone            | has lines that end in CRLF      |
        | nothing follows the last line               | has more after its end          |
        | without a nonce it is good for ever         | has no nonce                    |
        | a nonce has letters and digits alone        | has a UUID for its nonce        |
        | when it was issued has to be said           | says not when it was issued     |

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

  Rule: What breaks the contract's form of a signature is refused

    Scenario Outline: A signature that <flaw>
      Given a customer who signs in with the wallet
      And the signature <flaw>
      When the application requests KYC
      Then the request is refused as documented

      Examples: Damaged text
        | why                              | flaw                   |
        | one digit is missing             | has a digit too few    |
        | there is a digit too many        | has a digit too many   |
        | the prefix says that it is hex   | is without its 0x      |
        | hex digits are 0-9 and a-f       | has a digit g          |
        | the prefix is in lower case      | begins with 0X         |
        | the digits are all that there is | ends with a line break |

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

    Scenario: The one where the sign-in has a stray property
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

    @eip-4361
    Scenario: The one where a signed message that nobody asked for comes a second time
      Given an application that requires no wallet signatures
      And a customer who signs in with the wallet
      And the application has used the signature before
      When the application requests KYC
      Then the request is refused as documented
