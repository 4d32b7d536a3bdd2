package docx

import (
	"errors"
	"fmt"
	"strings"
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
	// Code is the exact cause; each code belongs to one Reason. docs/docx-refusals.md lists them.
	Code Code
	// Msg is a Chinese sentence for the person who uploaded the file: what is wrong, then what to do next.
	Msg string
	// Err is the cause, for the log; nil when Msg says it all.
	Err error
}

// Error gives reason, code, sentence and cause, for logs.
func (r *Refusal) Error() string {
	if r.Err == nil {
		return fmt.Sprintf("docx: %s (%s): %s", r.Reason, r.Code, r.Msg)
	}
	return fmt.Sprintf("docx: %s (%s): %s: %v", r.Reason, r.Code, r.Msg, r.Err)
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
	nextDivide  = "请把正文和附件拆分成几个文件，分别上传。"
	nextOrigin  = "请向文件提供人索取原稿，在 Word 或 WPS 中另存为 .docx 后重新上传。"
	nextUnlock  = "请另存为未加密的 .docx 后再提交。"
	nextNoMacro = "请另存为不含宏的 .docx（文件类型选“Word 文档”）后重新上传。"
	nextText    = "请上传可编辑的文字稿，不要上传扫描件或空白文件。"
	nextRewrite = "请在 Word 或 WPS 中新建空白文档，把正文以“只保留文本”方式粘贴进去，另存为 .docx 后重新上传。"
)

// maxNamed bounds how much of a part's name a sentence repeats, in runes: names come from the file.
const maxNamed = 80

// refuse makes the refusal of a row. part is the part it was found in and err the cause for the log; both may be missing.
func (g guard) refuse(part string, err error) *Refusal {
	c := &guards[g]
	if r := []rune(part); len(r) > maxNamed {
		part = string(r[:maxNamed]) + "…"
	}
	wrong := strings.NewReplacer("{max}", c.limit(), "{part}", part).Replace(c.wrong)
	return &Refusal{Reason: c.reason, Code: c.code, Msg: wrong + c.next, Err: err}
}

// guardError is how the scanner and the decoders stop at a guard; who called them knows the part, and refuses.
type guardError struct{ guard guard }

// Error implements error.
func (e guardError) Error() string { return string(guards[e.guard].code) }

// broken refuses a damaged part; the part's name helps the person who is called for help.
func broken(part string, err error) *Refusal { return guardPart.refuse(part, err) }
