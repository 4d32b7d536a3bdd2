// Package compare tells what changed between two versions of a normative document, in the terms of a reviewer: which
// articles stayed, changed, moved, were split, merged, added or dropped, what each change does in law, and which
// internal references no longer point where they did.
//
//	Text ── line.go, label.go ──> lines ── unit.go ──> units (条, headings, items, tables, annexes …)
//	                                                     │
//	     align.go, relate.go: which old unit is which new unit, by content and order, never by number alone
//	                                                     │
//	     piece.go, table.go: paragraphs and cells inside a pair      diff.go, myers.go, cleanup.go, token.go: characters
//	                                                     │
//	     script.go ── Script, exact      change.go ── Changes, for people
//	                                                     │
//	     mention.go, reference.go: where references point      effect.go, phrase.go, reason.go: what a change does in law
//	                                                     │
//	                                           json.go, html.go, summary.go
//
// # Labels
//
// A leading 第X条 is a label, not content: inserting one article renumbers all that follow, and none of them changed.
// Units are matched by their words and their order; a number only decides between equals. A label may be typed or
// computed by Word; to the comparison it is the same.
//
// # Units of measure
//
// Positions are indexes of Text.Paragraphs, lengths are runes. Similarity is Dice's coefficient over pairs of
// neighbouring characters: 1 for the same text, 0 for texts with no pair in common.
//
// # Two results of different strictness
//
// Script is exact: leaving out what is only new gives the old text, leaving out what is only old gives the new one,
// paragraph by paragraph and rune by rune. A redline is built from it. Changes are for reading: a paragraph that was cut
// in two is shown as one change there, while the Script has a pair and an insertion.
package compare
