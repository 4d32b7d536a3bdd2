// Package laws knows laws by name: what a title in 《》 refers to, and whether
// it was still in force on a date.
//
// A register is a set of facts, each with the clause that makes it one. The
// embedded facts are the repeals of laws, administrative regulations and
// department rules that a drafter may still have in an old text; a name the
// register does not know says nothing, neither that it is in force nor that it
// is not.
//
// Citations finds references in running text. It reads what is written and
// resolves nothing; Register.Find resolves.
package laws
