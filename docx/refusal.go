package docx

import (
	"errors"
	"fmt"
)

// Reason says why a file was refused, for programs. The values are stable: they are stored and counted.
type Reason string

// The reasons a file is refused for.
const (
	Empty     Reason = "empty"      // no bytes, or no text to review
	NotDocx   Reason = "not_docx"   // some other kind of file
	LegacyDoc Reason = "legacy_doc" // Word 97-2003 or WPS binary
	Encrypted Reason = "encrypted"  // password or rights management
	Macro     Reason = "macro"      // carries a VBA project
	TooLarge  Reason = "too_large"  // more bytes, entries or paragraphs than a document has
	Bomb      Reason = "bomb"       // built to exhaust whoever opens it
	Unsafe    Reason = "unsafe"     // names that leave the package, DTDs
	Ambiguous Reason = "ambiguous"  // two programs would read two different documents
	Broken    Reason = "broken"     // damaged, or not what the format allows
	Foreign   Reason = "foreign"    // the text is not Word's own, so nothing can be written into it
)

// Refusal is the error for a file that must not come in.
type Refusal struct {
	Reason Reason
	// Msg is a Chinese sentence for the person who uploaded the file: what is wrong, then what to do next.
	Msg string
	// Err is the cause, for the log; nil when Msg says it all.
	Err error
}

// Error gives the reason, the sentence and the cause, for logs.
func (r *Refusal) Error() string {
	if r.Err == nil {
		return fmt.Sprintf("docx: %s: %s", r.Reason, r.Msg)
	}
	return fmt.Sprintf("docx: %s: %s: %v", r.Reason, r.Msg, r.Err)
}

// Unwrap returns the cause.
func (r *Refusal) Unwrap() error { return r.Err }

// ReasonOf returns the reason in err's chain, and "" when err is not a refusal.
func ReasonOf(err error) Reason {
	if r, ok := errors.AsType[*Refusal](err); ok {
		return r.Reason
	}
	return ""
}

// What to do next; every sentence ends with one of these.
const (
	nextSaveAs  = "请在 Word 或 WPS 中打开该文件，另存为 .docx 后重新上传。"
	nextSplit   = "请压缩或删减图片、拆分附件后重新上传。"
	nextOrigin  = "请向文件提供人索取原稿，在 Word 或 WPS 中另存为 .docx 后重新上传。"
	nextUnlock  = "请取消密码或权限保护，另存为 .docx 后重新上传。"
	nextNoMacro = "请另存为不含宏的 .docx（文件类型选“Word 文档”）后重新上传。"
	nextText    = "请上传可编辑的文字稿，不要上传扫描件或空白文件。"
)

// refuse makes a refusal from what is wrong and what to do next.
func refuse(reason Reason, err error, wrong, next string) *Refusal {
	return &Refusal{Reason: reason, Msg: wrong + next, Err: err}
}

// broken refuses a damaged part; the part's name helps the person who is called for help.
func broken(part string, err error) *Refusal {
	return refuse(Broken, err, fmt.Sprintf("文件已损坏，其中的 %s 无法读取。", part), nextSaveAs)
}
