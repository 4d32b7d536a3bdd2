package api

import (
	"cmp"
	"context"
	"strings"

	"guibei"
	"guibei/docx"
	"guibei/docx/compare"
)

// VersionRef names one text of a case.
type VersionRef struct {
	N          int    `json:"n" doc:"第几稿；预览的修改稿为0"`
	Title      string `json:"title" doc:"文件名称"`
	Name       string `json:"name" doc:"文件名"`
	TextSHA256 string `json:"text_sha256" doc:"文字的指纹"`
}

// ComparisonView is what changed between two texts, for reading side by side,
// as one text, or as a list of effects.
type ComparisonView struct {
	From       VersionRef            `json:"from" doc:"旧稿"`
	To         VersionRef            `json:"to" doc:"新稿"`
	Identical  bool                  `json:"identical" doc:"两稿文字完全相同"`
	Summary    ComparisonSummary     `json:"summary" doc:"计数和一句话概括"`
	Rows       []ComparisonRow       `json:"rows" nullable:"false" doc:"按新稿次序的全部条款，没有变化的也在内"`
	References []ComparisonReference `json:"references" nullable:"false" doc:"所指不符的内部引用"`
}

// ComparisonSummary counts the changes.
type ComparisonSummary struct {
	Unchanged       int    `json:"unchanged" doc:"没有变化"`
	Modified        int    `json:"modified" doc:"修改"`
	Inserted        int    `json:"inserted" doc:"新增"`
	Deleted         int    `json:"deleted" doc:"删除"`
	Moved           int    `json:"moved" doc:"移动"`
	Split           int    `json:"split" doc:"拆分"`
	Merged          int    `json:"merged" doc:"合并"`
	Renumbered      int    `json:"renumbered" doc:"序号调整"`
	Substantive     int    `json:"substantive" doc:"有法律效果的变化"`
	Mechanical      int    `json:"mechanical" doc:"技术性变化"`
	StaleReferences int    `json:"stale_references" doc:"所指不符的内部引用"`
	Sentence        string `json:"sentence" doc:"一句话概括"`
}

// ComparisonRow is one unit of the texts: an article, a heading, a table, a
// paragraph.
type ComparisonRow struct {
	Kind        string             `json:"kind" enum:"same,renumbered,changed,inserted,deleted,moved,moved_changed,split,merged" doc:"same 未变；renumbered 仅序号变化；changed 修改；inserted 新增；deleted 删除；moved 移动；moved_changed 移动并修改；split 拆分；merged 合并"`
	Label       string             `json:"label" doc:"变化的名称"`
	Unit        string             `json:"unit" enum:"preamble,contents,heading,article,item,paragraph,table,annex,signature" doc:"条款的种类"`
	Heading     string             `json:"heading,omitempty" doc:"所在的章、节"`
	Renumbered  bool               `json:"renumbered" doc:"序号是否变化"`
	Substantive bool               `json:"substantive" doc:"是否有法律效果"`
	Old         *ComparisonSide    `json:"old,omitempty" doc:"旧稿；新增的没有"`
	New         *ComparisonSide    `json:"new,omitempty" doc:"新稿；删除的没有"`
	Inline      []ComparisonSpan   `json:"inline,omitempty" doc:"合在一起的文字，只有修改过的才有"`
	Effects     []ComparisonEffect `json:"effects" nullable:"false" doc:"法律效果"`
}

// ComparisonSide is a unit in one of the texts.
type ComparisonSide struct {
	Label     string               `json:"label" doc:"序号，如第三条；拆分、合并的有几个，以、连接"`
	Paragraph string               `json:"paragraph" doc:"首段的段落编号"`
	Article   string               `json:"article,omitempty" doc:"所在的条"`
	Spans     []ComparisonSpan     `json:"spans" nullable:"false" doc:"文字（不含序号），段落以换行分开；kind 为 same、renumbered 时旧稿与新稿相同，旧稿不重复给出"`
	Table     [][][]ComparisonSpan `json:"table,omitempty" doc:"表格：行、格、文字；不是表格的没有"`
}

// ComparisonSpan is a stretch of text.
type ComparisonSpan struct {
	Op   string `json:"op" enum:"equal,delete,insert" doc:"equal 相同；delete 只在旧稿；insert 只在新稿"`
	Text string `json:"text" doc:"文字"`
}

// ComparisonEffect is one thing that a change does in law.
type ComparisonEffect struct {
	Code        string `json:"code" enum:"obligation,negation,subject,authority,amount,period,date,bound,penalty,fee,scope,validity,condition,citation,reference,provision,wording,numbering,position,structure,reference_followed,punctuation,whitespace,numeral,particle" doc:"种类"`
	Label       string `json:"label" doc:"种类的名称"`
	Substantive bool   `json:"substantive" doc:"是否有法律效果"`
	Old         string `json:"old" doc:"旧稿的用语"`
	New         string `json:"new" doc:"新稿的用语"`
	Detail      string `json:"detail" doc:"说明"`
}

// ComparisonReference is an internal reference of the new text that does not
// point where it did.
type ComparisonReference struct {
	Status    string `json:"status" enum:"stale,dangling,redirected" doc:"stale 未随序号调整；dangling 所指已删除或者不存在；redirected 改指其他内容"`
	Label     string `json:"label" doc:"状态的名称"`
	Article   string `json:"article" doc:"引用所在的条"`
	Paragraph string `json:"paragraph" doc:"引用所在的段落编号"`
	Quote     string `json:"quote" doc:"引用的文字"`
	OldTarget string `json:"old_target" doc:"旧稿中指的是（旧稿序号）"`
	NewTarget string `json:"new_target" doc:"新稿中指的是"`
}

type comparisonInput struct {
	ID   string `path:"id" doc:"件号"`
	From int    `query:"from" required:"true" minimum:"1" doc:"旧稿是第几稿"`
	To   int    `query:"to" required:"true" minimum:"1" doc:"新稿是第几稿"`
}

type comparisonOutput struct{ Body ComparisonView }

// getComparison compares two texts of a case.
func (s *Server) getComparison(ctx context.Context, p guibei.Person, in *comparisonInput) (*comparisonOutput, error) {
	c, err := s.visibleCase(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	old, err := s.version(ctx, c, in.From)
	if err != nil {
		return nil, err
	}
	new, err := s.version(ctx, c, in.To)
	if err != nil {
		return nil, err
	}
	out := &comparisonOutput{}
	err = s.heavily(ctx, func() error {
		k, err := s.compare(old.File.SHA256, new.File.SHA256)
		if err != nil {
			return err
		}
		out.Body = ComparisonView{
			From: versionRef(old), To: versionRef(new), Identical: k.identical(), Summary: ComparisonSummary(k.result.Summary),
			Rows: k.rows(), References: k.references(),
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func versionRef(v guibei.Version) VersionRef {
	return VersionRef{N: v.N, Title: v.Title, Name: v.File.Name, TextSHA256: v.TextSHA256}
}

// comparison is two texts and what changed between them.
type comparison struct {
	old, new *docx.Document
	result   *compare.Result
}

// compare reads two kept files and compares them.
func (s *Server) compare(old, new string) (*comparison, error) {
	k := &comparison{}
	var err error
	if k.old, err = s.keptText(old); err != nil {
		return nil, err
	}
	if k.new, err = s.keptText(new); err != nil {
		return nil, err
	}
	k.result = compare.Compare(compare.FromDocument(k.old), compare.FromDocument(k.new))
	return k, nil
}

func (k *comparison) identical() bool { return k.old.Text() == k.new.Text() }

func (k *comparison) rows() []ComparisonRow {
	out := make([]ComparisonRow, len(k.result.Changes))
	for i := range k.result.Changes {
		out[i] = k.row(&k.result.Changes[i])
	}
	return out
}

// rowKinds are the kinds of rows, as far as they are not named alike.
var rowKinds = map[compare.Kind]string{
	compare.Unchanged: "same", compare.Modified: "changed", compare.MovedModified: "moved_changed",
}

// row is one change. Its text is given on both sides only where it differs.
func (k *comparison) row(c *compare.Change) ComparisonRow {
	r := ComparisonRow{
		Kind: cmp.Or(rowKinds[c.Kind], string(c.Kind)), Label: c.Kind.Label(), Unit: string(c.Unit), Heading: headingOf(c),
		Renumbered: c.Renumbered, Substantive: c.Effect.Substantive,
		Old: k.side(k.old, c.Old), New: k.side(k.new, c.New), Effects: []ComparisonEffect{},
	}
	if r.Kind == "same" && c.Renumbered {
		r.Kind, r.Label = "renumbered", "仅序号变化"
	}
	if r.Old != nil && r.Kind != "same" && r.Kind != "renumbered" {
		r.Old.Spans, r.Old.Table = spans(c.Diff, compare.Insert), tableSpans(c.Rows, compare.Insert)
	}
	if r.New != nil {
		r.New.Spans, r.New.Table = spans(c.Diff, compare.Delete), tableSpans(c.Rows, compare.Delete)
	}
	if r.Old != nil && r.New != nil && len(c.Diff) > 1 {
		r.Inline = spans(c.Diff, "")
	}
	for _, a := range c.Effect.Aspects {
		r.Effects = append(r.Effects, ComparisonEffect{
			Code: string(a.Kind), Label: a.Kind.Label(), Substantive: !a.Kind.Mechanical(), Old: a.Old, New: a.New, Detail: a.Reason,
		})
	}
	return r
}

// headingOf is where a unit stands, in the new text where it is there.
func headingOf(c *compare.Change) string {
	at := c.New
	if len(at) == 0 {
		at = c.Old
	}
	if len(at) == 0 || c.Unit == compare.Heading {
		return ""
	}
	return strings.TrimSpace(strings.Join([]string{at[0].Annex, at[0].Part, at[0].Chapter, at[0].Section}, " "))
}

// side is a unit in one of the texts, nil where it is not there.
func (k *comparison) side(d *docx.Document, at []compare.Place) *ComparisonSide {
	if len(at) == 0 {
		return nil
	}
	out := &ComparisonSide{Spans: []ComparisonSpan{}}
	var labels []string
	for i := range at {
		if at[i].Label != "" {
			labels = append(labels, at[i].Label)
		}
	}
	out.Label = strings.Join(labels, "、")
	if first := at[0].First; first < len(d.Paragraphs()) {
		out.Paragraph = d.Paragraphs()[first].ID
		if a, ok := d.ArticleAt(first); ok {
			out.Article = a.Label
		}
	}
	return out
}

// spans turns edits into spans, without those of one kind.
func spans(es []compare.Edit, without compare.EditKind) []ComparisonSpan {
	out := make([]ComparisonSpan, 0, len(es))
	for _, e := range es {
		if e.Kind != without {
			out = append(out, ComparisonSpan{Op: string(e.Kind), Text: e.Text})
		}
	}
	return out
}

// tableSpans is a table on one side: without the rows, cells and words of the
// other.
func tableSpans(rows []compare.RowChange, without compare.EditKind) [][][]ComparisonSpan {
	gone := map[compare.EditKind]compare.Kind{compare.Insert: compare.Inserted, compare.Delete: compare.Deleted}[without]
	var out [][][]ComparisonSpan
	for _, r := range rows {
		if r.Kind == gone {
			continue
		}
		cells := [][]ComparisonSpan{}
		for _, c := range r.Cells {
			if c.Kind != gone {
				cells = append(cells, spans(c.Diff, without))
			}
		}
		out = append(out, cells)
	}
	return out
}

// references are those somebody has to look at.
func (k *comparison) references() []ComparisonReference {
	out := []ComparisonReference{}
	for _, r := range k.result.References {
		switch r.Status {
		case compare.Stale, compare.Dangling, compare.Redirected:
			v := ComparisonReference{
				Status: string(r.Status), Label: r.Status.Label(), Article: r.Article, Quote: r.Quote,
				OldTarget: r.OldTarget, NewTarget: r.NewTarget,
			}
			if r.Paragraph >= 0 && r.Paragraph < len(k.new.Paragraphs()) {
				v.Paragraph = k.new.Paragraphs()[r.Paragraph].ID
			}
			out = append(out, v)
		case compare.Kept, compare.Followed, compare.Added:
		}
	}
	return out
}
