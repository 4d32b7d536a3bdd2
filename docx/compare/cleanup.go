package compare

// island is the longest unchanged stretch in runes that is swallowed between two changes whatever their size.
const island = 2

// cleanup makes the spans readable: unchanged stretches too short for what stands around them become part of the
// change, and a pure insertion or deletion is shifted to where a phrase begins or ends.
func (d *differ) cleanup() {
	d.swallow()
	d.slide()
}

// swallow turns short unchanged stretches between two hunks into changed ones, until none is left.
func (d *differ) swallow() {
	for {
		out := d.spans[:0]
		changed := false
		for i := 0; i < len(d.spans); i++ {
			s := d.spans[i]
			if s.equal && len(out) > 0 && i+1 < len(d.spans) && d.tooShort(out[len(out)-1], s, d.spans[i+1]) {
				last := &out[len(out)-1]
				last.z, last.y = d.spans[i+1].z, d.spans[i+1].y
				changed = true
				i++
				continue
			}
			out = append(out, s)
		}
		d.spans = out
		if !changed {
			return
		}
	}
}

// tooShort reports whether the unchanged stretch s between two hunks is more distraction than help.
func (d *differ) tooShort(before, s, after span) bool {
	n := width(d.a[s.a:s.z])
	if n <= island {
		return true
	}
	return 2*n <= min(d.size(before), d.size(after))
}

// size is the longer side of a hunk, in runes: what a reader has to skip.
func (d *differ) size(s span) int { return max(width(d.a[s.a:s.z]), width(d.b[s.b:s.y])) }

func width(s []symbol) int {
	n := 0
	for i := range s {
		n += int(s[i].width)
	}
	return n
}

// slide shifts pure insertions and deletions. In 甲、丙 → 甲、乙、丙 what was inserted may be 、乙 or 乙、; the
// second reads better.
func (d *differ) slide() {
	for i := 1; i+1 < len(d.spans); i++ {
		s := d.spans[i]
		if s.equal || s.a < s.z && s.b < s.y {
			continue
		}
		text, from, to := d.b, s.b, s.y
		if s.b == s.y {
			text, from, to = d.a, s.a, s.z
		}
		before, after := &d.spans[i-1], &d.spans[i+1]
		left, right := before.z-before.a, after.z-after.a
		best, at := cut(text, from)+cut(text, to), 0
		for k := 1; k < left && text[from-k].id == text[to-k].id; k++ {
			if v := cut(text, from-k) + cut(text, to-k); v > best {
				best, at = v, -k
			}
		}
		for k := 1; k < right && text[from+k-1].id == text[to+k-1].id; k++ {
			if v := cut(text, from+k) + cut(text, to+k); v > best {
				best, at = v, k
			}
		}
		before.z, before.y = before.z+at, before.y+at
		after.a, after.b = after.a+at, after.b+at
		d.spans[i] = span{false, s.a + at, s.z + at, s.b + at, s.y + at}
	}
}

// cut says how well a text may be cut before symbol i: best between sentences, then between phrases.
func cut(text []symbol, i int) int {
	if i == 0 || i == len(text) {
		return 4
	}
	switch text[i-1].id {
	case '。', '；', '！', '？', '：', '\n', '\v':
		return 4
	case '，', '、', '）', '”':
		return 3
	}
	switch text[i].id {
	case '。', '；', '！', '？', '\n', '\v':
		return 2
	case '，', '、', '（', '“':
		return 1
	}
	return 0
}
