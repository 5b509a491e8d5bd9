@siwe
Feature: How wallet signatures and their messages are written
  EIP-4361 says to the letter how a message is written, and names the standards for its parts: RFC 3986
  for URIs, RFC 3339 for times, EIP-55 for addresses, EIP-191 for the signature. Each example stands at
  an edge of what they allow, on this side or on the other.

  Background:
    Given an application that requires wallet signatures

  @eip-4361
  Rule: Every way to write a message that EIP-4361 allows is accepted

    Scenario Outline: A message that <says>
      Given a customer
      And the customer signs a message that <says>
      When the application requests KYC
      Then KYC is started

      Examples: Texts and numbers
        | why                                     | says                                                       |
        | punctuation of every kind               | has every character that a statement may have              |
        | an optional part may be there and empty | has a statement, a request id and resources that are empty |
        | a number is the same with a zero before | writes its chain id with a zero before it                  |
        | 8 characters are enough                 | has a nonce of 8 characters                                |
        | there is no longest nonce               | has a nonce of 40 characters                               |
        | digits are no number here               | has a nonce of digits alone                                |
        | letters, digits, signs and escapes      | has every character that a request id may have             |
        | a URI need not be of the web            | has resources of every kind                                |

      Examples: Times
        | why                                        | says                                      |
        | one digit is a fraction                    | has times to a tenth of a second          |
        | as JavaScript writes times                 | has times to the millisecond              |
        | as Python and Elixir write times           | has times to the microsecond              |
        | a fraction has as many digits as it likes  | has times finer than a nanosecond         |
        | upper and lower case mean the same         | has times with t and z in lower case      |
        | UTC may be written as an offset            | says its times at +00:00 and -00:00       |
        | not all clocks show UTC                    | has times of another time zone            |
        | half an hour, and behind UTC               | has times of a time zone behind           |
        | 2016 ended with a second 60                | has been valid since a leap second        |
        | 2000 had a 29 February                     | has been valid since the leap day of 2000 |

  @eip-4361
  Rule: What EIP-4361 does not allow in a message is refused

    Scenario Outline: A message that <flaw>
      Given a customer
      And the customer signs a message that <flaw>
      When the application requests KYC
      Then the request is refused as documented

      Examples: Lines
        | why                                         | flaw                                   |
        | the fields have an order                    | has its fields in another order        |
        | the optional fields have an order too       | has its times in another order         |
        | each field has its own name                 | writes Chain Id for Chain ID           |
        | a field that is not known has no place      | has a line that EIP-4361 does not know |
        | which of the two would count?               | has a second nonce                     |
        | a blank line ends the statement             | has no blank line after its statement  |
        | the statement's place stays blank           | has one blank line for no statement    |
        | a statement could pass for other fields     | has a statement of two lines           |
        | lines end with a line feed alone            | has lines that end in CRLF             |
        | nothing stands between a value and its end  | has a space at the end of a line       |
        | nothing follows the last line               | has more after its end                 |
        | without a nonce it is good for ever         | has no nonce                           |
        | when it was issued has to be said           | says not when it was issued            |

      Examples: Texts and numbers
        | why                                    | flaw                                  |
        | an address in mixed case is a checksum | has a bad checksum                    |
        | an address begins with 0x              | writes its address without 0x         |
        | few signs are left out, this is one    | has a quotation mark in its statement |
        | the only version is 1                  | is of version 2                       |
        | and is written so                      | is of version 01                      |
        | a chain id has decimal digits          | writes its chain id in hex            |
        | a nonce has 8 characters or more       | has a nonce of 7 characters           |
        | a nonce has letters and digits alone   | has a UUID for its nonce              |
        | the letters are those of ASCII         | has a nonce with an accent            |
        | a space would have to be escaped       | has a space in its request id         |
        | a URI begins with its scheme           | has a resource that is no URI         |

      Examples: Times
        | why                                    | flaw                                 |
        | 30 February is no day                  | expires on a day that is not         |
        | 2100 is no leap year                   | expires on the leap day of 2100      |
        | the day ends with hour 23              | expires at hour 24                   |
        | no leap second comes at noon           | expires at a second 60 that was none |
        | a date is no time                      | expires on a date without a time     |
        | without its zone a time is any of many | says not in which zone it expires    |
        | hours and minutes have a colon         | says its zone without a colon        |
        | a fraction begins with a point         | has a comma before its fraction      |

  Rule: A signature is 65 bytes in hex, and each of them is read

    Scenario Outline: A signature that <says> is as good
      Given a customer who signs in with the wallet
      And the signature <says>
      When the application requests KYC
      Then KYC is started

      Examples: Hex
        | why                       | says                         |
        | hex digits have two cases | is written in upper-case hex |

    @eip-4361
    Scenario Outline: A signature that <flaw> is of nobody
      Given a customer who signs in with the wallet
      And the signature <flaw>
      When the application requests KYC
      Then the request is refused as documented

      Examples: Its last byte, v
        | why                                   | flaw                        |
        | v is 27 or 28, and perhaps 0 or 1     | has v 29                    |
        | no less                               | has v 26                    |
        | and no more than 1                    | has v 2                     |
        | v is not to be taken modulo 27        | has a v that is 27 too high |
        | no message is a transaction           | has v as a transaction has it |

      Examples: Its two numbers, r and s
        | why                                        | flaw                |
        | an r as large as the order leads to no key | is of no key at all |
        | no s is 0                                  | has an s of 0       |

      # EIP-4361 says nothing of twins. EIP-2 refuses them in transactions, and a verifier that keeps to
      # it has one signature for one message.
      @eip-2
      Examples: Twins
        | why                                                 | flaw                             |
        | anybody can make one of a good one, without the key | is the high-s twin of a good one |

    Scenario Outline: A signature that <flaw>
      Given a customer who signs in with the wallet
      And the signature <flaw>
      When the application requests KYC
      Then the request is refused as documented

      Examples: Damaged text
        | why                              | flaw                   |
        | one digit is missing             | has a digit too few    |
        | there is a digit too many        | has a digit too many   |
        | the prefix says that it is hex   | is without its 0x      |
        | hex digits are 0-9 and a-f       | has a digit g          |
        | the prefix is in lower case      | begins with 0X         |
        | the digits are all that there is | ends with a line break |
