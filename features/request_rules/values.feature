@request
Feature: Values of a request
  Every value is of the type that the contract gives it, and one of those that it lists.

  Rule: A value of another type is refused

    Scenario Outline: The <name> given as <value>
      Given a customer
      When the application requests KYC with the <name> given as <value>
      Then the request is refused as documented

      Examples: Numbers
        | why                            | name  | value |
        | a number in quotes is a text   | level | "1"   |
        | levels are whole               | level | 1.5   |
        | a level cannot be left open    | level | null  |
        | yes is no level                | level | true  |
        | a list of levels is no level   | level | [1]   |
        | no is no level                 | level | false |
        | nothing is no level            | level | ""    |
        | it is not to be rounded up     | level | 0.5   |
        | it is not to be rounded down   | level | 4.5   |

      Examples: Texts
        | why                            | name         | value                      |
        | a number is no text            | external id  | 12345                      |
        | nobody is no customer          | external id  | null                       |
        | a number is no address         | address      | 7                          |
        | a wallet has an address        | address      | null                       |
        | several are not one            | address      | ["0x01"]                   |
        | a chain id is no name          | blockchain   | 1                          |
        | a wallet is on a blockchain    | blockchain   | null                       |
        | an engine has a name           | rules engine | 2                          |
        | an engine has a name           | rules engine | null                       |

      Examples: Objects
        | why                            | name         | value                      |
        | a name is no customer          | customer     | "Alice"                    |
        | nobody is no customer          | customer     | null                       |
        | an address alone is no wallet  | wallet       | "0x01"                     |
        | several are not one            | customer     | []                         |
        | several are not one            | wallet       | []                         |
        | nothing is no wallet           | wallet       | null                       |
        | a level alone is no action     | action       | 1                          |
        | a word alone is no action      | action       | "level 1"                  |
        | several are not one            | action       | []                         |
        | nothing is no action           | action       | null                       |

    @siwe
    Scenario Outline: The <name> of a sign-in given as <value>
      Given a customer who signs in with the wallet
      When the application requests KYC with the <name> given as <value>
      Then the request is refused as documented

      Examples: Sign-ins
        | why                              | name      | value  |
        | a text is no sign-in             | siwe      | "yes"  |
        | a sign-in cannot be empty-handed | siwe      | null   |
        | an empty one is not none         | siwe      | {}     |
        | several are not one              | siwe      | []     |
        | a number is no message           | message   | 1      |
        | nothing was signed               | message   | null   |
        | a number is no signature         | signature | 1      |
        | nobody signed                    | signature | null   |

  Rule: A value that the contract does not list is refused

    Scenario Outline: The <name> given as <value>
      Given a customer
      When the application requests KYC with the <name> given as <value>
      Then the request is refused as documented

      Examples: Rules engines
        | why                      | name         | value                    |
        | there are two, not three | rules engine | "OCC_RULES_ENGINE_V3"    |
        | case matters             | rules engine | "occ_rules_engine"       |
        | case matters to the last | rules engine | "OCC_RULES_ENGINE_v2"    |
        | white space matters      | rules engine | " OCC_RULES_ENGINE"      |
        | white space matters      | rules engine | "OCC_RULES_ENGINE "      |
        | a line break matters     | rules engine | "OCC_RULES_ENGINE\u000a" |
        | a dash is no underscore  | rules engine | "OCC-RULES-ENGINE"       |
        | one only begins like it  | rules engine | "OCC_RULES"              |
        | nothing is none of them  | rules engine | ""                       |

      Examples: Blockchains
        | why                            | name         | value                  |
        | not one of those               | blockchain   | "dogecoin"             |
        | case matters                   | blockchain   | "Ethereum"             |
        | white space matters            | blockchain   | " ethereum"            |
        | white space matters            | blockchain   | "ethereum "            |
        | it only begins like one        | blockchain   | "ethereum_classic"     |
        | one only begins like it        | blockchain   | "ether"                |
        | a line break matters           | blockchain   | "ethereum\u000a"       |
        | a dash is no underscore        | blockchain   | "base-sepolia"         |
        | its chain id is not its name   | blockchain   | "1"                    |
        | traders' names are not listed  | blockchain   | "bsc"                  |
        | a test network that is no more | blockchain   | "goerli"               |
        | nothing is none of them        | blockchain   | ""                     |

  Rule: A value that the contract allows is accepted, whatever it looks like

    Scenario Outline: The <name> given as <value>
      Given a customer
      When the application requests KYC with the <name> given as <value>
      Then KYC is started

      Examples: Texts
        | why                                     | name        | value                                        |
        | the contract sets no shortest length    | external id | ""                                           |
        | the contract sets no shortest length    | address     | ""                                           |
        | the contract asks for no letters        | external id | "  "                                         |
        | the contract asks for no letters        | address     | "  "                                         |
        | the vendor's guide has one of 38 digits | address     | "0xF84D68F29664F907eE9d03E534105b7aA6045A"   |
        | the contract asks for no checksum       | address     | "0xD8dA6BF26964aF9D7eEd9e03E53415D37aA96045" |

      @from-example
      Examples: Addresses of the contract's examples
        | why                                      | name        | value                                        |
        | in lower case                            | address     | "0xaac17f958d2ee523a2206206994597c13d831ec2" |
        | in both cases, by its checksum           | address     | "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045" |

    Scenario Outline: A wallet on <blockchain> with the address given as <value>
      Given a customer with a wallet on <blockchain>
      When the application requests KYC with the address given as <value>
      Then KYC is started

      Examples: Addresses of another form than the blockchain's
        | why                               | blockchain | value  |
        | the contract fixes no form        | solana     | "0x01" |
        | the contract fixes no form        | aleo       | "0x01" |
