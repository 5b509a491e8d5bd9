Feature: Media types
  The API speaks JSON, and says so when it is asked for something else.

  Rule: An answer in something other than JSON cannot be had

    Scenario Outline: An application that accepts only <accept>
      Given a customer
      When the application requests KYC accepting "<accept>"
      Then the request is refused as 406 Not Acceptable

      Examples: Without JSON
        | why                            | accept                        |
        | a browser page                 | text/html                     |
        | another format for data        | application/xml               |
        | an image will not do           | image/*, text/plain;q=0.5     |
        | JSON of a kind of its own      | application/vnd.api+json      |

      @http
      Examples: JSON with a weight of 0
        | why                            | accept                        |
        | JSON is ruled out              | application/json;q=0          |
        | JSON alone is ruled out        | application/json;q=0, */*     |

  Rule: An application that accepts JSON in any way is served

    Scenario Outline: An application that accepts <accept>
      Given a customer
      When the application requests KYC accepting "<accept>"
      Then KYC is started

      Examples: With JSON
        | why                           | accept                          |
        | just that                     | application/json                |

      @http
      Examples: With JSON among others
        | why                           | accept                            |
        | anything                      | */*                               |
        | anything of applications      | application/*                     |
        | JSON if there is nothing else | text/html, application/json;q=0.1 |
        | anything if there is no page  | text/html;q=0.9, */*;q=0.1        |
        | case does not matter          | Application/JSON                  |

    @http
    Scenario: The one where the application does not say what it accepts
      Given a customer
      When the application requests KYC without saying what it accepts
      Then KYC is started

  Rule: A request in something other than JSON is not taken

    Scenario Outline: A request in <media type>
      Given a customer
      When the application requests KYC in the media type "<media type>"
      Then the request is refused as 415 Unsupported Media Type

      Examples: Not JSON
        | why                          | media type                        |
        | text that happens to be JSON | text/plain                        |
        | the contract has another     | text/json                         |
        | JSON of a kind of its own    | application/vnd.api+json          |
        | it only begins like JSON     | application/json-patch+json       |
        | another format for data      | application/xml                   |
        | what a form sends            | application/x-www-form-urlencoded |
        | what an upload sends         | multipart/form-data; boundary=x   |

  @http
  Rule: JSON by any of its spellings is taken

    Scenario Outline: A request in <media type>
      Given a customer
      When the application requests KYC in the media type "<media type>"
      Then KYC is started

      Examples: JSON
        | why                       | media type                      |
        | with its character set    | application/json; charset=utf-8 |
        | as other programs write it | application/json;charset=UTF-8 |
        | case does not matter      | Application/JSON                |

  Rule: What the contract rules out is refused whether or not it says what it is

    Scenario: The one where a wrong request does not say that it is JSON
      Given a customer with a wallet on dogecoin
      When the application requests KYC without saying what it sends
      Then the request is refused as documented
