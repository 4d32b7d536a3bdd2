package rules

import (
	"iter"

	"guibei/laws"
)

// references yields the references in 《》 of all sentences, each once, with the
// sentence.
func (in *Input) references() iter.Seq2[laws.Citation, *clause] {
	return func(yield func(laws.Citation, *clause) bool) {
		clauses := in.read().clauses
		for i := range clauses {
			c := &clauses[i]
			for _, ref := range c.citations() {
				if ref.End > c.lead && !yield(ref, c) {
					return
				}
			}
		}
	}
}

// citations are those of the clause, found once.
func (c *clause) citations() []laws.Citation {
	if !c.cited {
		c.refs, c.cited = laws.Citations(c.text), true
	}
	return c.refs
}
