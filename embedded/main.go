// Command guibei-up is Guibei in one program: everything that guibei can, and
// its own PostgreSQL and engine in one data folder.
package main

import (
	"math"
	"os"
	"runtime/debug"

	"guibei/cmd/guibei/cli"
	"guibei/embedded/up"
)

// memoryLimit makes the collector work harder before the whole program, with
// PostgreSQL beside it, passes the 700 MiB it may take. GOMEMLIMIT overrides it.
const memoryLimit = 400 << 20

func main() {
	if debug.SetMemoryLimit(-1) == math.MaxInt64 { // nobody set one
		debug.SetMemoryLimit(memoryLimit)
	}
	os.Exit(cli.Main(&cli.AllInOne{Up: up.Up}))
}
