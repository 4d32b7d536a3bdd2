package docx

import (
	"bytes"
	"os"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

func openFormatted(b []byte) (*Formatted, error) {
	return OpenFormatted(bytes.NewReader(b), int64(len(b)))
}

// mustFormat opens a docx that must be fine, with its formats.
func mustFormat(tb testing.TB, f *file) *Formatted {
	tb.Helper()
	d, err := openFormatted(f.bytes(tb))
	require.NoError(tb, err)
	requireLaidOut(tb, d)
	return d
}

// requireLaidOut checks what holds for every layout: runs cover the text, places lie in it, spans of tables fit.
func requireLaidOut(tb testing.TB, d *Formatted) {
	tb.Helper()
	requireConsistent(tb, d.Document)
	require.Len(tb, d.Others, len(d.Stories()))
	requireLayout(tb, d.Body, d.Paragraphs())
	for i, l := range d.Others {
		requireLayout(tb, l, d.Stories()[i].Paragraphs)
	}
	next := 0
	for _, s := range d.Body.Sections {
		require.Equal(tb, next, s.First)
		next = s.Last + 1
	}
	require.Equal(tb, len(d.Paragraphs()), next)
}

func requireLayout(tb testing.TB, l *Layout, paras []Paragraph) {
	tb.Helper()
	for i, p := range paras {
		end := 0
		for _, r := range l.Runs(i) {
			if r.Start != end || r.End <= r.Start || r.Format == nil || r.Format.Fonts.EastAsia == "" {
				require.Failf(tb, "runs", "paragraph %d: %+v", i, l.Runs(i))
			}
			end = r.End
		}
		if end != utf8.RuneCountInString(p.Text) || l.Paragraph(i) == nil || l.Paragraph(i).Mark == nil {
			require.Failf(tb, "runs", "paragraph %d %q: runs end at %d", i, p.Text, end)
		}
		if c, ok := l.Cell(i); ok {
			cell := l.Tables[c.Table].Rows[c.Row].Cells[c.Cell]
			if i < cell.First || i > cell.Last {
				require.Failf(tb, "cell", "paragraph %d is not in %+v", i, cell)
			}
		}
		if h := l.Host(i); h >= i {
			require.Failf(tb, "host", "paragraph %d hangs in %d", i, h)
		}
	}
	requireTables(tb, l.Tables)
	spans := func(s Span) {
		for _, p := range []Position{s.From, s.To} {
			if len(paras) > 0 && (p.Paragraph >= len(paras) || p.Offset > utf8.RuneCountInString(paras[p.Paragraph].Text)) {
				require.Failf(tb, "span", "%+v", s)
			}
		}
	}
	for _, f := range l.Fields {
		spans(f.Span)
	}
	for _, c := range l.Controls {
		spans(c.Span)
	}
	for _, k := range l.Links {
		spans(k.Span)
	}
	for _, b := range l.Bookmarks {
		spans(b.Span)
	}
}

// requireTables checks that spans stay in the table.
func requireTables(tb testing.TB, tables []Table) {
	tb.Helper()
	for _, t := range tables {
		for i, r := range t.Rows {
			for _, c := range r.Cells {
				if c.ColSpan < 0 || c.RowSpan < 0 || i+c.RowSpan > len(t.Rows) || c.Column < 0 {
					require.Failf(tb, "cell", "row %d: %+v", i, c)
				}
			}
		}
	}
}

func TestEveryFileOfTheCorpusThatOpensHasALayout(t *testing.T) {
	t.Parallel()
	opened, runs, tables, fields, controls, links, bookmarks, notes, sections := 0, 0, 0, 0, 0, 0, 0, 0, 0
	for _, path := range corpus(t, "") {
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		plain, err := openBytes(b)
		d, ferr := openFormatted(b)
		if err != nil {
			require.Equal(t, ReasonOf(err), ReasonOf(ferr), path)
			continue
		}
		require.NoError(t, ferr, path)
		require.Equal(t, plain.Text(), d.Text(), path)
		requireLaidOut(t, d)
		opened++
		for i := range d.Paragraphs() {
			runs += len(d.Body.Runs(i))
		}
		tables += len(d.Body.Tables)
		fields += len(d.Body.Fields)
		controls += len(d.Body.Controls)
		links += len(d.Body.Links)
		bookmarks += len(d.Body.Bookmarks)
		notes += len(d.Body.Notes)
		sections += len(d.Body.Sections)
	}
	require.Positive(t, opened)
	t.Logf("%d files: %d runs, %d tables, %d fields, %d controls, %d links, %d bookmarks, %d notes, %d sections",
		opened, runs, tables, fields, controls, links, bookmarks, notes, sections)
}
