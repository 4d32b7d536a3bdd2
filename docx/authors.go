package docx

import (
	"slices"
	"strings"
)

// maxAuthor bounds a name in bytes; what is longer is not one.
const maxAuthor = 200

// readAuthors reads who made the file and who saved it last from its core
// properties. A document can be read without them: broken ones name nobody.
func (l *loader) readAuthors() []string {
	rels, err := l.pkg.relationsOf("")
	if err != nil {
		return nil
	}
	i := slices.IndexFunc(rels, func(r relation) bool { return r.kind == "core-properties" && !r.external })
	if i < 0 {
		return nil
	}
	b, err := l.pkg.part(rels[i].target)
	if err != nil {
		return nil
	}
	return authorsOf(b)
}

func authorsOf(b []byte) []string {
	var out []string
	var name []byte
	inName := false
	s := &scanner{b: b}
	for t := s.next(); ; t = s.next() {
		if t == tokText {
			if inName && len(name) < maxAuthor {
				name = s.appendText(name)
			}
			continue
		}
		if n := strings.TrimSpace(string(name)); n != "" && len(n) < maxAuthor && !slices.Contains(out, n) {
			out = append(out, n)
		}
		if t == tokEOF {
			return out
		}
		name, inName = name[:0], t == tokStart && (string(s.local) == "creator" || string(s.local) == "lastModifiedBy")
	}
}
