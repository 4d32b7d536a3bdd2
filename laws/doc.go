// Package laws knows laws by name: what a title in 《》 refers to, and whether
// it was still in force on a date.
//
// A register is a set of facts: which laws, administrative regulations,
// judicial interpretations and department rules there are, the versions of each
// with the day it was published and took effect, and for those that are gone the
// clause that repeals them and what took their place. A name the register does
// not know says nothing, neither that it is in force nor that it is not.
//
//	laws.csv, versions.csv ── facts.go ──> Register
//	law.go        what can be said of a law on a day: unknown, not yet, in force, repealed
//	title.go      when two titles name one law
//	citation.go   references in running text, as written
//
// Citations finds references in running text. It reads what is written and
// resolves nothing; Register.Find resolves.
package laws
