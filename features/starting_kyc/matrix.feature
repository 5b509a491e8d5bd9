@matrix
Feature: Every level, rules engine and blockchain
  The three choices of a request do not depend on each other: every combination can be started.

  Rule: Any level can be started under any rules engine for a wallet on any blockchain

    Scenario Outline: Level <level> under OCC_RULES_ENGINE on <blockchain>
      Given a customer with a wallet on <blockchain>
      When the application requests KYC at level <level> under OCC_RULES_ENGINE
      Then KYC is started

      Examples: Level 1
        | why                            | level | blockchain                  |
        | Ethereum                       | 1     | ethereum                    |
        | Ethereum's test network        | 1     | sepolia                     |
        | Polygon                        | 1     | polygon                     |
        | Polygon's test network         | 1     | amoy                        |
        | Solana                         | 1     | solana                      |
        | Solana's test network          | 1     | solana_devnet               |
        | Base                           | 1     | base                        |
        | Base's test network            | 1     | base_sepolia                |
        | Avalanche C-Chain              | 1     | avalanche_c                 |
        | Avalanche's test network       | 1     | avalanche_fuji              |
        | BNB Smart Chain                | 1     | binance_smart_chain         |
        | BNB Smart Chain's test network | 1     | binance_smart_chain_testnet |
        | Arbitrum One                   | 1     | arbitrum_one                |
        | Arbitrum's test network        | 1     | arbitrum_sepolia            |
        | ApeChain                       | 1     | apechain                    |
        | ApeChain's test network        | 1     | curtis                      |
        | Etherlink                      | 1     | etherlink                   |
        | Etherlink's test network       | 1     | etherlink_testnet           |
        | Soneium                        | 1     | soneium                     |
        | Soneium's test network         | 1     | soneium_minato              |
        | Aleo                           | 1     | aleo                        |
        | Aleo's test network            | 1     | aleo_testnet                |

      Examples: Level 2
        | why                            | level | blockchain                  |
        | Ethereum                       | 2     | ethereum                    |
        | Ethereum's test network        | 2     | sepolia                     |
        | Polygon                        | 2     | polygon                     |
        | Polygon's test network         | 2     | amoy                        |
        | Solana                         | 2     | solana                      |
        | Solana's test network          | 2     | solana_devnet               |
        | Base                           | 2     | base                        |
        | Base's test network            | 2     | base_sepolia                |
        | Avalanche C-Chain              | 2     | avalanche_c                 |
        | Avalanche's test network       | 2     | avalanche_fuji              |
        | BNB Smart Chain                | 2     | binance_smart_chain         |
        | BNB Smart Chain's test network | 2     | binance_smart_chain_testnet |
        | Arbitrum One                   | 2     | arbitrum_one                |
        | Arbitrum's test network        | 2     | arbitrum_sepolia            |
        | ApeChain                       | 2     | apechain                    |
        | ApeChain's test network        | 2     | curtis                      |
        | Etherlink                      | 2     | etherlink                   |
        | Etherlink's test network       | 2     | etherlink_testnet           |
        | Soneium                        | 2     | soneium                     |
        | Soneium's test network         | 2     | soneium_minato              |
        | Aleo                           | 2     | aleo                        |
        | Aleo's test network            | 2     | aleo_testnet                |

      Examples: Level 3
        | why                            | level | blockchain                  |
        | Ethereum                       | 3     | ethereum                    |
        | Ethereum's test network        | 3     | sepolia                     |
        | Polygon                        | 3     | polygon                     |
        | Polygon's test network         | 3     | amoy                        |
        | Solana                         | 3     | solana                      |
        | Solana's test network          | 3     | solana_devnet               |
        | Base                           | 3     | base                        |
        | Base's test network            | 3     | base_sepolia                |
        | Avalanche C-Chain              | 3     | avalanche_c                 |
        | Avalanche's test network       | 3     | avalanche_fuji              |
        | BNB Smart Chain                | 3     | binance_smart_chain         |
        | BNB Smart Chain's test network | 3     | binance_smart_chain_testnet |
        | Arbitrum One                   | 3     | arbitrum_one                |
        | Arbitrum's test network        | 3     | arbitrum_sepolia            |
        | ApeChain                       | 3     | apechain                    |
        | ApeChain's test network        | 3     | curtis                      |
        | Etherlink                      | 3     | etherlink                   |
        | Etherlink's test network       | 3     | etherlink_testnet           |
        | Soneium                        | 3     | soneium                     |
        | Soneium's test network         | 3     | soneium_minato              |
        | Aleo                           | 3     | aleo                        |
        | Aleo's test network            | 3     | aleo_testnet                |

      Examples: Level 4
        | why                            | level | blockchain                  |
        | Ethereum                       | 4     | ethereum                    |
        | Ethereum's test network        | 4     | sepolia                     |
        | Polygon                        | 4     | polygon                     |
        | Polygon's test network         | 4     | amoy                        |
        | Solana                         | 4     | solana                      |
        | Solana's test network          | 4     | solana_devnet               |
        | Base                           | 4     | base                        |
        | Base's test network            | 4     | base_sepolia                |
        | Avalanche C-Chain              | 4     | avalanche_c                 |
        | Avalanche's test network       | 4     | avalanche_fuji              |
        | BNB Smart Chain                | 4     | binance_smart_chain         |
        | BNB Smart Chain's test network | 4     | binance_smart_chain_testnet |
        | Arbitrum One                   | 4     | arbitrum_one                |
        | Arbitrum's test network        | 4     | arbitrum_sepolia            |
        | ApeChain                       | 4     | apechain                    |
        | ApeChain's test network        | 4     | curtis                      |
        | Etherlink                      | 4     | etherlink                   |
        | Etherlink's test network       | 4     | etherlink_testnet           |
        | Soneium                        | 4     | soneium                     |
        | Soneium's test network         | 4     | soneium_minato              |
        | Aleo                           | 4     | aleo                        |
        | Aleo's test network            | 4     | aleo_testnet                |

    Scenario Outline: Level <level> under OCC_RULES_ENGINE_V2 on <blockchain>
      Given a customer with a wallet on <blockchain>
      When the application requests KYC at level <level> under OCC_RULES_ENGINE_V2
      Then KYC is started

      Examples: Level 1
        | why                            | level | blockchain                  |
        | Ethereum                       | 1     | ethereum                    |
        | Ethereum's test network        | 1     | sepolia                     |
        | Polygon                        | 1     | polygon                     |
        | Polygon's test network         | 1     | amoy                        |
        | Solana                         | 1     | solana                      |
        | Solana's test network          | 1     | solana_devnet               |
        | Base                           | 1     | base                        |
        | Base's test network            | 1     | base_sepolia                |
        | Avalanche C-Chain              | 1     | avalanche_c                 |
        | Avalanche's test network       | 1     | avalanche_fuji              |
        | BNB Smart Chain                | 1     | binance_smart_chain         |
        | BNB Smart Chain's test network | 1     | binance_smart_chain_testnet |
        | Arbitrum One                   | 1     | arbitrum_one                |
        | Arbitrum's test network        | 1     | arbitrum_sepolia            |
        | ApeChain                       | 1     | apechain                    |
        | ApeChain's test network        | 1     | curtis                      |
        | Etherlink                      | 1     | etherlink                   |
        | Etherlink's test network       | 1     | etherlink_testnet           |
        | Soneium                        | 1     | soneium                     |
        | Soneium's test network         | 1     | soneium_minato              |
        | Aleo                           | 1     | aleo                        |
        | Aleo's test network            | 1     | aleo_testnet                |

      Examples: Level 2
        | why                            | level | blockchain                  |
        | Ethereum                       | 2     | ethereum                    |
        | Ethereum's test network        | 2     | sepolia                     |
        | Polygon                        | 2     | polygon                     |
        | Polygon's test network         | 2     | amoy                        |
        | Solana                         | 2     | solana                      |
        | Solana's test network          | 2     | solana_devnet               |
        | Base                           | 2     | base                        |
        | Base's test network            | 2     | base_sepolia                |
        | Avalanche C-Chain              | 2     | avalanche_c                 |
        | Avalanche's test network       | 2     | avalanche_fuji              |
        | BNB Smart Chain                | 2     | binance_smart_chain         |
        | BNB Smart Chain's test network | 2     | binance_smart_chain_testnet |
        | Arbitrum One                   | 2     | arbitrum_one                |
        | Arbitrum's test network        | 2     | arbitrum_sepolia            |
        | ApeChain                       | 2     | apechain                    |
        | ApeChain's test network        | 2     | curtis                      |
        | Etherlink                      | 2     | etherlink                   |
        | Etherlink's test network       | 2     | etherlink_testnet           |
        | Soneium                        | 2     | soneium                     |
        | Soneium's test network         | 2     | soneium_minato              |
        | Aleo                           | 2     | aleo                        |
        | Aleo's test network            | 2     | aleo_testnet                |

      Examples: Level 3
        | why                            | level | blockchain                  |
        | Ethereum                       | 3     | ethereum                    |
        | Ethereum's test network        | 3     | sepolia                     |
        | Polygon                        | 3     | polygon                     |
        | Polygon's test network         | 3     | amoy                        |
        | Solana                         | 3     | solana                      |
        | Solana's test network          | 3     | solana_devnet               |
        | Base                           | 3     | base                        |
        | Base's test network            | 3     | base_sepolia                |
        | Avalanche C-Chain              | 3     | avalanche_c                 |
        | Avalanche's test network       | 3     | avalanche_fuji              |
        | BNB Smart Chain                | 3     | binance_smart_chain         |
        | BNB Smart Chain's test network | 3     | binance_smart_chain_testnet |
        | Arbitrum One                   | 3     | arbitrum_one                |
        | Arbitrum's test network        | 3     | arbitrum_sepolia            |
        | ApeChain                       | 3     | apechain                    |
        | ApeChain's test network        | 3     | curtis                      |
        | Etherlink                      | 3     | etherlink                   |
        | Etherlink's test network       | 3     | etherlink_testnet           |
        | Soneium                        | 3     | soneium                     |
        | Soneium's test network         | 3     | soneium_minato              |
        | Aleo                           | 3     | aleo                        |
        | Aleo's test network            | 3     | aleo_testnet                |

      Examples: Level 4
        | why                            | level | blockchain                  |
        | Ethereum                       | 4     | ethereum                    |
        | Ethereum's test network        | 4     | sepolia                     |
        | Polygon                        | 4     | polygon                     |
        | Polygon's test network         | 4     | amoy                        |
        | Solana                         | 4     | solana                      |
        | Solana's test network          | 4     | solana_devnet               |
        | Base                           | 4     | base                        |
        | Base's test network            | 4     | base_sepolia                |
        | Avalanche C-Chain              | 4     | avalanche_c                 |
        | Avalanche's test network       | 4     | avalanche_fuji              |
        | BNB Smart Chain                | 4     | binance_smart_chain         |
        | BNB Smart Chain's test network | 4     | binance_smart_chain_testnet |
        | Arbitrum One                   | 4     | arbitrum_one                |
        | Arbitrum's test network        | 4     | arbitrum_sepolia            |
        | ApeChain                       | 4     | apechain                    |
        | ApeChain's test network        | 4     | curtis                      |
        | Etherlink                      | 4     | etherlink                   |
        | Etherlink's test network       | 4     | etherlink_testnet           |
        | Soneium                        | 4     | soneium                     |
        | Soneium's test network         | 4     | soneium_minato              |
        | Aleo                           | 4     | aleo                        |
        | Aleo's test network            | 4     | aleo_testnet                |
