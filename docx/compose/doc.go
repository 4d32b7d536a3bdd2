// Package compose writes the letters (文书) of review and filing as docx, from templates in Word that an office can
// replace, and as PDF where a converter is there.
//
//	data (letters.go) ── fields.go: what is missing, in Chinese ──┐
//	template: folder of the office, else defaults.go (word.go) ───┴─> compose.go ── docx.Fill ──> docx ── Converter ──> PDF
//
// A letter is a struct whose fields carry their name in the template (`field`), the name in JSON, whether they must be
// given, and what they are. Everything else follows from that: the check, the list of fields, the values.
//
// The default templates are made in code, in the layout of GB/T 9704—2012. Text of laws is not in them; the acts they
// name are those of docs and domain, and what a region must confirm comes as data.
package compose
