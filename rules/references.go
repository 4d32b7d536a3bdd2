package rules

import (
	"iter"
	"slices"

	"guibei"
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

// Cited returns the titles that a text cites with an article, each once: the laws
// whose words a check can use.
func Cited(t Text) []string {
	in := Input{Text: t}
	var out []string
	for ref := range in.references() {
		if ref.Article != "" && !slices.Contains(out, ref.Title) {
			out = append(out, ref.Title)
		}
	}
	return out
}

// Apply takes over what a region changed of the rules. What it wrote itself was
// tried when it was kept; if it cannot be read any more that is guibei.Internal.
func (in *Input) Apply(s guibei.RuleSetting) error {
	off := map[string]bool{}
	for id := range in.Off {
		off[id] = true
	}
	for id := range s.Off {
		off[id] = true
	}
	in.Off = off
	if s.Own == "" {
		return nil
	}
	own, err := Bureau("本地规则", []byte(s.Own))
	if err != nil {
		return guibei.Because(guibei.Internal, err, "本地的检查规则读不出来，请重新提交规则文件。")
	}
	in.Extra = append(in.Extra, own...)
	return nil
}
