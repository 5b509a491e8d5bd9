@request
Feature: Limits of a request
  Every limit that the contract sets is kept on both sides: what stands at the very edge
  is accepted, and what is just past it is refused.

  Rule: A request at the very edge of a limit is accepted

    Scenario Outline: The <name> at its <limit>
      Given a customer
      When the application requests KYC with the <name> at its <limit>
      Then KYC is started

      Examples: Edges
        | why                             | name        | limit   |
        | the first level                 | level       | lowest  |
        | the last level                  | level       | highest |
        | a long key of a database        | external id | longest |
        | an address of any form          | address     | longest |

    Scenario Outline: The <name> at its longest, all <letter>
      Given a customer
      When the application requests KYC with the <name> at its longest, written in "<letter>"
      Then KYC is started

      Examples: A character counts once, however many bytes it takes
        | why                           | name        | letter |
        | two bytes in UTF-8            | external id | ü      |
        | four bytes, two UTF-16 units  | external id | 🙂     |
        | four bytes, two UTF-16 units  | address     | 🙂     |

  Rule: A request past a limit is refused

    Scenario Outline: The <name> just past its <limit>
      Given a customer
      When the application requests KYC with the <name> just past its <limit>
      Then the request is refused as documented

      Examples: Past the edges
        | why                             | name        | limit   |
        | there is no level before 1      | level       | lowest  |
        | there is no level after 4       | level       | highest |
        | too long for the contract       | external id | longest |
        | too long for the contract       | address     | longest |

    Scenario Outline: The <name> just past its longest, all <letter>
      Given a customer
      When the application requests KYC with the <name> just past its longest, written in "<letter>"
      Then the request is refused as documented

      Examples: Characters count, not what is seen of them
        | why                                | name        | letter |
        | a flag is two characters           | external id | 🇨🇭     |
        | a flag is two characters           | address     | 🇨🇭     |

    Scenario Outline: The <name> just past its longest, all white space
      Given a customer
      When the application requests KYC with the <name> just past its longest, written in " "
      Then the request is refused as documented

      Examples: White space counts
        | why                             | name        |
        | it is not to be taken off a key | external id |
        | nor off an address              | address     |

    Scenario Outline: The <name> given as <value>
      Given a customer
      When the application requests KYC with the <name> given as <value>
      Then the request is refused as documented

      Examples: Far past the edges
        | why                              | name  | value                |
        | the sign is a part of the number | level | -1                   |
        | in 8 bits nothing is left but 1  | level | 257                  |
        | in 16 bits nothing is left but 1 | level | 65537                |
        | in 32 bits nothing is left but 1 | level | 4294967297           |
        | in 64 bits nothing is left but 1 | level | 18446744073709551617 |
