package api

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"strings"
	"unicode"

	"github.com/danielgtaylor/huma/v2"

	"guibei"
	"guibei/docx"
)

// problemType is what every problem type begins with; the kind follows.
const problemType = "urn:guibei:problem:"

// methodNotAllowed is the only code that is not a [guibei.Kind] or a reason of
// package docx: it is about HTTP alone.
const methodNotAllowed = "method_not_allowed"

// Problem is the body of every failure (RFC 9457, application/problem+json).
type Problem struct { //nolint:errname // RFC 9457 calls it a problem
	Type   string         `json:"type" doc:"问题类型，urn:guibei:problem: 加问题种类"`
	Title  string         `json:"title" doc:"问题种类的名称"`
	Status int            `json:"status" doc:"HTTP 状态码"`
	Detail string         `json:"detail" doc:"出了什么问题、下一步怎么办"`
	Code   string         `json:"code" doc:"供程序判断的代码，不会变化"`
	Trace  string         `json:"trace" doc:"追踪号，联系管理员时提供"`
	Errors []FieldProblem `json:"errors,omitempty" nullable:"false" doc:"逐项的填写问题"`
	Draft  *DraftMark     `json:"draft,omitempty" doc:"草稿已被他人更改时：何人何时改的"`
}

// FieldProblem is what is wrong with one field. It never repeats the value:
// drafts are confidential, and problems end up in logs and screenshots.
type FieldProblem struct {
	Message  string `json:"message" doc:"问题"`
	Location string `json:"location,omitempty" doc:"位置，如 body.items[0].reason"`
}

// Error implements error.
func (p *Problem) Error() string { return p.Detail }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (*Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders implements huma.HeadersError.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.Status == http.StatusServiceUnavailable || p.Status == http.StatusTooManyRequests {
		h.Set("Retry-After", "5")
	}
	return h
}

// statusOf is how each kind of failure is said in HTTP.
func statusOf(k guibei.Kind) int {
	switch k {
	case guibei.Invalid:
		return http.StatusUnprocessableEntity
	case guibei.NotFound:
		return http.StatusNotFound
	case guibei.Conflict:
		return http.StatusConflict
	case guibei.Stale:
		return http.StatusPreconditionFailed
	case guibei.Forbidden:
		return http.StatusForbidden
	case guibei.Unauthenticated:
		return http.StatusUnauthorized
	case guibei.TooLarge:
		return http.StatusRequestEntityTooLarge
	case guibei.TooMany:
		return http.StatusTooManyRequests
	case guibei.Unavailable:
		return http.StatusServiceUnavailable
	case guibei.Internal:
	}
	return http.StatusInternalServerError
}

// titleOf names each kind of failure.
func titleOf(k guibei.Kind) string {
	switch k {
	case guibei.Invalid:
		return "填写的内容有误"
	case guibei.NotFound:
		return "没有找到"
	case guibei.Conflict:
		return "现在不能这样办理"
	case guibei.Stale:
		return "已有更新"
	case guibei.Forbidden:
		return "没有权限"
	case guibei.Unauthenticated:
		return "没有登录"
	case guibei.TooLarge:
		return "内容过大"
	case guibei.TooMany:
		return "操作过于频繁"
	case guibei.Unavailable:
		return "暂时不可用"
	case guibei.Internal:
	}
	return "系统内部错误"
}

// problemOf says err in HTTP. It is the only place where that happens.
func problemOf(ctx context.Context, err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	err = known(err)
	kind := guibei.KindOf(err)
	p := &Problem{
		Type: problemType + string(kind), Title: titleOf(kind), Status: statusOf(kind),
		Detail: guibei.Message(err), Code: string(kind), Trace: traceOf(ctx).id,
	}
	if reason := docx.ReasonOf(err); reason != "" {
		p.Code = "docx_" + string(reason)
	}
	return p
}

// known gives a kind to failures of the libraries below.
func known(err error) error {
	if e, ok := errors.AsType[*docx.Refusal](err); ok {
		if e.Reason == docx.TooLarge {
			return guibei.Because(guibei.TooLarge, err, e.Msg)
		}
		return guibei.Because(guibei.Invalid, err, e.Msg)
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return guibei.Because(guibei.TooLarge, err, "提交的内容超过上限，请删减后重新提交。")
	}
	if guibei.KindOf(err) == guibei.Internal && (errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)) {
		return guibei.Because(guibei.Unavailable, err, "系统没有在规定的时间内办完，请稍后重试。")
	}
	return err
}

// write sends the problem.
func (p *Problem) write(w http.ResponseWriter) {
	maps.Copy(w.Header(), p.GetHeaders())
	w.Header().Set("Content-Type", p.ContentType(""))
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the client went away; nobody is left to tell
}

// humaProblem is what huma makes its own failures from: unreadable bodies,
// values against the schema, formats it does not speak.
func humaProblem(ctx context.Context, status int, msg string, errs ...error) *Problem {
	kind, detail := guibei.Invalid, "提交的内容不符合接口要求，请按逐项提示修改后重新提交。"
	switch status {
	case http.StatusBadRequest:
		detail = "提交的内容无法读取，请检查是否为完整的 JSON。"
	case http.StatusUnsupportedMediaType:
		detail = "只接受 application/json 格式的内容，请更改 Content-Type。"
	case http.StatusNotAcceptable:
		detail = "只提供 application/json 格式的内容，请更改 Accept。"
	case http.StatusRequestEntityTooLarge:
		kind, detail = guibei.TooLarge, "提交的内容超过上限，请删减后重新提交；文件请先上传，再使用返回的 sha256。"
	case http.StatusRequestTimeout:
		kind, detail = guibei.Unavailable, "提交的内容没有在规定的时间内传完，请检查网络后重试。"
	case http.StatusInternalServerError:
		// huma says so when the connection breaks while it reads the body.
		status, detail = http.StatusBadRequest, "提交的内容没有传完，请检查网络后重试。"
	}
	p := &Problem{
		Type: problemType + string(kind), Title: titleOf(kind), Status: status,
		Detail: detail, Code: string(kind), Trace: traceOf(ctx).id,
	}
	if msg == "request body is required" {
		p.Detail = "没有提交内容，请按接口文档填写后提交。"
	}
	for _, err := range errs {
		p.Errors = append(p.Errors, fieldProblem(err))
	}
	return p
}

// fieldProblem keeps the place and the meaning of a failure and drops the
// value.
func fieldProblem(err error) FieldProblem {
	d, ok := err.(huma.ErrorDetailer)
	if !ok {
		return FieldProblem{Message: inChinese(err.Error())}
	}
	return FieldProblem{Message: inChinese(d.ErrorDetail().Message), Location: d.ErrorDetail().Location}
}

// inChinese turns what huma says in English, outside its table of messages,
// into Chinese. What it does not know becomes a general sentence: an error of
// the JSON reader may quote the input.
func inChinese(msg string) string {
	if strings.ContainsFunc(msg, func(r rune) bool { return unicode.Is(unicode.Han, r) }) && !strings.HasPrefix(msg, "invalid value: ") {
		return msg
	}
	switch {
	case strings.HasPrefix(msg, "required ") && strings.HasSuffix(msg, "parameter is missing"):
		return "缺少这一参数"
	case msg == "unknown query parameter":
		return "没有这一参数，请核对参数名称"
	case msg == "invalid integer":
		return "应为整数"
	case msg == "invalid boolean":
		return "应为 true 或者 false"
	case strings.HasPrefix(msg, "invalid date/time"):
		return "应为 RFC 3339 时间，如 2026-02-12T09:30:00+08:00"
	case strings.HasPrefix(msg, "invalid value: "):
		return "格式不正确；日期应写作 2026-02-12"
	}
	return "格式不正确"
}
