// Package rules looks for leads in the draft of a normative document: a place,
// a law and a reason, never a verdict.
//
//	Text ── line.go ──> lines, folded (width, blanks), each character with its place
//	                      │
//	         roles.go ────┼──> what each line does: title, addressee, heading, annex, date
//	         layout.go ───┼──> how a docx looks: pages, fonts, sizes, indents (nil for plain text)
//	         clause.go ───┴──> sentences; items （一）（二） read behind the words that lead into them
//	                      │
//	         probe.go, guard.go: a pattern, and what makes it harmless inside the same sentence
//	                      │
//	         r001_….go …: one rule a file, with its law, what it looks for and what it does not see
//
// A sentence that restates a cited law is not a finding but a quotation to
// verify (Finding.Verify, a lower severity). A prohibition addressed to
// authorities is neither.
//
// # Changing a rule
//
// Identifiers are never reused. A change of what a rule finds raises its
// Version; a change of the files all rules share raises engineVersion. Both go
// into SetHash, and a test compares the code with testdata/versions.golden, so
// that forgetting it fails.
package rules
