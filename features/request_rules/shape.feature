@request
Feature: Shape of a request
  A request has the properties that the contract requires, and no others where it says so.

  Rule: A request without something that is required is refused

    Scenario Outline: A request without the <name>
      Given a customer
      When the application requests KYC without the <name>
      Then the request is refused as documented

      Examples: What is required
        | why                              | name         |
        | what the customer wants to do    | action       |
        | how much KYC it takes            | level        |
        | by which rules                   | rules engine |
        | who the customer is              | customer     |
        | whom the application knows       | external id  |
        | where the goods are sent         | wallet       |
        | where exactly                    | address      |
        | on which blockchain              | blockchain   |

  Rule: A property that the contract does not name is refused where it says so

    Scenario Outline: A stray property in the <name>
      Given a customer
      When the application requests KYC with a stray property in the <name>
      Then the request is refused as documented

      Examples: Closed objects
        | why                                        | name     |
        | signatures belong in the wallet            | request  |
        | the contract knows its customers' details  | customer |
        | the contract knows what a wallet has       | wallet   |

    Scenario Outline: A property called <property> in the <name>
      Given a customer
      When the application requests KYC with a stray property in the <name> called "<property>"
      Then the request is refused as documented

      Examples: Nearly known, or at home elsewhere
        | why                                     | name     | property    |
        | where integrations put their signatures | request  | auth        |
        | a signature belongs in the wallet       | customer | siwe        |
        | case matters in names                   | customer | External_ID |
        | names have their underscores            | customer | externalId  |
        | case matters in names                   | wallet   | Address     |

    Scenario: The one where the action says more than it must
      Given a customer
      When the application requests KYC with a stray property in the action
      Then KYC is started

  Rule: A body that is not one JSON object is refused

    Scenario Outline: A body that is <what>
      Given a customer
      When the application requests KYC with the body <body>
      Then the request is refused as documented

      Examples: Not a JSON object
        | why                               | what               | body                      |
        | a list is no object               | a list             | []                        |
        | a text is no object               | a text             | "start"                   |
        | a number is no object             | a number           | 42                        |
        | an object without anything in it  | an empty object    | {}                        |
        | the end is missing                | cut short          | {"action": {"level": 1,   |
        | JSON wants quotes                 | not quoted         | {action: {level: 1}}      |
        | a comma too many                  | ended by a comma   | {"action": {"level": 1,}} |
        | a page is no JSON                 | a web page         | <html></html>             |

    Scenario Outline: A request with <mistake>
      Given a customer
      When the application requests KYC with <mistake>
      Then the request is refused as documented

      Examples: Nearly JSON, and otherwise as it should be
        | why                                  | mistake                         |
        | there is one document                | something after the body        |
        | nobody guesses how it went on        | the end of the body missing     |
        | commas part properties               | a comma after the last property |
        | JSON has no comments                 | a comment in the body           |
        | JSON's quotes are double             | names in single quotes          |
        | JSON wants quotes                    | names without quotes            |
        | numbers begin with no zero           | a zero before a number          |
        | texts are written in one line        | a line break in a text          |
        | JSON is written in UTF-8             | a text that is not UTF-8        |

  Rule: A request without a body, which the contract does not ask for, is served, or refused as documented

    Scenario: A request has no body at all
      Given a customer
      When the application requests KYC with no body
      Then the request is served, or refused as documented

    Scenario: The body of a request is null
      Given a customer
      When the application requests KYC with the body null
      Then the request is served, or refused as documented
