@siwe @eip-4361
Feature: A sign-in is good once
  Whoever sees a signed message can send it again. Its nonce is there so that this is of no use, however
  the message comes again, and whoever sends it.

  Background:
    Given an application that requires wallet signatures

  Rule: A nonce that was used is refused

    Scenario: The same signed message comes a second time
      Given a customer who signs in with the wallet
      And the application has used the signature before
      When the application requests KYC
      Then the request is refused as documented

    Scenario: It comes for another level
      Given a customer who signs in with the wallet
      And the application has used the signature before
      When the application requests KYC at level 2
      Then the request is refused as documented

    Scenario: It comes for another customer with the same wallet
      Given a customer who signs in with the wallet
      And the application has used the signature before
      When the application requests KYC for another customer with the same wallet
      Then the request is refused as documented

    Scenario: It comes with the wallet's address in lower case
      Given a customer who signs in with the wallet
      And the application has used the signature before
      When the application requests KYC with the address in lower case
      Then the request is refused as documented

    Scenario: It comes from another application
      Given a customer who signs in with the wallet
      And the application has used the signature before
      When the application requests KYC with the token of another application
      Then the request is refused as documented

    Scenario: It comes after another one of the same wallet
      Given a customer who signs in with the wallet
      And the application has used the signature before
      And the application has used another signature since
      When the application requests KYC
      Then the request is refused as documented

    Scenario: It comes twice at the same moment
      Given a customer who signs in with the wallet
      When the application requests KYC twice at the same moment
      Then KYC is started only once

    Scenario: It comes a second time where no signature is required
      Given an application that requires no wallet signatures
      And a customer who signs in with the wallet
      And the application has used the signature before
      When the application requests KYC
      Then the request is refused as documented

    Scenario Outline: It comes with a signature that <says>
      Given a customer who signs in with the wallet
      And the application has used the signature before
      And the signature <says>
      When the application requests KYC
      Then the request is refused as documented

      Examples: Other signatures of the same message
        | why                                            | says                             |
        | hex digits have two cases                      | is written in upper-case hex     |
        | v counts from 27, or from 0                    | has v counted from 0             |
        | everybody can make a twin                      | is the high-s twin of a good one |
        | a wallet can sign a message as often as it may | is made anew                     |

    Scenario: Its nonce comes in another message
      Given a customer who signs in with the wallet
      And the application has used the signature before
      And the customer signs a message that has the nonce of the one before
      When the application requests KYC
      Then the request is refused as documented

  Rule: A nonce that was not used is accepted, however much it looks like one that was

    Scenario: The letters of a nonce are those of another in the other case
      Given a customer who signs in with the wallet
      And the application has used the signature before
      And the customer signs a message that has the nonce of the one before in the other case
      When the application requests KYC
      Then KYC is started
