package api

import (
	"context"

	"guibei"
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

func (s *Server) getDocument(ctx context.Context, p guibei.Person, in *documentInput) (*documentOutput, error) {
	return nil, guibei.Errorf(guibei.Unavailable, "尚未完成。")
}
