// Command kycspec tests that a payment company's KYC API keeps its published contract.
package main

import (
	"os"

	"kycspec/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:])) }
