package api

import (
	"context"

	"guibei"
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

func (s *Server) previewRevision(ctx context.Context, p guibei.Person, in *revisionPreviewInput) (*revisionOutput, error) {
	return nil, guibei.Errorf(guibei.Unavailable, "尚未完成。")
}

func (s *Server) getRevision(ctx context.Context, p guibei.Person, in *caseIDInput) (*revisionOutput, error) {
	return nil, guibei.Errorf(guibei.Unavailable, "尚未完成。")
}
