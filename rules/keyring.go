package rules

import (
	"fmt"

	"github.com/coregx/ahocorasick"
)

// keyring finds in one pass over a sentence which keys of all patterns stand in
// it, so that hardly any pattern is tried.
type keyring struct {
	ids  map[string]int
	find *ahocorasick.Automaton
}

// ring holds the keys of the rules that come with the program; All makes it. A
// bureau's rules are few and look for their keys one by one.
var ring *keyring

// newRing gathers the keys of all patterns and tells each pattern their numbers.
func newRing(all []Rule) (*keyring, error) {
	k := &keyring{ids: map[string]int{}}
	b := ahocorasick.NewBuilder()
	for _, r := range all {
		for i := range r.probes {
			p := &r.probes[i]
			for _, key := range p.keys {
				id, there := k.ids[key]
				if !there {
					id = len(k.ids)
					k.ids[key] = id
					b.AddPattern([]byte(key))
				}
				p.ids = append(p.ids, id)
			}
		}
	}
	var err error
	if k.find, err = b.Build(); err != nil {
		return nil, fmt.Errorf("keys of the embedded rules: %w", err)
	}
	return k, nil
}

// holds reports whether one of the pattern's keys stands in the clause.
func (c *clause) holds(p *probe) bool {
	if p.ids == nil {
		return containsAny(c.text, p.keys)
	}
	if c.keys == nil {
		c.keys = make([]uint64, len(ring.ids)/64+1)
		for _, m := range ring.find.FindAllOverlapping([]byte(c.text)) {
			c.keys[m.PatternID/64] |= 1 << (m.PatternID % 64)
		}
	}
	for _, id := range p.ids {
		if c.keys[id/64]&(1<<(id%64)) != 0 {
			return true
		}
	}
	return false
}
