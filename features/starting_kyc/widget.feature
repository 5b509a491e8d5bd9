Feature: What the widget is given
  The application hands the whole answer to the widget, which starts with nothing else.

  @from-example
  Rule: A started KYC has all that the widget needs to start

    Scenario Outline: The widget at level <level> under <rules engine>
      Given a customer
      When the application requests KYC at level <level> under <rules engine>
      Then KYC is started
      And the widget is given what it needs to start

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

    Scenario Outline: The widget for a wallet on <blockchain>
      Given a customer with a wallet on <blockchain>
      When the application requests KYC
      Then KYC is started
      And the widget is given what it needs to start

      Examples: Blockchains of every form
        | why               | blockchain |
        | an EVM address    | polygon    |
        | a Solana address  | solana     |
        | an Aleo address   | aleo       |
