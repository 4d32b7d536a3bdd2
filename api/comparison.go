package api

import (
	"context"

	"guibei"
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

func (s *Server) getComparison(ctx context.Context, p guibei.Person, in *comparisonInput) (*comparisonOutput, error) {
	return nil, guibei.Errorf(guibei.Unavailable, "尚未完成。")
}
