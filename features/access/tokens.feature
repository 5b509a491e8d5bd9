@access
Feature: Access tokens
  Only an application that holds a token of the API is served.

  Rule: A request without a good token is refused as unauthorised

    @smoke
    Scenario Outline: A request with <credential>
      Given a customer
      When the application requests KYC with <credential>
      Then the request is refused as 401 Unauthorized

      Examples: Tokens that are worth nothing
        | why                                      | credential                 |
        | nobody says who asks                     | no token                   |
        | the header is there and says nothing     | an empty token             |
        | the API never gave it                    | a made-up token            |
        | the contract's scheme is bearer          | another scheme             |
        | one other character makes it another     | a damaged token            |
        | a token that says that it needs no proof | an unsigned token          |
        | the scheme says what the token is        | a token without its scheme |

      @guide
      Examples: Tokens whose time is over
        | why                     | credential       |
        | tokens live for an hour | an expired token |

  @http
  Rule: A good token is taken however its scheme is written

    Scenario: The one where the scheme is written in lower case
      Given a customer
      When the application requests KYC with a token under its scheme in lower case
      Then KYC is started

  @guide @siwe
  Rule: A token stands for the application that it was given to

    Scenario: The one where a token of another application asks for no signature
      Given an application that requires wallet signatures
      And a customer
      When the application requests KYC with the token of another application
      Then KYC is started
