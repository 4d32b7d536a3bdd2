package docx

import "slices"

// fragment is an element of a part, to be read when somebody asks.
type fragment struct {
	in       *nest
	from, to int32
}

// nest is what fragments lie in: a part, and the namespace declarations around them.
type nest struct {
	b         []byte
	spaces    []binding
	innermost map[string]int32 // as in scanner; nil for what spaces come to
}

// nestOf is what the current element of a scanner lies in. It is good until the scanner moves on.
func nestOf(s *scanner) *nest { return &nest{b: s.b, spaces: s.bindings, innermost: s.innermost} }

// fragments makes fragments of one part. Most stand under the same declarations, which they share.
type fragments struct {
	scope int
	in    *nest
}

// take remembers the element that began at from and has just ended.
func (f *fragments) take(s *scanner, from int) fragment {
	if f.in == nil || f.scope != s.scope {
		f.scope, f.in = s.scope, &nest{b: s.b, spaces: wordSpaces(s)}
	}
	return fragment{in: f.in, from: int32(from), to: int32(s.p)}
}

// scan begins to read the element: its start tag is the current token. Without one there is nothing to read.
func (f fragment) scan() (*scanner, bool) {
	if f.in == nil {
		return nil, false
	}
	s := &scanner{b: f.in.b[:f.to], p: int(f.from), bindings: slices.Clip(f.in.spaces), innermost: f.in.innermost}
	if s.innermost == nil {
		s.innermost = make(map[string]int32, len(s.bindings))
		for i, b := range s.bindings {
			s.innermost[string(b.prefix)] = int32(i)
		}
	}
	return s, s.next() == tokStart
}

// maxWordPrefixes bounds the prefixes for WordprocessingML that are in use at one place. Word has one.
const maxWordPrefixes = 4

// wordSpaces returns the declarations in scope that mean WordprocessingML. Properties need no other, and a hostile part
// may declare hundreds on each element.
func wordSpaces(s *scanner) []binding {
	var out []binding
	for _, b := range slices.Backward(s.bindings) {
		if b.ns == nsW && len(out) < maxWordPrefixes && s.resolve(b.prefix) == nsW {
			out = append(out, binding{prefix: b.prefix, ns: nsW, outer: -1})
		}
	}
	return out
}

// eachChild calls f at each element inside the open one, to its end.
func eachChild(s *scanner, f func()) {
	depth := s.depth
	for s.depth >= depth {
		switch s.next() {
		case tokEOF:
			return
		case tokStart:
			if s.ns == nsW {
				f()
			}
		case tokEnd, tokText:
		}
	}
}
