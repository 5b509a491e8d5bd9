@request
Feature: Beyond the written scenarios
  What nobody thought of is asked too: requests that are made from the contract itself, some
  allowed, some with one or two things wrong. kycspec explore asks with as many as one likes.

  Rule: Whatever the contract allows is served, and whatever it rules out is refused

    Scenario: The one where the requests are made from the contract
      When the application asks with 40 requests made from the contract, by seed 7
      Then each of them is answered as documented
