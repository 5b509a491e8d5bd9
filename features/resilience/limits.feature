@resilience
Feature: Limits and failures
  An API that is busy or broken says so in the way that the contract documents.

  @throttle
  Rule: An application that asks too fast is refused for a while, and then served

    Scenario: The one where the application asks too fast
      Given a customer
      When the application requests KYC faster than it may
      Then the request is refused as 429 Too Many Requests

    @http
    Scenario: The one where the application is told how long to wait
      Given a customer
      When the application requests KYC faster than it may
      Then the request is refused as 429 Too Many Requests
      And the application is told how long to wait

    @http
    Scenario: The one where the application waits as it was told
      Given a customer whose application asked too fast
      When the application requests KYC again after waiting as it was told
      Then KYC is started

  Rule: A failure of the API is answered as documented

    Scenario: The one where the API fails
      Given a customer
      When the application requests KYC while the API fails with 500
      Then the answer is 500 Internal Server Error
