Feature: Resuming KYC
  A customer who leaves KYC half-way is taken back to where they were.

  @guide @from-example
  Rule: The same wallet and level asked again resume the same session

    Scenario: The one where the same customer asks for the same level again
      Given a customer for whom KYC was started
      When the application requests KYC again
      Then KYC is started
      And the KYC session is the same

    Scenario Outline: A customer comes back to level <level> under <rules engine>
      Given a customer for whom KYC was started at level <level> under <rules engine>
      When the application requests KYC again
      Then KYC is started
      And the KYC session is the same

      Examples: Levels and rules engines
        | why                                        | level | rules engine        |
        | e-mail and wallet screening                | 1     | OCC_RULES_ENGINE_V2 |
        | full name and phone number                 | 2     | OCC_RULES_ENGINE    |
        | address, government ID and live selfie     | 3     | OCC_RULES_ENGINE    |
        | the level that only the contract speaks of | 4     | OCC_RULES_ENGINE    |

    Scenario: The one where the wallet's address is written without its checksum
      Given a customer for whom KYC was started
      When the application requests KYC with the address in lower case
      Then KYC is started
      And the KYC session is the same

  @guide @from-example
  Rule: A session belongs to one wallet and one level

    Scenario: The one where the same customer asks for another level
      Given a customer for whom KYC was started
      When the application requests KYC at level 2
      Then KYC is started
      And the KYC session is another

    Scenario Outline: A customer of level <before> asks for level <level>
      Given a customer for whom KYC was started at level <before>
      When the application requests KYC at level <level>
      Then KYC is started
      And the KYC session is another

      Examples: Up and down
        | why                               | before | level |
        | one more than before              | 2      | 3     |
        | one more than before              | 3      | 4     |
        | what is less asks for less        | 3      | 1     |

    Scenario: The one where the same customer comes with another wallet
      Given a customer for whom KYC was started
      When the application requests KYC with another wallet
      Then KYC is started
      And the KYC session is another

    Scenario: The one where another customer asks
      Given a customer for whom KYC was started
      When the application requests KYC for another customer
      Then KYC is started
      And the KYC session is another
