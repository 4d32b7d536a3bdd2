package compare

// EditKind says on which side a stretch of text stands.
type EditKind string

// The kinds of edits.
const (
	Equal  EditKind = "equal"
	Delete EditKind = "delete"
	Insert EditKind = "insert"
)

// Edit is a stretch of text with its kind. In a list of edits a deletion stands before the insertion that replaces it,
// and neighbours differ in kind.
type Edit struct {
	Kind EditKind `json:"kind"`
	Text string   `json:"text"`
}

// span is a stretch of both texts, in symbols: equal on both sides, or a hunk where one replaces the other.
type span struct {
	equal      bool
	a, z, b, y int // old [a:z), new [b:y)
}

// hunkCost is what a further place of change costs, in characters. A reader rather sees two characters more marked
// than one place more: with 5, an unchanged stretch of two characters between changes is marked with them (it saves
// four), one of three is not.
const hunkCost = 5

// maxCells bounds the table of the exact comparison; above it the texts are first cut with Myers' middle snake.
const maxCells = 1 << 20

// maxSteps bounds Myers' search. Texts that differ in more than that are unrelated, and are replaced as a whole.
const maxSteps = 3000

// differ compares texts character by character; it keeps its buffers.
type differ struct {
	tokens symbols
	a, b   []symbol
	spans  []span
	trace  []byte
	rows   [4][]int32
	v      [2][]int
}

// edits compares two texts.
func (d *differ) edits(old, new string) []Edit {
	switch {
	case old == new:
		return appendEdit(nil, Equal, old)
	case old == "":
		return appendEdit(nil, Insert, new)
	case new == "":
		return appendEdit(nil, Delete, old)
	}
	d.a, d.b = d.tokens.cut(old, d.a[:0]), d.tokens.cut(new, d.b[:0])
	d.spans = d.spans[:0]
	d.solve(0, len(d.a), 0, len(d.b))
	d.cleanup()
	var out []Edit
	for _, s := range d.spans {
		if s.equal {
			out = appendEdit(out, Equal, textOf(old, d.a, s.a, s.z))
			continue
		}
		out = appendEdit(out, Delete, textOf(old, d.a, s.a, s.z))
		out = appendEdit(out, Insert, textOf(new, d.b, s.b, s.y))
	}
	return out
}

// textOf is the text of symbols [i:j).
func textOf(s string, sym []symbol, i, j int) string {
	from, to := len(s), len(s)
	if i < len(sym) {
		from = int(sym[i].at)
	}
	if j < len(sym) {
		to = int(sym[j].at)
	}
	return s[from:to]
}

// appendEdit appends a stretch, joining neighbours of one kind and keeping deletions before insertions.
func appendEdit(es []Edit, kind EditKind, text string) []Edit {
	if text == "" {
		return es
	}
	n := len(es)
	switch {
	case n > 0 && es[n-1].Kind == kind:
		es[n-1].Text += text
		return es
	case n > 1 && kind == Delete && es[n-1].Kind == Insert && es[n-2].Kind == Delete:
		es[n-2].Text += text
		return es
	case n > 0 && kind == Delete && es[n-1].Kind == Insert:
		insert := es[n-1]
		es[n-1] = Edit{kind, text}
		return append(es, insert)
	}
	return append(es, Edit{kind, text})
}

// emit appends a span, joining neighbours of one kind.
func (d *differ) emit(equal bool, a, z, b, y int) {
	if a == z && b == y {
		return
	}
	if n := len(d.spans); n > 0 && d.spans[n-1].equal == equal {
		d.spans[n-1].z, d.spans[n-1].y = z, y
		return
	}
	d.spans = append(d.spans, span{equal, a, z, b, y})
}

// solve compares a[i:n] with b[j:m].
func (d *differ) solve(i, n, j, m int) {
	start := i
	for i < n && j < m && d.a[i].id == d.b[j].id {
		i++
		j++
	}
	d.emit(true, start, i, j-(i-start), j)
	tail := 0
	for n-tail > i && m-tail > j && d.a[n-tail-1].id == d.b[m-tail-1].id {
		tail++
	}
	n, m = n-tail, m-tail
	switch {
	case i == n || j == m:
		d.emit(false, i, n, j, m)
	case (n-i+1)*(m-j+1) <= maxCells:
		d.exact(i, n, j, m)
	default:
		if x, y, ok := d.middle(i, n, j, m); ok {
			d.solve(i, x, j, y)
			d.solve(x, n, y, m)
		} else {
			d.emit(false, i, n, j, m)
		}
	}
	d.emit(true, n, n+tail, m, m+tail)
}

// Where a cell of the exact comparison came from. A cell has two states: inside an unchanged stretch, inside a hunk.
const (
	fromHunk     byte = 1 << iota // the unchanged stretch begins here
	hunkByInsert                  // the hunk came by an insertion, else by a deletion
	hunkOpens                     // the hunk begins here
)

const unreachable = int32(1) << 30

// exact finds the edits of a[i:n], b[j:m] that cost least: a character costs one, a hunk hunkCost. Symbols weigh as
// much as they are wide. This is Gotoh's method with two states, in (n-i)·(m-j) steps.
func (d *differ) exact(i, n, j, m int) {
	w := m - j + 1
	d.trace = grown(d.trace, (n-i+1)*w)
	for k := range d.rows {
		d.rows[k] = grown(d.rows[k], w)
	}
	eq, hunk, eqUp, hunkUp := d.rows[0], d.rows[1], d.rows[2], d.rows[3]
	eq[0], hunk[0] = 0, unreachable
	for c := 1; c < w; c++ {
		eq[c] = unreachable
		hunk[c] = min(hunk[c-1], eq[c-1]+hunkCost) + d.b[j+c-1].width
		d.trace[c] = hunkByInsert
		if c == 1 {
			d.trace[c] |= hunkOpens
		}
	}
	for r := 1; r <= n-i; r++ {
		eq, eqUp, hunk, hunkUp = eqUp, eq, hunkUp, hunk
		d.row(d.a[i+r-1], d.b[j:m], d.trace[r*w:(r+1)*w], eq, hunk, eqUp, hunkUp)
	}
	d.walk(i, n, j, m, w, eq[w-1] <= hunk[w-1])
}

// row fills one row of the table.
func (d *differ) row(s symbol, b []symbol, trace []byte, eq, hunk, eqUp, hunkUp []int32) {
	eq[0] = unreachable
	t := byte(0)
	open := eqUp[0] + hunkCost
	hunk[0] = hunkUp[0]
	if open < hunkUp[0] {
		hunk[0], t = open, hunkOpens
	}
	hunk[0] += s.width
	trace[0] = t
	for c := 1; c < len(eq); c++ {
		t = 0
		// by deletion
		best := hunkUp[c]
		if open := eqUp[c] + hunkCost; open < best {
			best, t = open, hunkOpens
		}
		best += s.width
		// by insertion
		width := b[c-1].width
		if v := hunk[c-1] + width; v < best {
			best, t = v, hunkByInsert
		}
		if v := eq[c-1] + hunkCost + width; v < best {
			best, t = v, hunkByInsert|hunkOpens
		}
		hunk[c] = best
		if b[c-1].id == s.id {
			eq[c] = eqUp[c-1]
			if hunkUp[c-1] < eq[c] {
				eq[c] = hunkUp[c-1]
				t |= fromHunk
			}
		} else {
			eq[c] = unreachable
		}
		trace[c] = t
	}
}

// walk follows the trace back from the end and emits the spans.
func (d *differ) walk(i, n, j, m, w int, equal bool) {
	first := len(d.spans)
	x, y := n-i, m-j
	z, v := x, y
	flush := func() {
		if x != z || y != v {
			d.spans = append(d.spans, span{equal, i + x, i + z, j + y, j + v})
		}
		z, v = x, y
	}
	for x > 0 || y > 0 {
		t := d.trace[x*w+y]
		if equal {
			x, y = x-1, y-1
			if t&fromHunk != 0 {
				flush()
				equal = false
			}
			continue
		}
		if t&hunkByInsert != 0 {
			y--
		} else {
			x--
		}
		if t&hunkOpens != 0 {
			flush()
			equal = true
		}
	}
	flush()
	found := d.spans[first:]
	for l, r := 0, len(found)-1; l < r; l, r = l+1, r-1 {
		found[l], found[r] = found[r], found[l]
	}
	d.join(first)
}

// join merges the span at index at into the one before it where both are of one kind.
func (d *differ) join(at int) {
	if at == 0 || at >= len(d.spans) || d.spans[at-1].equal != d.spans[at].equal {
		return
	}
	d.spans[at-1].z, d.spans[at-1].y = d.spans[at].z, d.spans[at].y
	d.spans = append(d.spans[:at], d.spans[at+1:]...)
}

// grown returns a slice of length n, reusing s where it is long enough.
func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n+n/4)[:n]
	}
	return s[:n]
}
