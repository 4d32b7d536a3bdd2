// Guibei 规备 carries administrative normative documents from the first draft
// to their filing.
package main

import (
	"os"

	"guibei/cmd/guibei/cli"
)

func main() { os.Exit(cli.Main(nil)) }
