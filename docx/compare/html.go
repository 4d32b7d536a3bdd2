package compare

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
)

// View is how a comparison is laid out.
type View string

// The layouts of WriteHTML.
const (
	SideBySide View = "side_by_side" // 原条文 | 现条文 | 变化与法律效果
	Inline     View = "inline"       // one text with its changes marked
)

// HTMLOptions says how WriteHTML writes. The zero value is side by side, with changed units only.
type HTMLOptions struct {
	View View
	// Title stands on top; 条文对照表 when empty.
	Title string
	// All shows unchanged units too.
	All bool
}

//go:embed report.html.tmpl
var reportSource string

var report = template.Must(template.New("report").Parse(reportSource))

// WriteHTML writes a comparison as one HTML page that needs nothing else: no script, no font, no picture. It prints on
// paper, also without colours.
func WriteHTML(w io.Writer, r *Result, o HTMLOptions) error {
	p := page{
		Title: o.Title, OldName: r.OldTitle, NewName: r.NewTitle, Result: r,
		SideBySide: o.View != Inline, Columns: 2,
	}
	if p.Title == "" {
		p.Title = "条文对照表"
	}
	if p.SideBySide {
		p.Columns = 3
	}
	p.OldName, p.NewName = orElse(p.OldName, "原文"), orElse(p.NewName, "现文")
	heading := ""
	for k := range r.Changes {
		c := &r.Changes[k]
		if !o.All && c.Kind == Unchanged && !c.Effect.Substantive {
			continue
		}
		row := rowOf(c)
		if h := headingOf(c); h != heading {
			heading = h
			if c.Unit != Heading {
				row.Heading = h
			}
		}
		p.Rows = append(p.Rows, row)
	}
	for _, ref := range r.References {
		if ref.Status.wrong() {
			p.References = append(p.References, refRow{ref.Article, ref.Quote, ref.OldTarget, ref.NewTarget, statusNames[ref.Status]})
		}
	}
	if err := report.Execute(w, &p); err != nil {
		return fmt.Errorf("write comparison: %w", err)
	}
	return nil
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// page is what the template shows.
type page struct {
	Title, OldName, NewName string
	Result                  *Result
	SideBySide              bool
	Columns                 int
	Rows                    []pageRow
	References              []refRow
}

type refRow struct{ Article, Quote, OldTarget, NewTarget, Status string }

type pageRow struct {
	Heading        string
	Old, New, Both pageCell
	Kind, Note     string
	// Judged says that there is something to judge, Substantive how it was judged.
	Judged, Substantive bool
	Aspects             []pageAspect
}

type pageCell struct {
	Empty bool
	Label []Edit
	Edits []Edit
	Rows  [][][]Edit // of a table
}

type pageAspect struct{ Name, Old, New, Reason string }

// rowOf lays out one change.
func rowOf(c *Change) pageRow {
	r := pageRow{
		Kind: kindNames[c.Kind], Note: noteOf(c),
		Judged: len(c.Effect.Aspects) > 0, Substantive: c.Effect.Substantive,
	}
	for _, a := range c.Effect.Aspects {
		r.Aspects = append(r.Aspects, pageAspect{aspectNames[a.Kind], a.Old, a.New, a.Reason})
	}
	a, b := labelsOf(c.Old), labelsOf(c.New)
	r.Old = pageCell{Empty: len(c.Old) == 0, Label: appendEdit(nil, Equal, a)}
	r.New = pageCell{Empty: len(c.New) == 0, Label: appendEdit(nil, Equal, b)}
	if a == b {
		r.Both.Label = appendEdit(nil, Equal, a)
	} else {
		r.Both.Label = appendEdit(appendEdit(nil, Delete, a), Insert, b)
	}
	if len(c.Rows) > 0 {
		r.Old.Rows, r.New.Rows, r.Both.Rows = tableOf(c.Rows, Insert), tableOf(c.Rows, Delete), tableOf(c.Rows, "")
		return r
	}
	r.Old.Edits, r.New.Edits, r.Both.Edits = sideOf(c.Diff, Insert), sideOf(c.Diff, Delete), c.Diff
	return r
}

// sideOf leaves out the edits of one kind.
func sideOf(es []Edit, without EditKind) []Edit {
	var out []Edit
	for _, e := range es {
		if e.Kind != without {
			out = append(out, e)
		}
	}
	return out
}

// tableOf lays out a table, without rows and cells of one kind of edit.
func tableOf(rows []RowChange, hidden EditKind) [][][]Edit {
	gone := map[EditKind]Kind{Insert: Inserted, Delete: Deleted}[hidden]
	var out [][][]Edit
	for _, r := range rows {
		if hidden != "" && r.Kind == gone {
			continue
		}
		var cells [][]Edit
		for _, c := range r.Cells {
			if hidden == "" || c.Kind != gone {
				cells = append(cells, sideOf(c.Diff, hidden))
			}
		}
		out = append(out, cells)
	}
	return out
}

// labelsOf joins the labels of places.
func labelsOf(ps []Place) string {
	var out []string
	for i := range ps {
		if ps[i].Label != "" {
			out = append(out, ps[i].Label)
		}
	}
	return strings.Join(out, "、")
}

// headingOf is the chapter a change stands under, in the new text where it has one.
func headingOf(c *Change) string {
	if len(c.New) > 0 {
		return placeName(&c.New[0])
	}
	return placeName(&c.Old[0])
}

// noteOf says where a unit went.
func noteOf(c *Change) string {
	if len(c.Old) == 0 || len(c.New) == 0 || c.Unit == Table {
		return ""
	}
	a, b := labelsOf(c.Old), labelsOf(c.New)
	if a == b || a == "" || b == "" {
		return ""
	}
	return a + "→" + b
}
