Feature: What the widget is given
  The application hands the whole answer to the widget, which starts with nothing else.

  @from-example
  Rule: A started KYC has all that the widget needs to start

    Scenario Outline: The widget at level <level>
      Given a customer
      When the application requests KYC at level <level>
      Then KYC is started
      And the widget is given what it needs to start

      Examples: Levels
        | why                                        | level |
        | e-mail and wallet screening                | 1     |
        | full name and phone number                 | 2     |
        | address, government ID and live selfie     | 3     |
        | the level that only the contract speaks of | 4     |
