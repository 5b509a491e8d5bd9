Feature: Blockchains
  A customer's wallet is on one of the blockchains that the contract names, with an
  address of that blockchain's form.

  Rule: A wallet on every blockchain can start KYC

    Scenario Outline: A wallet on <blockchain> at the lowest level
      Given a customer with a wallet on <blockchain>
      When the application requests KYC with the level at its lowest
      Then KYC is started

      Examples: EVM addresses
        | why                            | blockchain                  |
        | Ethereum                       | ethereum                    |
        | Ethereum's test network        | sepolia                     |
        | Polygon                        | polygon                     |
        | Polygon's test network         | amoy                        |
        | Base                           | base                        |
        | Base's test network            | base_sepolia                |
        | Avalanche C-Chain              | avalanche_c                 |
        | Avalanche's test network       | avalanche_fuji              |
        | BNB Smart Chain                | binance_smart_chain         |
        | BNB Smart Chain's test network | binance_smart_chain_testnet |
        | Arbitrum One                   | arbitrum_one                |
        | Arbitrum's test network        | arbitrum_sepolia            |
        | ApeChain                       | apechain                    |
        | ApeChain's test network        | curtis                      |
        | Etherlink                      | etherlink                   |
        | Etherlink's test network       | etherlink_testnet           |
        | Soneium                        | soneium                     |
        | Soneium's test network         | soneium_minato              |

      Examples: Solana addresses
        | why                   | blockchain    |
        | Solana                | solana        |
        | Solana's test network | solana_devnet |

      Examples: Aleo addresses
        | why                 | blockchain   |
        | Aleo                | aleo         |
        | Aleo's test network | aleo_testnet |

    Scenario Outline: A wallet on <blockchain> at the highest level
      Given a customer with a wallet on <blockchain>
      When the application requests KYC with the level at its highest
      Then KYC is started

      Examples: EVM addresses
        | why                            | blockchain                  |
        | Ethereum                       | ethereum                    |
        | Ethereum's test network        | sepolia                     |
        | Polygon                        | polygon                     |
        | Polygon's test network         | amoy                        |
        | Base                           | base                        |
        | Base's test network            | base_sepolia                |
        | Avalanche C-Chain              | avalanche_c                 |
        | Avalanche's test network       | avalanche_fuji              |
        | BNB Smart Chain                | binance_smart_chain         |
        | BNB Smart Chain's test network | binance_smart_chain_testnet |
        | Arbitrum One                   | arbitrum_one                |
        | Arbitrum's test network        | arbitrum_sepolia            |
        | ApeChain                       | apechain                    |
        | ApeChain's test network        | curtis                      |
        | Etherlink                      | etherlink                   |
        | Etherlink's test network       | etherlink_testnet           |
        | Soneium                        | soneium                     |
        | Soneium's test network         | soneium_minato              |

      Examples: Solana addresses
        | why                   | blockchain    |
        | Solana                | solana        |
        | Solana's test network | solana_devnet |

      Examples: Aleo addresses
        | why                 | blockchain   |
        | Aleo                | aleo         |
        | Aleo's test network | aleo_testnet |
