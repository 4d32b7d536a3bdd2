//go:build race

package docx

// underRace says that the race detector is on. It makes scanning a hundred megabytes take a minute, and finds nothing in
// one goroutine.
const underRace = true
