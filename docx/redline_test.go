package docx

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// roughScript aligns two documents as simply as can be: equal paragraphs by a longest common subsequence, what lies
// between them in order, with the middle of each pair replaced.
func roughScript(a, b []Paragraph) []ParagraphEdit {
	n, m := len(a), len(b)
	best := make([][]int32, n+1)
	for i := range best {
		best[i] = make([]int32, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if a[i].Text == b[j].Text {
				best[i][j] = max(best[i][j], best[i+1][j+1]+1)
			}
		}
	}
	var out []ParagraphEdit
	i, j := 0, 0
	gap := func(n, m int) {
		for i < n && j < m && (i+j)%3 != 2 {
			out = append(out, ParagraphEdit{Old: i, New: j, Edits: roughEdits(typedOf(a[i]), typedOf(b[j]))})
			i, j = i+1, j+1
		}
		for ; i < n; i++ {
			out = append(out, ParagraphEdit{Old: i, New: -1})
		}
		for ; j < m; j++ {
			out = append(out, ParagraphEdit{Old: -1, New: j})
		}
	}
	for x, y := 0, 0; ; {
		for x < n && y < m && (a[x].Text != b[y].Text || best[x][y] != best[x+1][y+1]+1) {
			if best[x+1][y] >= best[x][y+1] {
				x++
			} else {
				y++
			}
		}
		if x == n || y == m {
			gap(n, m)
			return out
		}
		gap(x, y)
		out = append(out, ParagraphEdit{Old: x, New: y, Edits: roughEdits(typedOf(a[x]), typedOf(b[y]))})
		x, y = x+1, y+1
		i, j = x, y
	}
}

func typedOf(p Paragraph) string { return trimRunes(p.Text, p.LabelLen) }

func roughEdits(a, b string) []TextEdit {
	x, y := []rune(a), []rune(b)
	p, s := 0, 0
	for p < len(x) && p < len(y) && x[p] == y[p] {
		p++
	}
	for s < len(x)-p && s < len(y)-p && x[len(x)-1-s] == y[len(y)-1-s] {
		s++
	}
	var out []TextEdit
	add := func(k EditKind, r []rune) {
		if len(r) > 0 {
			out = append(out, TextEdit{k, string(r)})
		}
	}
	add(KeptText, x[:p])
	add(DeletedText, x[p:len(x)-s])
	add(InsertedText, y[p:len(y)-s])
	add(KeptText, x[len(x)-s:])
	return out
}

var redlineDay = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func redlineOf(a, b []byte) ([]byte, error) {
	f, err := OpenBytes(a)
	if err != nil {
		return nil, err
	}
	g, err := OpenBytes(b)
	if err != nil {
		return nil, err
	}
	x, err := f.Read(Final)
	if err != nil {
		return nil, err
	}
	y, err := g.Read(Final)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = Redline(&out, f, g, roughScript(x.Paragraphs(), y.Paragraphs()), "规备", redlineDay)
	return out.Bytes(), err
}

func TestARedlineOfAnyTwoFilesGoesBothWays(t *testing.T) {
	t.Parallel()
	files := corpus(t, "")
	count, refused := 0, 0
	var last []byte
	lastPath := ""
	for i, path := range files {
		if testing.Short() && i%8 > 1 { // two of eight, so that some are neighbours
			continue
		}
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		d, err := openBytes(b)
		if err != nil || len(d.Paragraphs()) > 700 {
			continue
		}
		if last != nil && (filepath.Dir(path) == filepath.Dir(lastPath) && strings.HasPrefix(filepath.Base(path), filepath.Base(lastPath)[:4]) || i%3 == 0) {
			for _, pair := range [][2][]byte{{last, b}, {b, last}} {
				_, err := redlineOf(pair[0], pair[1])
				if ReasonOf(err) == Foreign {
					refused++
					continue
				}
				if err != nil {
					t.Errorf("%s and %s: %v", lastPath, path, err)
				}
				count++
			}
		}
		last, lastPath = b, path
	}
	t.Logf("%d redlines, %d refused", count, refused)
}
