package compare

import (
	"slices"
)

// threshold is the least similarity at which two units in the same place are versions of one another.
const threshold = 0.3

// Windows above these sizes, in pairs of units, are first cut: at runs of unchanged units, at single ones, and at last
// blindly, so that the time stays bounded for texts that have nothing in common.
const (
	smallWindow = 64
	largeWindow = 40_000
	maxWindow   = 1_000_000
)

// item is what is aligned: a unit, a line, a row.
type item struct {
	kind   Unit
	text   string
	number int // decides between equals only
	bag    *bag
}

// aligner finds which item of one list became which of the other, in order.
type aligner struct {
	sim        *similar
	a, b       []item
	to         []int // index in b, -1 for none
	like       []float32
	best       []float32
	similarity []float32 // of item i with its partner
}

// align returns for each item of a its partner in b or -1, and how similar they are.
func align(sim *similar, a, b []item) (to []int, similarity []float32) {
	al := &aligner{sim: sim, a: a, b: b, to: make([]int, len(a)), similarity: make([]float32, len(a))}
	for i := range al.to {
		al.to[i] = -1
	}
	al.window(0, len(a), 0, len(b), true)
	return al.to, al.similarity
}

func same(a, b *item) bool { return a.kind == b.kind && a.text == b.text }

func (al *aligner) pair(i, j int, like float32) { al.to[i], al.similarity[i] = j, min(like, 1) }

// window aligns a[i:n] with b[j:m].
func (al *aligner) window(i, n, j, m int, anchored bool) {
	for i < n && j < m && same(&al.a[i], &al.b[j]) {
		al.pair(i, j, 1)
		i, j = i+1, j+1
	}
	for i < n && j < m && same(&al.a[n-1], &al.b[m-1]) {
		n, m = n-1, m-1
		al.pair(n, m, 1)
	}
	size := (n - i) * (m - j)
	switch {
	case size == 0:
	case anchored && size > smallWindow:
		run := 3
		if size > largeWindow {
			run = 1
		}
		al.between(al.anchors(i, n, j, m, run), i, n, j, m)
	case size > maxWindow:
		x, y := (i+n)/2, (j+m)/2
		al.window(i, x, j, y, false)
		al.window(x, n, y, m, false)
	default:
		al.solve(i, n, j, m)
	}
}

// between aligns what lies between anchors.
func (al *aligner) between(anchors []match, i, n, j, m int) {
	for _, p := range anchors {
		al.window(i, p.i, j, p.j, false)
		al.pair(p.i, p.j, 1)
		i, j = p.i+1, p.j+1
	}
	al.window(i, n, j, m, false)
}

// match is a pair of indexes.
type match struct{ i, j int }

// anchors finds items that occur once on each side, in the same order, and in runs of at least run: a single unchanged
// article may have moved, three in a row have not been overtaken.
func (al *aligner) anchors(i, n, j, m, run int) []match {
	type place struct{ i, j, ni, nj int }
	places := make(map[string]place, n-i)
	for k := i; k < n; k++ {
		p := places[al.a[k].text]
		p.i, p.ni = k, p.ni+1
		places[al.a[k].text] = p
	}
	for k := j; k < m; k++ {
		if p, ok := places[al.b[k].text]; ok {
			p.j, p.nj = k, p.nj+1
			places[al.b[k].text] = p
		}
	}
	var unique []match
	for k := i; k < n; k++ {
		p := places[al.a[k].text]
		if p.ni == 1 && p.nj == 1 && al.a[k].kind == al.b[p.j].kind && len(al.a[k].text) > 12 {
			unique = append(unique, match{k, p.j})
		}
	}
	chain := heaviestChain(unique, func(p match) int { return len(al.a[p.i].text) })
	var out []match
	for s := 0; s < len(chain); {
		e := s + 1
		for e < len(chain) && chain[e].i == chain[e-1].i+1 && chain[e].j == chain[e-1].j+1 {
			e++
		}
		if e-s >= run {
			out = append(out, chain[s:e]...)
		}
		s = e
	}
	return out
}

// heaviestChain picks from pairs sorted by i those with rising j that weigh most together.
func heaviestChain(ps []match, weight func(match) int) []match {
	order := make([]int, len(ps))
	for k := range ps {
		order[k] = k
	}
	slices.SortFunc(order, func(x, y int) int { return ps[x].j - ps[y].j })
	rank := make([]int, len(ps))
	for r, k := range order {
		rank[k] = r + 1
	}
	tree := make([]int, len(ps)+1) // Fenwick tree over ranks: the best chain that ends at or below, as index+1
	total, prev := make([]int, len(ps)), make([]int, len(ps))
	end := -1
	for k := range ps {
		prev[k] = -1
		for r := rank[k] - 1; r > 0; r -= r & -r {
			if c := tree[r] - 1; c >= 0 && (prev[k] < 0 || total[c] > total[prev[k]]) {
				prev[k] = c
			}
		}
		total[k] = weight(ps[k])
		if prev[k] >= 0 {
			total[k] += total[prev[k]]
		}
		for r := rank[k]; r < len(tree); r += r & -r {
			if c := tree[r] - 1; c < 0 || total[k] > total[c] {
				tree[r] = k + 1
			}
		}
		if end < 0 || total[k] > total[end] {
			end = k
		}
	}
	var out []match
	for ; end >= 0; end = prev[end] {
		out = append(out, ps[end])
	}
	slices.Reverse(out)
	return out
}

// solve aligns a window exactly: the order-preserving pairing with the highest total score.
func (al *aligner) solve(i, n, j, m int) {
	rows, cols := n-i, m-j
	al.like = grown(al.like, rows*cols)
	for c := j; c < m; c++ {
		al.bagOf(&al.b[c])
	}
	for r := range rows {
		al.likeness(&al.a[i+r], al.b[j:m], al.like[r*cols:(r+1)*cols])
	}
	al.yield(rows, cols)
	w := cols + 1
	al.best = grown(al.best, (rows+1)*w)
	for c := range w {
		al.best[rows*w+c] = 0
	}
	for r := rows - 1; r >= 0; r-- {
		row, below := al.best[r*w:(r+1)*w], al.best[(r+1)*w:(r+2)*w]
		row[cols] = 0
		for c := cols - 1; c >= 0; c-- {
			v := max(below[c], row[c+1])
			if s := al.score(i+r, j+c, al.like[r*cols+c]); s > 0 && s+below[c+1] > v {
				v = s + below[c+1]
			}
			row[c] = v
		}
	}
	for r, c := 0, 0; r < rows && c < cols; {
		like := al.like[r*cols+c]
		switch s := al.score(i+r, j+c, like); {
		case s > 0 && al.best[r*w+c] == s+al.best[(r+1)*w+c+1]:
			al.pair(i+r, j+c, like)
			r, c = r+1, c+1
		case al.best[r*w+c] == al.best[(r+1)*w+c]:
			r++
		default:
			c++
		}
	}
}

// A pair gives way where one of the two has a much better partner: an article that is elsewhere nearly word for word
// has moved there, and what stands in its place now is not a rewriting of it, however alike. It gives way to the same
// text in any case, unless that is so short that it may be there by chance.
const (
	certain = 0.8
	margin  = 0.3
	// verbatim is the likeness of equal texts, above that of any others.
	verbatim      = 1.001
	verbatimBytes = 36
)

// yield drops the pairs of a window that give way.
func (al *aligner) yield(rows, cols int) {
	top := make([]float32, cols)
	for r := range rows {
		for c, v := range al.like[r*cols : (r+1)*cols] {
			top[c] = max(top[c], v)
		}
	}
	for r := range rows {
		row := al.like[r*cols : (r+1)*cols]
		if len(row) == 0 {
			return
		}
		best := slices.Max(row)
		for c, v := range row {
			rival := max(best, top[c])
			if rival >= certain && v < rival-margin || rival == verbatim && v < rival {
				row[c] = 0
			}
		}
	}
}

// likeness fills a row of similarities.
func (al *aligner) likeness(a *item, b []item, out []float32) {
	al.bagOf(a)
	al.sim.load(a.bag)
	for c := range b {
		switch {
		case a.kind != b[c].kind:
			out[c] = 0
		case a.text == b[c].text && len(a.text) >= verbatimBytes:
			out[c] = verbatim
		case a.text == b[c].text:
			out[c] = 1
		default:
			out[c] = al.sim.dice(a.bag, b[c].bag)
		}
	}
	al.sim.unload(a.bag)
}

func (al *aligner) bagOf(it *item) {
	if it.bag == nil {
		it.bag = al.sim.bag(it.text)
	}
}

// score is what pairing two items is worth, not above 0 when they may not be paired. The same number counts for two
// percent: it decides between equals, and nothing else. Empty lines follow where the others go.
func (al *aligner) score(i, j int, like float32) float32 {
	if like < threshold {
		return 0
	}
	if al.a[i].text == "" {
		return 0.001
	}
	v := like - threshold + 0.05
	if al.a[i].number > 0 && al.a[i].number == al.b[j].number {
		v *= 1.02
	}
	return v
}
