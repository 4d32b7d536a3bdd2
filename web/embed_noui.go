//go:build noui

package web

import "embed"

// dist is empty: this binary was built for work on the Go side alone.
var dist embed.FS
