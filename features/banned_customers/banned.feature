@banned
Feature: Banned customers
  A banned customer is told so in a way that the application can show. The contract
  documents two ways and does not say which applies when.

  Rule: A banned customer whom the widget tells so is given no KYC session

    Scenario Outline: A banned customer asks for level <level>
      Given a customer that is banned
      When the application requests KYC at level <level>
      Then the customer is reported as banned
      And the widget is given nothing to start with

      Examples: Levels
        | why                                        | level |
        | e-mail and wallet screening                | 1     |
        | full name and phone number                 | 2     |
        | address, government ID and live selfie     | 3     |
        | the level that only the contract speaks of | 4     |

    Scenario: The one where a banned customer asks for the highest level
      Given a customer that is banned
      When the application requests KYC with the level at its highest
      Then the customer is reported as banned
      And the widget is given nothing to start with

    Scenario Outline: A banned customer asks under <rules engine>, for level <level>
      Given a customer that is banned
      When the application requests KYC at level <level> under <rules engine>
      Then the customer is reported as banned
      And the widget is given nothing to start with

      Examples: Rules engines and levels
        | why                                        | level | rules engine        |
        | the first, and usual                       | 1     | OCC_RULES_ENGINE    |
        | e-mail and wallet screening                | 1     | OCC_RULES_ENGINE_V2 |
        | full name and phone number                 | 2     | OCC_RULES_ENGINE_V2 |
        | address, government ID and live selfie     | 3     | OCC_RULES_ENGINE_V2 |
        | the level that only the contract speaks of | 4     | OCC_RULES_ENGINE_V2 |

    @from-example @guide
    Scenario: The one where the widget learns from the code why
      Given a customer that is banned
      When the application requests KYC
      Then the customer is reported as banned
      And the error code is ERR01

  Rule: A banned customer whom the API refuses is refused as banned

    Scenario Outline: A forbidden customer asks for level <level>
      Given a customer that is forbidden
      When the application requests KYC at level <level>
      Then the request is refused as 403 Forbidden

      Examples: Levels
        | why                                        | level |
        | e-mail and wallet screening                | 1     |
        | full name and phone number                 | 2     |
        | address, government ID and live selfie     | 3     |
        | the level that only the contract speaks of | 4     |

    Scenario: The one where a forbidden customer asks for the highest level
      Given a customer that is forbidden
      When the application requests KYC with the level at its highest
      Then the request is refused as 403 Forbidden

    Scenario Outline: A forbidden customer asks under <rules engine>, for level <level>
      Given a customer that is forbidden
      When the application requests KYC at level <level> under <rules engine>
      Then the request is refused as 403 Forbidden

      Examples: Rules engines and levels
        | why                                        | level | rules engine        |
        | the first, and usual                       | 1     | OCC_RULES_ENGINE    |
        | e-mail and wallet screening                | 1     | OCC_RULES_ENGINE_V2 |
        | full name and phone number                 | 2     | OCC_RULES_ENGINE_V2 |
        | address, government ID and live selfie     | 3     | OCC_RULES_ENGINE_V2 |
        | the level that only the contract speaks of | 4     | OCC_RULES_ENGINE_V2 |

  Rule: A customer who is not banned is not reported as banned

    Scenario: The one where nobody has banned the customer
      Given a customer
      When the application requests KYC
      Then the customer is not reported as banned
