package docx

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// someNotes makes comments and suggestions at random places of a document.
func someNotes(rnd *rand.Rand, d *Document, n int) []Note {
	var out []Note
	ps := d.Paragraphs()
	for range n {
		p := ps[rnd.IntN(len(ps))]
		size := len([]rune(p.Text))
		start := 0
		if size > 0 {
			start = rnd.IntN(size)
		}
		end := min(size, start+rnd.IntN(12))
		note := Note{
			Anchor: p.Anchor(start, end), Author: "规备", Date: time.Date(2026, 3, 2, 18, 5, 0, 0, time.UTC),
			Text: fmt.Sprintf("第%d处 <&> \"引号\"\n第二段", len(out)), Key: fmt.Sprint("k", len(out)),
		}
		switch s := []string{"改为“应当”<&>", "", "甲\t乙"}; rnd.IntN(6) {
		case 0, 1, 2:
			note.Replace = &s[rnd.IntN(3)]
		case 3:
			note.Text, note.Replace = "", &s[0]
		}
		out = append(out, note)
	}
	return out
}

func TestRandomCommentsAndSuggestionsOverTheCorpusChangeNothingElse(t *testing.T) {
	t.Parallel()
	count := map[string]int{}
	files := corpus(t, "")
	for i, path := range files {
		if testing.Short() && i%8 != 0 {
			continue
		}
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		d, err := openBytes(b)
		if err != nil {
			continue
		}
		count["files"]++
		f, err := OpenBytes(b)
		require.NoError(t, err, path)
		notes := someNotes(rand.New(rand.NewPCG(uint64(i), 1)), d, 6)
		var out bytes.Buffer
		placed, err := f.Annotate(&out, notes)
		if ReasonOf(err) == Foreign {
			count["foreign"]++
			continue
		}
		require.NoError(t, err, path)
		for k, p := range placed {
			switch {
			case p.ID != "":
				count["comments"]++
			case notes[k].Text != "":
				require.Fail(t, "comment lost", path)
			}
			if p.Exact {
				count["exact"]++
			}
			if p.Suggested {
				count["suggestions"]++
			}
			if notes[k].Replace != nil {
				count["suggestions asked"]++
			}
		}
		requireUntouched(t, path, b, out.Bytes())
	}
	t.Log(count)
	require.Positive(t, count["files"])
}

// requireUntouched checks that parts an annotation has no business with are the same bytes.
func requireUntouched(t *testing.T, path string, before, after []byte) {
	t.Helper()
	a, err := OpenBytes(before)
	require.NoError(t, err)
	b, err := OpenBytes(after)
	require.NoError(t, err)
	for _, p := range a.Parts() {
		n := strings.ToLower(p.Name)
		if n == strings.ToLower(a.Main()) || strings.Contains(n, "comments") || strings.HasSuffix(n, ".rels") || n == "[content_types].xml" {
			continue
		}
		x, errX := a.Part(p.Name)
		y, errY := b.Part(p.Name)
		require.Equal(t, errX == nil, errY == nil, "%s %s", path, p.Name)
		require.True(t, bytes.Equal(x, y), "%s %s", path, p.Name)
	}
}
