package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"guibei"
	"guibei/docx"
	"guibei/docx/view"
	"guibei/internal/blob"
)

// DocumentView is one text of a case as a page: what the reviewer reads, with
// the findings marked in it.
type DocumentView struct {
	Version    int               `json:"version" doc:"第几稿；预览时为0"`
	Mode       string            `json:"mode" enum:"final,markup,original" doc:"final 最终稿；markup 显示修订；original 原稿"`
	Title      string            `json:"title" doc:"文件名称，从正文识别；识别不出的为空"`
	HTML       string            `json:"html" doc:"正文的 HTML 片段，放在 class 为 gb-doc 的元素中。段落为 p[data-p]，条的首段另有 data-a；每段的 textContent 就是该段文字，换行为 \\n"`
	CSS        string            `json:"css" doc:"片段所用的样式，限定在 .gb-doc 之下；放进带 nonce 的 style 元素"`
	Outline    []OutlineEntry    `json:"outline" nullable:"false" doc:"编、章、节、条；没有条的文件为一、（一）"`
	Findings   []DocumentFinding `json:"findings" nullable:"false" doc:"本稿规则检查的线索，次序即 index"`
	Checked    bool              `json:"checked" doc:"本稿是否已有规则检查结果"`
	RuleSet    string            `json:"rule_set,omitempty" doc:"检查所用的规则集"`
	Comments   []DocumentComment `json:"comments" nullable:"false" doc:"文件里已有的批注"`
	Paragraphs int               `json:"paragraphs" doc:"正文段数"`
	Notes      []string          `json:"notes" nullable:"false" doc:"没有显示的内容和审阅前应当知道的情况"`
	HasChanges bool              `json:"has_changes" doc:"文件是否带有修订痕迹；没有的，三种方式显示相同"`
}

// OutlineEntry is a heading or an article of the text.
type OutlineEntry struct {
	ID    string `json:"id" doc:"段落编号，即 HTML 中的 data-p"`
	Kind  string `json:"kind" enum:"part,chapter,section,article,item" doc:"part 编；chapter 章；section 节；article 条；item 没有条的文件中的一、（一）"`
	Level int    `json:"level" doc:"缩进层次，自1起"`
	Label string `json:"label" doc:"序号，如第三条；没有的为空"`
	Title string `json:"title" doc:"标题，或者条文开头的文字"`
}

// DocumentFinding is a finding with its marks in the page.
type DocumentFinding struct {
	guibei.Finding
	Index    int    `json:"index" doc:"HTML 中 mark[data-f] 所列的编号；第一处的 id 为 f-编号"`
	Anchored bool   `json:"anchored" doc:"是否在本页标出；涉及全文或者本方式下没有该文字的，不标"`
	Status   string `json:"status" enum:"exact,moved,outdated" doc:"exact 原处；moved 换了段落，place 已更新；outdated 原文已变更或者没有位置"`
	Location string `json:"location" doc:"条款项，如第十二条第二款第（三）项；不在条中的为空"`
}

// DocumentComment is a comment that the file came with.
type DocumentComment struct {
	ID        string `json:"id" doc:"批注编号"`
	Author    string `json:"author" doc:"作者"`
	Date      string `json:"date" doc:"文件中所写的时间"`
	Text      string `json:"text" doc:"内容"`
	Quote     string `json:"quote" doc:"所批的文字"`
	Paragraph string `json:"paragraph,omitempty" doc:"所在段落编号；不在正文的为空"`
	Parent    string `json:"parent,omitempty" doc:"所答复的批注"`
	Done      bool   `json:"done" doc:"是否已标为解决"`
}

// PreviewView is a text that nobody has submitted: checked and shown, not kept.
type PreviewView struct {
	Receipt guibei.CheckReceipt `json:"receipt" doc:"规则检查回执"`
	View    DocumentView        `json:"view" doc:"正文"`
	File    PreviewFile         `json:"file" doc:"文件"`
}

// PreviewFile is what is known of a file that is not kept.
type PreviewFile struct {
	Size       int64  `json:"size" doc:"字节数"`
	Title      string `json:"title" doc:"文件名称，从正文识别"`
	SHA256     string `json:"sha256" doc:"文件的指纹"`
	TextSHA256 string `json:"text_sha256" doc:"文字的指纹"`
}

type documentInput struct {
	ID          string `path:"id" doc:"件号"`
	N           int    `path:"n" minimum:"1" doc:"第几稿"`
	Mode        string `query:"mode" default:"final" enum:"final,markup,original" doc:"final 最终稿（接受全部修订）；markup 显示修订；original 原稿（拒绝全部修订）"`
	IfNoneMatch string `header:"If-None-Match" doc:"上次读取时的 ETag；没有变化时回答 304"`
}

type documentOutput struct {
	Status       int
	ETag         string `header:"ETag" doc:"由文件、显示方式和规则检查决定"`
	CacheControl string `header:"Cache-Control" doc:"只供本人缓存，每次核对"`
	Body         *DocumentView
}

// getDocument shows one text of a case.
func (s *Server) getDocument(ctx context.Context, p guibei.Person, in *documentInput) (*documentOutput, error) {
	c, err := s.visibleCase(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	v, err := s.version(ctx, c, in.N)
	if err != nil {
		return nil, err
	}
	receipt, err := s.checkOf(ctx, c, in.N)
	if err != nil {
		return nil, err
	}
	out := &documentOutput{Status: http.StatusOK, ETag: documentTag(v, in.Mode, receipt), CacheControl: "private, no-cache"}
	if matches(in.IfNoneMatch, out.ETag) {
		out.Status = http.StatusNotModified
		return out, nil
	}
	err = s.heavily(ctx, func() error {
		f, done, err := s.kept(v.File.SHA256)
		if err != nil {
			return err
		}
		defer done()
		final, err := f.Formatted()
		if err != nil {
			return err
		}
		out.Body, err = documentView(f, final, view.Mode(in.Mode), receipt)
		return err
	})
	if err != nil {
		return nil, err
	}
	out.Body.Version = v.N
	return out, nil
}

// viewFormat is raised whenever the same file is shown differently than
// before, so that browsers ask anew.
const viewFormat = 1

// documentTag identifies what a page is made from.
func documentTag(v guibei.Version, mode string, receipt *guibei.CheckReceipt) string {
	rules := "none"
	if receipt != nil {
		rules = receipt.RuleSet[:min(len(receipt.RuleSet), 16)]
	}
	return fmt.Sprintf(`"v%d-%s-%s-%s"`, viewFormat, v.File.SHA256[:min(len(v.File.SHA256), 32)], mode, rules)
}

// documentView puts a page together. receipt is nil while there is no check.
func documentView(f *docx.File, final *docx.Formatted, mode view.Mode, receipt *guibei.CheckReceipt) (*DocumentView, error) {
	d := final.Document
	v := &DocumentView{
		Mode: string(mode), Title: d.Title(), Outline: []OutlineEntry{}, Findings: []DocumentFinding{}, Checked: receipt != nil,
		Comments: commentsOf(d), Paragraphs: len(d.Paragraphs()), HasChanges: view.HasChanges(d),
	}
	var marks []view.Mark
	if receipt != nil {
		v.RuleSet = receipt.RuleSet
		v.Findings, marks = placeFindings(d, receipt.Findings)
	}
	page, err := view.RenderFile(f, final, mode, marks)
	if err != nil {
		return nil, err
	}
	for i, ok := range page.Anchored {
		v.Findings[i].Anchored = ok
	}
	for _, h := range d.Outline() {
		v.Outline = append(v.Outline, OutlineEntry{
			ID: d.Paragraphs()[h.Paragraph].ID, Kind: string(h.Kind), Level: h.Level, Label: h.Label, Title: h.Title,
		})
	}
	v.HTML, v.CSS, v.Notes = page.HTML, page.CSS, list(append(d.Notes(), page.Notes...))
	return v, nil
}

// placeFindings finds the findings in the text, as marks in the same order.
func placeFindings(d *docx.Document, findings []guibei.Finding) ([]DocumentFinding, []view.Mark) {
	anchors, out, marks := view.NewAnchors(d), []DocumentFinding{}, make([]view.Mark, len(findings))
	index, locators := map[string]int{}, d.Locators()
	for i := range d.Paragraphs() {
		index[d.Paragraphs()[i].ID] = i
	}
	for i, f := range findings {
		p, status := anchors.Find(view.Place{
			Paragraph: f.Place.Paragraph, Article: f.Place.Article, Start: f.Place.Start, End: f.Place.End, Quote: f.Place.Quote,
		})
		v := DocumentFinding{Finding: f, Index: i, Status: string(status)}
		if status != view.Outdated {
			v.Place = guibei.Place{Paragraph: p.Paragraph, Article: p.Article, Start: p.Start, End: p.End, Quote: p.Quote}
			marks[i] = view.Mark{Paragraph: p.Paragraph, Start: p.Start, End: p.End, Severity: string(f.Severity)}
			if k, ok := index[p.Paragraph]; ok {
				v.Location = locators[k].String()
			}
		}
		out = append(out, v)
	}
	return out, marks
}

// commentsOf lists the comments that a file came with.
func commentsOf(d *docx.Document) []DocumentComment {
	out := []DocumentComment{}
	for _, a := range d.Annotations() {
		c := DocumentComment{ID: a.ID, Author: a.Author, Date: a.Date, Text: a.Text, Quote: a.Quote, Parent: a.Parent, Done: a.Done}
		if a.Paragraph >= 0 && a.Paragraph < len(d.Paragraphs()) {
			c.Paragraph = d.Paragraphs()[a.Paragraph].ID
		}
		out = append(out, c)
	}
	return out
}

// preview checks and shows a docx that nobody has submitted yet and keeps
// nothing of it.
func (s *Server) preview(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	up, err := s.receive(w, r)
	if err != nil {
		return s.refused(r, p, err)
	}
	defer func() { _ = up.Discard() }() // what stays is swept at the next start
	out, err := s.previewOf(r.Context(), up)
	if docx.ReasonOf(err) != "" || errors.Is(err, guibei.Invalid) {
		return s.refused(r, p, err)
	}
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, out)
}

func (s *Server) previewOf(ctx context.Context, up *blob.Upload) (*PreviewView, error) {
	out := &PreviewView{}
	err := s.heavily(ctx, func() error {
		f, err := docx.OpenFile(up, up.Size)
		if err != nil {
			return err
		}
		final, err := f.Formatted()
		if err != nil {
			return err
		}
		if err := s.Screen(final.Document); err != nil {
			return err
		}
		if out.Receipt, err = s.Check(ctx, final, up.SHA256); err != nil {
			return err
		}
		out.Receipt.Findings = list(out.Receipt.Findings)
		shown, err := documentView(f, final, view.Final, &out.Receipt)
		if err != nil {
			return err
		}
		out.View = *shown
		out.File = PreviewFile{Size: up.Size, Title: final.Title(), SHA256: up.SHA256, TextSHA256: final.TextSHA256()}
		return nil
	})
	return out, err
}
