package compare

import (
	"cmp"
	"slices"
	"strings"
)

// What makes a unit that has no partner in order a moved one, or a part of a split one.
const (
	movedWhole     = 0.98 // similarity of a unit that moved as it was
	movedLike      = 0.55 // similarity of a moved unit
	movedRunes     = 8    // shorter units are alike by chance
	partShare      = 0.6  // share of a part that is found in the whole and nowhere else
	certainPart    = 0.95 // the same, when there might be another explanation
	restShare      = 0.4  // or: share of what the whole lost that is found in the part, …
	restOfPart     = 0.3  // … if that is as much of the part
	maxMovePairs   = 250_000
	maxMark        = 20 // the longest line in runes that may be known by its place: a date, a name
	bestPartsReach = 4  // how many units away from its whole a part may stand
)

// relation says which units of both sides belong together. One of the sides may be empty; splits have several news,
// merges several olds, the first being the partner of the other side.
type relation struct {
	olds, news []int
	moved      bool
	silent     bool // told elsewhere
	like       float32
}

// relate finds the relations of the units of two texts.
type relater struct {
	sim      *similar
	a, b     []item
	to, from []int
	like     []float32
	moved    []bool        // by old index
	partOf   []int         // new -> old it was split from, -1
	intoNew  []int         // old -> new it was merged into, -1
	newParts map[int][]int // old -> the parts split from it
	oldParts map[int][]int // new -> the parts merged into it
}

func relate(sim *similar, a, b []item) *relater {
	r := newRelater(sim, a, b)
	r.align()
	r.moves(movedWhole)
	r.parts(certainPart)
	r.moves(movedLike)
	r.fill()
	r.parts(partShare)
	return r
}

// fill pairs what is left alone in the same gap on both sides where its place says more than its words: a heading, a
// date line, a table. An article in the place of another is a new one.
func (r *relater) fill() {
	i, j := 0, 0
	gap := func(n, m int) {
		o, only := alone(r.a, r.to, i, n)
		p, also := alone(r.b, r.from, j, m)
		if only && also && r.a[o].kind == r.b[p].kind && byPlace(&r.a[o]) && byPlace(&r.b[p]) {
			r.to[o], r.from[p] = p, o
		}
	}
	for o, p := range r.to {
		if p >= 0 && !r.moved[o] {
			gap(o, p)
			i, j = o+1, p+1
		}
	}
	gap(len(r.a), len(r.b))
}

// alone finds the only unit without a partner in a gap, empty ones aside.
func alone(items []item, partner []int, from, to int) (int, bool) {
	found, n := -1, 0
	for k := from; k < to; k++ {
		if partner[k] < 0 && items[k].text != "" {
			found = k
			n++
		}
	}
	return found, n == 1
}

// byPlace reports whether a unit is known by its place rather than by its words.
func byPlace(it *item) bool {
	switch it.kind {
	case Table, Contents, Signature, Heading, Annex:
		return true
	case Body:
		return runes(it.text) <= maxMark && !strings.ContainsAny(it.text, "，。；：")
	default:
		return false
	}
}

func newRelater(sim *similar, a, b []item) *relater {
	return &relater{
		sim: sim, a: a, b: b, to: none(len(a)), from: none(len(b)), like: make([]float32, len(a)),
		moved: make([]bool, len(a)), partOf: none(len(b)), intoNew: none(len(a)),
		newParts: map[int][]int{}, oldParts: map[int][]int{},
	}
}

// align pairs what stands in the same order.
func (r *relater) align() {
	r.to, r.like = align(r.sim, r.a, r.b)
	for i, j := range r.to {
		if j >= 0 {
			r.from[j] = i
		}
	}
}

func none(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

// moves pairs what is left on both sides and alike, the most alike first.
func (r *relater) moves(least float32) {
	var olds, news []int
	for i, j := range r.to {
		if j < 0 && r.intoNew[i] < 0 && runes(r.a[i].text) >= movedRunes {
			olds = append(olds, i)
		}
	}
	for j, i := range r.from {
		if i < 0 && r.partOf[j] < 0 && runes(r.b[j].text) >= movedRunes {
			news = append(news, j)
		}
	}
	found := r.alike(olds, news, least)
	slices.SortFunc(found, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.like, x.like), cmp.Compare(x.i, y.i), cmp.Compare(x.j, y.j))
	})
	for _, c := range found {
		if r.to[c.i] < 0 && r.from[c.j] < 0 {
			r.to[c.i], r.from[c.j], r.like[c.i], r.moved[c.i] = c.j, c.i, c.like, true
		}
	}
}

// candidate is a pair that may have moved.
type candidate struct {
	match
	like float32
}

// alike lists the pairs that are alike enough. Of too many only the equal ones are looked for.
func (r *relater) alike(olds, news []int, least float32) []candidate {
	var found []candidate
	if len(olds)*len(news) > maxMovePairs {
		at := map[string]int{}
		for _, j := range slices.Backward(news) {
			at[r.b[j].text] = j
		}
		for _, i := range olds {
			if j, ok := at[r.a[i].text]; ok && same(&r.a[i], &r.b[j]) {
				found = append(found, candidate{match{i, j}, 1})
			}
		}
		return found
	}
	for _, j := range news {
		r.bagOf(&r.b[j])
	}
	for _, i := range olds {
		a := r.bagOf(&r.a[i])
		r.sim.load(a)
		for _, j := range news {
			if r.a[i].kind != r.b[j].kind {
				continue
			}
			if v := r.sim.dice(a, r.b[j].bag); v >= least {
				found = append(found, candidate{match{i, j}, v})
			}
		}
		r.sim.unload(a)
	}
	return found
}

func (r *relater) bagOf(it *item) *bag {
	if it.bag == nil {
		it.bag = r.sim.bag(it.text)
	}
	return it.bag
}

// canPart reports whether a unit can be part of a split or merged one.
func canPart(it *item) bool {
	switch it.kind {
	case Article, Item, Body:
		return runes(it.text) > movedRunes
	default:
		return false
	}
}

// parts finds new units cut out of an old one, and old units taken up by a new one.
func (r *relater) parts(least float64) {
	for j := range r.b {
		if r.from[j] >= 0 || r.partOf[j] >= 0 || !canPart(&r.b[j]) {
			continue
		}
		if i := r.whole(j, least, r.from, r.to, r.b, r.a, r.newParts); i >= 0 {
			r.partOf[j], r.newParts[i] = i, append(r.newParts[i], j)
		}
	}
	for i := range r.a {
		if r.to[i] >= 0 || r.intoNew[i] >= 0 || !canPart(&r.a[i]) {
			continue
		}
		if j := r.whole(i, least, r.to, r.from, r.a, r.b, r.oldParts); j >= 0 {
			r.intoNew[i], r.oldParts[j] = j, append(r.oldParts[j], i)
		}
	}
}

// whole finds the unit on the other side that part k of this side was cut from: the partner of a neighbour of k, when
// most of k comes from it, or most of what it lost went into k, beside what the neighbour and earlier parts have.
func (r *relater) whole(k int, least float64, partner, back []int, here, there []item, parts map[int][]int) int {
	best, at := 0.0, -1
	b := r.bagOf(&here[k])
	if b.total == 0 {
		return -1
	}
	for _, n := range neighbours(k, partner) {
		w := partner[n]
		if !canPart(&there[w]) || there[w].kind != here[k].kind || back[w] != n || there[w].text == here[n].text {
			continue
		}
		taken := []*bag{r.bagOf(&here[n])}
		for _, p := range parts[w] {
			taken = append(taken, here[p].bag)
		}
		found, left := r.sim.remainder(b, r.bagOf(&there[w]), taken)
		share := float64(found) / float64(b.total)
		went := least <= partShare && found >= movedRunes && float64(found) >= restShare*float64(left) && share >= restOfPart
		if (share >= least || went) && share > best {
			best, at = share, w
		}
	}
	return at
}

// neighbours are the nearest units before and after k that have a partner.
func neighbours(k int, partner []int) []int {
	var out []int
	for n := k - 1; n >= 0 && n >= k-bestPartsReach; n-- {
		if partner[n] >= 0 {
			out = append(out, n)
			break
		}
	}
	for n := k + 1; n < len(partner) && n <= k+bestPartsReach; n++ {
		if partner[n] >= 0 {
			out = append(out, n)
			break
		}
	}
	return out
}

// relations lists the relations in the order of both texts; what is gone stands before what came in its place. Each unit
// of either text begins exactly one of them: the ends that are told elsewhere, such as the old place of a moved unit,
// are silent.
func (r *relater) relations() []relation {
	var out []relation
	i := 0
	drop := func(end int) {
		for ; i < end; i++ {
			if r.to[i] < 0 || r.moved[i] {
				out = append(out, relation{olds: []int{i}, moved: r.moved[i], silent: r.moved[i] || r.intoNew[i] >= 0})
			}
		}
	}
	for j, o := range r.from {
		switch {
		case o < 0:
			drop(r.nextOld(j))
			out = append(out, relation{news: []int{j}, silent: r.partOf[j] >= 0})
		case r.moved[o]:
			drop(r.nextOld(j))
			out = append(out, r.group(o, j))
		default:
			drop(o)
			i = o + 1
			out = append(out, r.group(o, j))
		}
	}
	drop(len(r.a))
	return out
}

// nextOld is the old unit that the next new one in order is paired with: what was dropped before it is told before what
// was added.
func (r *relater) nextOld(j int) int {
	for ; j < len(r.b); j++ {
		if o := r.from[j]; o >= 0 && !r.moved[o] {
			return o
		}
	}
	return len(r.a)
}

// group is the relation of a pair with the parts around it.
func (r *relater) group(o, j int) relation {
	rel := relation{olds: []int{o}, news: []int{j}, moved: r.moved[o], like: r.like[o]}
	rel.news = append(rel.news, r.newParts[o]...)
	rel.olds = append(rel.olds, r.oldParts[j]...)
	return rel
}
