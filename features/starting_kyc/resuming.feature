Feature: Resuming KYC
  A customer who leaves KYC half-way is taken back to where they were.

  @guide @from-example
  Rule: The same wallet and level asked again resume the same session

    Scenario: The one where the same customer asks for the same level again
      Given a customer for whom KYC was started
      When the application requests KYC again
      Then KYC is started
      And the KYC session is the same

  @guide @from-example
  Rule: A session belongs to one wallet and one level

    Scenario: The one where the same customer asks for another level
      Given a customer for whom KYC was started
      When the application requests KYC at level 2
      Then KYC is started
      And the KYC session is another

    Scenario: The one where another customer asks
      Given a customer for whom KYC was started
      When the application requests KYC for another customer
      Then KYC is started
      And the KYC session is another
