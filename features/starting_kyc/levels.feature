Feature: KYC levels
  An application asks for the level of KYC that its action needs: level 1 screens the
  e-mail address and the wallet, and each further level asks the customer for more.

  Rule: Every level can be started under every rules engine

    @smoke
    Scenario: The one where a customer starts at level 1
      Given a customer
      When the application requests KYC
      Then KYC is started

    Scenario Outline: Level <level> under <rules engine>
      Given a customer
      When the application requests KYC at level <level> under <rules engine>
      Then KYC is started

      Examples: OCC_RULES_ENGINE
        | why                                        | level | rules engine     |
        | e-mail and wallet screening                | 1     | OCC_RULES_ENGINE |
        | full name and phone number                 | 2     | OCC_RULES_ENGINE |
        | address, government ID and live selfie     | 3     | OCC_RULES_ENGINE |
        | the level that only the contract speaks of | 4     | OCC_RULES_ENGINE |

      Examples: OCC_RULES_ENGINE_V2
        | why                                        | level | rules engine        |
        | e-mail and wallet screening                | 1     | OCC_RULES_ENGINE_V2 |
        | full name and phone number                 | 2     | OCC_RULES_ENGINE_V2 |
        | address, government ID and live selfie     | 3     | OCC_RULES_ENGINE_V2 |
        | the level that only the contract speaks of | 4     | OCC_RULES_ENGINE_V2 |
