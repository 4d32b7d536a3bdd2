// Package docx reads a Word document as Word shows it, writes comments, suggestions and redlines into copies of it, and
// refuses what must not come in. A submitted file is evidence and is never rewritten. Nothing external is ever fetched,
// nothing is executed.
//
//	file ── archive.go ──> parts ── package.go ──> main part, relations, content types
//	                                     │
//	     scan.go (XML, by byte offset) ──┤
//	                                     ├─ styles.go, numbering.go, label.go: what Word computes
//	                                     ├─ story.go, props.go: paragraphs in reading order, in one of three views (view.go)
//	                                     ├─ chunk.go, html.go: bodies kept in an altChunk
//	                                     └─ comments.go: comments with what they are about
//	                                     │
//	                 document.go: the face;  title.go, article.go, outline.go, locator.go: what the text is
//
//	trace.go ── locate.go: the bytes behind each character ──┬─ rewrite.go: runs cut at given characters
//	                                                         ├─ annotate.go, suggest.go, commentpart.go: comments, suggestions
//	                                                         ├─ redline.go, redlineplan.go, redlinewrite.go …: tracked changes
//	                                                         └─ accept.go: a clean copy
//	template.go, fillscan.go: placeholders ── fillplan.go ───┴─ fill.go: a template filled
//	                                                         │
//	             splice.go: changed bytes of a part ── save.go: a copy in which all other parts are the bytes that came
//
// Whatever is written is read again, in all views that matter, and held against what it must say; a copy that differs is an
// error and goes to nobody.
//
// # The text
//
// The text is that of a view. In the final one, which Open reads, insertions are in and deletions out. Each line of Document.Text is one paragraph. A computed
// list label such as 第三条 is part of the line, followed by the separator its level asks for. Inside a paragraph
//
//   - a tab is "\t";
//   - a line, page or column break is U+000B, Word's own character for it: one rune, and never mistaken for the end of
//     a paragraph. Note that `\s` of package regexp does not match it, unicode.IsSpace does;
//   - a line end inside w:t is a space, as in Word;
//   - a no-break hyphen is "-"; a soft hyphen is nothing;
//   - of a field the result is text and the instruction is not; of ruby the base is text and the reading is not;
//   - hidden text is not text; how much there was is in the Inventory.
//
// Headers, footers, notes and comments are stories of their own; see Document.Stories.
//
// # How it looks
//
// OpenFormatted also works out what Word shows: a [ParagraphFormat] for each paragraph and a [RunFormat] for each stretch
// of text, with sections, tables, fields, controls, links, bookmarks and notes in a [Layout] for each story.
//
//	story.go ── recorder.go: which element each paragraph and run has ──> layout.go: places, runs
//	                                                                      │
//	     runprops.go, paraprops.go ── formatter.go: the hierarchy ────────┤
//	     theme.go, fonts.go: which font ── tablestyle.go: parts of tables ┤
//	     table.go: spans ── section.go: pages ── structure.go, image.go: the rest ┘
//
// Lengths are in twips, 1/20 pt, and font sizes in half points, as in the file. Nothing is laid out: there are no lines
// and no pages.
//
// # Refusals
//
// A file is measured before it is read: size, number and names of entries, declared and real sizes, depth, attributes,
// paragraphs. The numbers are in limits.go. A refusal is a *Refusal with a Reason and a Code for the program and a sentence
// for the person, which ends with what to do next.
package docx
