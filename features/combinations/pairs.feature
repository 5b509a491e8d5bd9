@pairs
Feature: Combinations
  A promise is kept whatever else a request chooses: its level, its rules engine, its blockchain, which
  application asks, whether the wallet has signed, how its media type is written, and whether an id or an
  address is as long as it may be. Any two of these that go together are asked for together, in as few
  requests as that takes.

  Rule: What the contract allows is served in every combination of two choices

    Scenario: The one where every two choices come together
      When the application requests KYC with every two choices that go together
      Then each of them is answered as documented

  Rule: What the contract rules out is refused whatever else the request chooses

    Scenario Outline: A mistake in the <name>, whatever else is chosen
      When the application requests KYC with each mistake in the <name>, whatever else it chooses
      Then each of them is answered as documented

      Examples: What is asked for
        | why                                          | name         |
        | levels are the same on every blockchain      | level        |
        | engines are the same at every level          | rules engine |
        | every request says what it is for            | action       |

      Examples: Who the customer is
        | why                                          | name         |
        | a customer is known in every combination     | external id  |
        | every request is for a customer              | customer     |
        | every customer has a wallet                  | wallet       |
        | a signed message does not stand for the rest | address      |
        | an unlisted blockchain suits no level        | blockchain   |

      Examples: How it is asked
        | why                                          | name         |
        | one JSON object, in either spelling of JSON  | request      |
        | JSON is sent at every level                  | media type   |
        | no blockchain is open to everybody           | access token |

      @siwe
      Examples: How the wallet signs
        | why                                          | name         |
        | signatures are required at every level       | siwe         |
        | a message is a text on every blockchain      | message      |
        | a signature has one form on every blockchain | signature    |
