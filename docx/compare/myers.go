package compare

// outside marks a diagonal whose path has left the texts; whatever follows from it stays outside.
const outside = -1 << 40

// middle finds a point on a shortest edit path of a[i:n], b[j:m] by searching from both ends at once (Myers 1986, §4b),
// in space linear in the length. It gives up on texts that differ too much.
func (d *differ) middle(i, n, j, m int) (x, y int, ok bool) {
	a, b := d.a[i:n], d.b[j:m]
	limit := min((len(a)+len(b)+1)/2, maxSteps)
	size := 2*limit + 3
	delta := len(a) - len(b)
	fwd, bwd := grown(d.v[0], size), grown(d.v[1], size)
	d.v[0], d.v[1] = fwd, bwd
	for k := range fwd {
		fwd[k], bwd[k] = outside, outside
	}
	base := limit + 1
	fwd[base+1], bwd[base+1] = 0, 0
	for step := 0; step <= limit; step++ {
		for k := -step; k <= step; k += 2 {
			p := furthest(fwd, base, k, step)
			q := p - k
			if p > len(a) || q > len(b) || q < 0 {
				fwd[base+k] = outside
				continue
			}
			for p < len(a) && q < len(b) && a[p].id == b[q].id {
				p, q = p+1, q+1
			}
			fwd[base+k] = p
			if back := delta - k; delta%2 != 0 && back > -step && back < step && meets(p, bwd[base+back], len(a)) {
				return i + p, j + q, inside(p, q, len(a), len(b))
			}
		}
		for k := -step; k <= step; k += 2 {
			p := furthest(bwd, base, k, step)
			q := p - k
			if p > len(a) || q > len(b) || q < 0 {
				bwd[base+k] = outside
				continue
			}
			for p < len(a) && q < len(b) && a[len(a)-p-1].id == b[len(b)-q-1].id {
				p, q = p+1, q+1
			}
			bwd[base+k] = p
			if ahead := delta - k; delta%2 == 0 && ahead >= -step && ahead <= step && meets(p, fwd[base+ahead], len(a)) {
				return i + len(a) - p, j + len(b) - q, inside(p, q, len(a), len(b))
			}
		}
	}
	return 0, 0, false
}

// furthest is where a path on diagonal k starts at a step: one more deletion or one more insertion.
func furthest(v []int, base, k, step int) int {
	if k == -step || k != step && v[base+k-1] < v[base+k+1] {
		return v[base+k+1]
	}
	return v[base+k-1] + 1
}

// meets reports whether the two searches have met on a diagonal of length n.
func meets(p, q, n int) bool { return q >= 0 && p+q >= n }

// inside reports whether a point cuts the texts into smaller ones.
func inside(p, q, n, m int) bool { return p+q > 0 && p+q < n+m && p <= n && q <= m }
