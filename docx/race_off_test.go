//go:build !race

package docx

// underRace says that the race detector is on.
const underRace = false
