package rules

// Secret reports whether a text bears a mark of secrecy, which is all that has
// to be known before it may be kept at all.
func Secret(t Text) bool {
	return len(r011.Check(&Input{Text: t})) > 0
}
