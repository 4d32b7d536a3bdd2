package compare

import (
	"unicode/utf8"

	"guibei/docx"
)

// bag is a text as the multiset of its pairs of neighbouring characters.
type bag struct {
	ids    []int32
	counts []int32
	total  int
}

// similar measures how alike texts are.
type similar struct {
	vocabulary map[uint64]int32
	seen       []int32 // scratch: how often each pair occurs in the loaded bag; all 0 between uses
}

func newSimilar() *similar { return &similar{vocabulary: map[uint64]int32{}} }

// bag makes the bag of a text. Blanks and line ends do not count.
func (s *similar) bag(text string) *bag {
	b := &bag{}
	last := rune(-1)
	for _, r := range text {
		if docx.IsSpace(r) {
			continue
		}
		if last >= 0 {
			key := uint64(last)<<32 | uint64(r)
			id, ok := s.vocabulary[key]
			if !ok {
				id = int32(len(s.seen))
				s.vocabulary[key] = id
				s.seen = append(s.seen, 0)
			}
			if s.seen[id] == 0 {
				b.ids = append(b.ids, id)
			}
			s.seen[id]++
			b.total++
		}
		last = r
	}
	b.counts = make([]int32, len(b.ids))
	for i, id := range b.ids {
		b.counts[i] = s.seen[id]
		s.seen[id] = 0
	}
	return b
}

// load makes a bag the one that others are measured against; unload undoes it. Loading several adds them.
func (s *similar) load(b *bag) {
	for i, id := range b.ids {
		s.seen[id] += b.counts[i]
	}
}

func (s *similar) unload(b *bag) {
	for i, id := range b.ids {
		s.seen[id] -= b.counts[i]
	}
}

// shared is how many pairs b has in common with what is loaded.
func (s *similar) shared(b *bag) int {
	n := int32(0)
	for i, id := range b.ids {
		if v := s.seen[id]; v > 0 {
			n += min(v, b.counts[i])
		}
	}
	return int(n)
}

// dice is the similarity of two bags, of which a is loaded. A text that is part of the other counts as certain.
func (s *similar) dice(a, b *bag) float32 {
	if a.total == 0 || b.total == 0 || 2*min(a.total, b.total)*100 < int(threshold*100)*(a.total+b.total) {
		return 0
	}
	shared, least := s.shared(b), min(a.total, b.total)
	like := 2 * float32(shared) / float32(a.total+b.total)
	if least >= wholePart && 100*shared >= 97*least {
		return max(like, certain) // one is part of the other, whatever else that has
	}
	return like
}

// wholePart is the least size in pairs of characters at which a text that is found in another is part of it and not
// like it by chance.
const wholePart = 20

// remainder measures what of a is not used elsewhere, in pairs of characters, and how much of that is in b.
func (s *similar) remainder(b, a *bag, used []*bag) (found, left int) {
	s.load(a)
	for _, u := range used {
		s.unload(u)
	}
	for _, id := range a.ids {
		left += int(max(s.seen[id], 0))
	}
	found = s.shared(b)
	for _, u := range used {
		s.load(u)
	}
	s.unload(a)
	return found, left
}

// runes counts the characters of a text.
func runes(s string) int { return utf8.RuneCountInString(s) }
