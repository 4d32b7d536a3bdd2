//go:build !noui

package web

import "embed"

// dist is what Vite built. The folder is there before the first build, with
// nothing in it that is served.
//
//go:embed all:dist
var dist embed.FS
