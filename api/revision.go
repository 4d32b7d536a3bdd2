package api

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"guibei"
	"guibei/docx/compare"
)

// RevisionView holds a revised text against the opinion it answers: what
// became of each problem, and what else was changed.
type RevisionView struct {
	Round     int             `json:"round" doc:"审核意见的轮次"`
	OpinionNo string          `json:"opinion_no,omitempty" doc:"审核意见书文号"`
	From      VersionRef      `json:"from" doc:"审核意见所针对的一稿"`
	To        VersionRef      `json:"to" doc:"修改稿"`
	Identical bool            `json:"identical" doc:"两稿文字完全相同"`
	Items     []RevisionItem  `json:"items" nullable:"false" doc:"审核意见认为有问题的各项"`
	Elsewhere []ComparisonRow `json:"elsewhere" nullable:"false" doc:"审核意见没有提到的地方的变化"`
	// Sentence is about all changes, ElsewhereSentence about those outside.
	Summary           ComparisonSummary     `json:"summary" doc:"全部变化的计数"`
	ElsewhereSentence string                `json:"elsewhere_sentence" doc:"审核意见没有提到的地方的变化，一句话"`
	References        []ComparisonReference `json:"references" nullable:"false" doc:"修改稿中所指不符的内部引用"`
}

// RevisionItem is one problem of the opinion and what the revision made of it.
type RevisionItem struct {
	Item         guibei.OpinionItem  `json:"item" doc:"审核意见的一项"`
	Location     string              `json:"location" doc:"所在的条款；没有写明或者找不到的为空"`
	Changed      string              `json:"changed" enum:"changed,unchanged,unlocated" doc:"changed 该处有改动；unchanged 该处没有改动；unlocated 意见没有写明可以查找的条款"`
	Before       string              `json:"before" doc:"该条（段）在原稿中的文字"`
	After        string              `json:"after" doc:"该条（段）在修改稿中的文字；已删除的为空"`
	Spans        []ComparisonSpan    `json:"spans" nullable:"false" doc:"两者对照"`
	OldParagraph string              `json:"old_paragraph,omitempty" doc:"原稿的段落编号"`
	NewParagraph string              `json:"new_paragraph,omitempty" doc:"修改稿的段落编号"`
	Note         string              `json:"note" doc:"给审核人的一句话；unlocated 的说明全文改了什么"`
	Disposition  *guibei.Disposition `json:"disposition,omitempty" doc:"起草单位的答复；预览时没有"`
	// Doubtful is what the reviewer should look at first.
	Doubtful bool `json:"doubtful" doc:"答复为采纳或者部分采纳，但该处没有改动"`
}

type revisionPreviewInput struct {
	ID   string `path:"id" doc:"件号"`
	Body struct {
		Document guibei.FileRef `json:"document" doc:"已上传的修改稿（docx）"`
	}
}

type revisionOutput struct{ Body RevisionView }

// previewRevision holds a text that was uploaded against the opinion that is
// to be answered.
func (s *Server) previewRevision(ctx context.Context, p guibei.Person, in *revisionPreviewInput) (*revisionOutput, error) {
	c, err := s.visibleCase(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	opinions, err := s.issuedOpinions(ctx, c)
	if err != nil {
		return nil, err
	}
	if len(opinions) == 0 {
		return nil, guibei.Errorf(guibei.Conflict, "本件还没有签发的合法性审核意见，不能逐项对照，请等审核意见签发后再试。")
	}
	f, err := s.Store.File(ctx, in.Body.Document.SHA256)
	if err != nil {
		return nil, err
	}
	if f.TextSHA256 == "" {
		return nil, guibei.Errorf(guibei.Invalid, "修改稿应当是 docx，请转换后重新上传。")
	}
	to := guibei.Version{File: in.Body.Document, Title: f.Title, TextSHA256: f.TextSHA256}
	return s.revise(ctx, c, revision{opinion: opinions[len(opinions)-1], to: to})
}

// getRevision holds the last revision that was submitted against the opinion
// it answered.
func (s *Server) getRevision(ctx context.Context, p guibei.Person, in *caseIDInput) (*revisionOutput, error) {
	c, err := s.visibleCase(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	r, err := s.lastRevision(ctx, c)
	if err != nil {
		return nil, err
	}
	return s.revise(ctx, c, r)
}

// issuedOpinions returns the opinions of a case that were issued, in order.
func (s *Server) issuedOpinions(ctx context.Context, c guibei.Case) ([]guibei.Opinion, error) {
	opinions, err := s.Store.Opinions(ctx, c.ID)
	return slices.DeleteFunc(opinions, func(o guibei.Opinion) bool { return !o.Issued }), err
}

// revision is a revised text, the opinion it answers, and the answers.
type revision struct {
	opinion      guibei.Opinion
	to           guibei.Version
	dispositions []guibei.Disposition
}

// lastRevision finds the last revision that followed an issued opinion. The
// events keep what was answered; the case keeps only the answers in hand.
func (s *Server) lastRevision(ctx context.Context, c guibei.Case) (revision, error) {
	opinions, err := s.issuedOpinions(ctx, c)
	if err != nil {
		return revision{}, err
	}
	issued, answered, last := 0, 0, guibei.Event{} // opinions before, and the last revision that followed one
	for after := int64(0); ; {
		events, err := s.Store.Events(ctx, c.ID, after, eventPage)
		if err != nil {
			return revision{}, err
		}
		for _, e := range events {
			after = e.Seq
			switch e.Kind {
			case guibei.EventKind(guibei.IssueOpinionCmd):
				issued++
			case guibei.EventKind(guibei.SubmitRevisionCmd):
				if issued > 0 && issued <= len(opinions) {
					answered, last = issued, e
				}
			default:
			}
		}
		if len(events) < eventPage {
			break
		}
	}
	if answered == 0 {
		return revision{}, guibei.Errorf(guibei.NotFound, "本件还没有对审核意见报送过修改稿，报送后再看。")
	}
	var said struct {
		guibei.SubmitRevision
		Version int `json:"version"`
	}
	if err := json.Unmarshal(last.Payload, &said); err != nil {
		return revision{}, err
	}
	to, err := s.version(ctx, c, said.Version)
	return revision{opinion: opinions[answered-1], to: to, dispositions: said.Dispositions}, err
}

// revise compares a revision with the text that the opinion speaks of.
func (s *Server) revise(ctx context.Context, c guibei.Case, r revision) (*revisionOutput, error) {
	from, err := s.version(ctx, c, r.opinion.On.Version)
	if err != nil {
		return nil, err
	}
	out := &revisionOutput{}
	err = s.heavily(ctx, func() error {
		k, err := s.compare(from.File.SHA256, r.to.File.SHA256)
		if err != nil {
			return err
		}
		out.Body = revisionView(k, r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	out.Body.From, out.Body.To = versionRef(from), versionRef(r.to)
	return out, nil
}

// revisionView goes through the problems of the opinion.
func revisionView(k *comparison, r revision) RevisionView {
	v := RevisionView{
		Round: r.opinion.Round, OpinionNo: r.opinion.No, Identical: k.identical(), Items: []RevisionItem{}, Elsewhere: []ComparisonRow{},
		Summary: ComparisonSummary(k.result.Summary), References: k.references(),
	}
	spoken := map[int]bool{} // changes that an item speaks of
	f := newPlaceFinder(k.old)
	for _, item := range r.opinion.Problems() {
		places := f.find(item.Location)
		i := RevisionItem{Item: item, Changed: "unlocated", Spans: []ComparisonSpan{}}
		changes := k.changesAt(places)
		if len(changes) == 0 {
			i.Note = "意见没有写明可以查找的条款。全文：" + k.result.Summary.Sentence
		} else {
			k.describe(&i, places, changes)
		}
		for _, c := range changes {
			spoken[c] = true
		}
		for _, d := range r.dispositions {
			if d.Item == item.ID {
				i.Disposition = &d
				i.Doubtful = d.Answer != guibei.NotAdopted && i.Changed == "unchanged"
			}
		}
		v.Items = append(v.Items, i)
	}
	var rest compare.Summary
	for n := range k.result.Changes {
		c := &k.result.Changes[n]
		if spoken[n] || c.Kind == compare.Unchanged && !c.Effect.Substantive {
			continue
		}
		tally(&rest, c)
		v.Elsewhere = append(v.Elsewhere, k.row(c))
	}
	v.ElsewhereSentence = elsewhere(rest)
	return v
}

// tally adds a change to a summary.
func tally(s *compare.Summary, c *compare.Change) {
	switch c.Kind {
	case compare.Inserted:
		s.Inserted++
	case compare.Deleted:
		s.Deleted++
	case compare.Moved:
		s.Moved++
	case compare.Split:
		s.Split++
	case compare.Merged:
		s.Merged++
	case compare.Modified, compare.MovedModified, compare.Unchanged:
		s.Modified++
	}
	if c.Effect.Substantive {
		s.Substantive++
	}
}

// elsewhere says what was changed where nobody asked for it.
func elsewhere(s compare.Summary) string {
	var parts []string
	for _, p := range []struct {
		n    int
		name string
	}{
		{s.Modified, "修改"}, {s.Inserted, "新增"}, {s.Deleted, "删除"}, {s.Moved, "移动"}, {s.Split, "拆分"}, {s.Merged, "合并"},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%s%d处", p.name, p.n))
		}
	}
	if len(parts) == 0 {
		return "审核意见没有提到的地方没有改动。"
	}
	return fmt.Sprintf("审核意见没有提到的地方：%s，其中有法律效果的%d处。", strings.Join(parts, "、"), s.Substantive)
}

// changesAt returns the changes whose old units hold the paragraphs.
func (k *comparison) changesAt(places []oldPlace) []int {
	var out []int
	for _, p := range places {
		for n := range k.result.Changes {
			c := &k.result.Changes[n]
			holds := slices.ContainsFunc(c.Old, func(at compare.Place) bool { return at.First <= p.paragraph && p.paragraph <= at.Last })
			if holds && !slices.Contains(out, n) {
				out = append(out, n)
				break
			}
		}
	}
	return out
}

// describe says what became of the places that an item speaks of.
func (k *comparison) describe(i *RevisionItem, places []oldPlace, changes []int) {
	i.Changed = "unchanged"
	var names, before, after, notes []string
	for _, p := range places {
		names = append(names, p.name)
	}
	i.Location = strings.Join(names, "、")
	for _, n := range changes {
		c := &k.result.Changes[n]
		if c.Kind != compare.Unchanged {
			i.Changed = "changed"
		}
		if len(i.Spans) > 0 {
			i.Spans = append(i.Spans, ComparisonSpan{Op: string(compare.Equal), Text: "\n"})
		}
		i.Spans = append(i.Spans, spans(c.Diff, "")...)
		before, after = append(before, textsOf(c.Old)...), append(after, textsOf(c.New)...)
		notes = append(notes, noteOn(c))
	}
	i.Before, i.After, i.Note = strings.Join(before, "\n"), strings.Join(after, "\n"), strings.Join(notes, "")
	first := &k.result.Changes[changes[0]]
	if side := k.side(k.old, first.Old); side != nil {
		i.OldParagraph = side.Paragraph
	}
	if side := k.side(k.new, first.New); side != nil {
		i.NewParagraph = side.Paragraph
	}
	for _, p := range places {
		if p.within && i.Changed == "changed" && k.kept(p.paragraph) {
			i.Note += p.name + "本身没有改动，改动在同一条的其他地方。"
		}
	}
}

// kept reports whether a paragraph of the old text is in the new one as it was.
func (k *comparison) kept(paragraph int) bool {
	for _, s := range k.result.Script {
		if s.Old == paragraph {
			return s.New >= 0 && !slices.ContainsFunc(s.Edits, func(e compare.Edit) bool { return e.Kind != compare.Equal })
		}
	}
	return false
}

func textsOf(at []compare.Place) []string {
	var out []string
	for i := range at {
		out = append(out, strings.TrimSpace(at[i].Label+"　"+at[i].Text))
	}
	return out
}

// noteOn says in a sentence what became of a unit.
func noteOn(c *compare.Change) string {
	old, new := nameOf(c.Old), nameOf(c.New)
	switch c.Kind {
	case compare.Deleted:
		return old + "已删除。"
	case compare.Moved:
		return fmt.Sprintf("%s移到%s，文字没有改动。", old, new)
	case compare.MovedModified:
		return fmt.Sprintf("%s移到%s，并有改动。", old, new)
	case compare.Split:
		return fmt.Sprintf("%s拆分为%s。", old, new)
	case compare.Merged:
		return fmt.Sprintf("%s合并为%s。", old, new)
	case compare.Modified, compare.Inserted:
		if c.Renumbered {
			return fmt.Sprintf("%s（现%s）有改动。", old, new)
		}
		return old + "有改动。"
	case compare.Unchanged:
	}
	if c.Renumbered {
		return fmt.Sprintf("%s没有改动，现为%s。", old, new)
	}
	return old + "没有改动。"
}

func nameOf(at []compare.Place) string {
	var out []string
	for i := range at {
		if at[i].Label != "" {
			out = append(out, at[i].Label)
		}
	}
	if len(out) == 0 {
		return "该处"
	}
	return strings.Join(out, "、")
}
