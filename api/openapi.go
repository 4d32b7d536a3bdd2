package api

import (
	"net/http"
	"reflect"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"guibei"
	"guibei/docx/compose"
)

// OpenAPI returns the contract as YAML, the same bytes for the same code.
func OpenAPI() ([]byte, error) {
	s := build(Options{})
	defer s.Close()
	return s.api.OpenAPI().YAML()
}

func statusKey(status int) string { return strconv.Itoa(status) }

// meanings say what a status means, wherever it is answered.
var meanings = map[int]string{
	http.StatusOK: "成功", http.StatusCreated: "已建立", http.StatusNoContent: "成功，没有内容",
	http.StatusAccepted:              "已记录，尚未办完；凭 Location 查询，不会丢失",
	http.StatusNotModified:           "没有变化",
	http.StatusBadRequest:            "内容无法读取",
	http.StatusUnauthorized:          "没有登录、登录已过期，或者登录名、密码、口令不对",
	http.StatusForbidden:             "没有权限",
	http.StatusNotFound:              "没有，或者无权查看",
	http.StatusConflict:              "现在不能这样办理，或者编号已用于其他内容",
	http.StatusPreconditionFailed:    "已有更新的版次，或者协议版本不对",
	http.StatusRequestEntityTooLarge: "内容超过上限",
	http.StatusPreconditionRequired:  "没有写明替换哪一版",
	http.StatusTooManyRequests:       "过于频繁，稍后重试",
	http.StatusUnprocessableEntity:   "填写的内容有误",
	http.StatusInternalServerError:   "系统内部错误",
	http.StatusServiceUnavailable:    "暂时不可用，稍后重试",
}

// describe finishes the contract: every answer of every operation says in
// Chinese what it means.
func describe(o *huma.OpenAPI) {
	for _, item := range o.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Put, item.Post, item.Delete, item.Patch, item.Head} {
			if op == nil {
				continue
			}
			for key, answer := range op.Responses {
				status, err := strconv.Atoi(key)
				if meaning, known := meanings[status]; err == nil && known {
					answer.Description = meaning
				}
			}
		}
	}
	for _, path := range []string{"/api/v1/cases/{id}", "/api/v1/cases/{id}/versions/{n}/view"} {
		if get := o.Paths[path].Get; get != nil {
			get.Responses["304"] = &huma.Response{Description: meanings[http.StatusNotModified]}
		}
	}
}

// pathParam describes a parameter in the path of a plain route.
func pathParam(name, doc string) *huma.Param {
	return &huma.Param{Name: name, In: "path", Required: true, Description: doc, Schema: &huma.Schema{Type: huma.TypeString}}
}

func describeStream(op *huma.Operation) {
	op.Parameters = []*huma.Param{
		pathParam("id", "件号"),
		{Name: "Last-Event-ID", In: "header", Description: "最后收到的事项序号", Schema: &huma.Schema{Type: huma.TypeInteger}},
		{Name: "after", In: "query", Description: "只要这一序号之后的事项，now 为只要以后的；有 Last-Event-ID 时不用", Schema: &huma.Schema{Type: huma.TypeString}},
	}
	op.Responses["200"] = answerOf("text/event-stream", &huma.Schema{Type: huma.TypeString})
}

func (s *Server) describeUpload(op *huma.Operation) {
	op.Parameters = []*huma.Param{{Name: "name", In: "query", Required: true, Description: "文件名", Schema: &huma.Schema{Type: huma.TypeString}}}
	op.RequestBody = binaryBody()
	op.Responses["201"] = answerOf("application/json", s.schemaOf(reflect.TypeFor[FileView]()))
}

func (s *Server) describeCheck(op *huma.Operation) {
	op.RequestBody = binaryBody()
	op.Responses["200"] = answerOf("application/json", s.schemaOf(reflect.TypeFor[guibei.CheckReceipt]()))
}

func describeDownload(op *huma.Operation) {
	op.Parameters = []*huma.Param{pathParam("id", "件号"), pathParam("sha256", "文件的 sha256")}
	op.Responses["200"] = answerOf("application/octet-stream", &huma.Schema{Type: huma.TypeString, Format: "binary"})
}

func describeLetter(op *huma.Operation) {
	kinds := &huma.Schema{Type: huma.TypeString, Enum: values(compose.Kinds...)}
	op.Parameters = []*huma.Param{
		pathParam("id", "件号"),
		{Name: "kind", In: "path", Required: true, Description: "文书", Schema: kinds},
		{Name: "obligation", In: "query", Description: "备案义务编号；只有一项的可以不写", Schema: &huma.Schema{Type: huma.TypeString}},
		{Name: "format", In: "query", Description: "docx（默认）或者 pdf", Schema: &huma.Schema{Type: huma.TypeString, Enum: []any{"docx", "pdf"}}},
	}
	op.Responses["200"] = answerOf("application/octet-stream", &huma.Schema{Type: huma.TypeString, Format: "binary"})
}

func (s *Server) describePreview(op *huma.Operation) {
	op.RequestBody = binaryBody()
	op.Responses["200"] = answerOf("application/json", s.schemaOf(reflect.TypeFor[PreviewView]()))
}

func describeRedline(op *huma.Operation) {
	op.Parameters = []*huma.Param{
		pathParam("id", "件号"),
		{Name: "from", In: "query", Required: true, Description: "旧稿是第几稿", Schema: &huma.Schema{Type: huma.TypeInteger}},
		{Name: "to", In: "query", Required: true, Description: "新稿是第几稿", Schema: &huma.Schema{Type: huma.TypeInteger}},
	}
	op.Responses["200"] = answerOf(docxType, &huma.Schema{Type: huma.TypeString, Format: "binary"})
}

func describeVersionFile(op *huma.Operation) {
	op.Parameters = []*huma.Param{
		pathParam("id", "件号"),
		{Name: "n", In: "path", Required: true, Description: "第几稿", Schema: &huma.Schema{Type: huma.TypeInteger}},
	}
	op.Responses["200"] = answerOf(docxType, &huma.Schema{Type: huma.TypeString, Format: "binary"})
}

func (s *Server) schemaOf(t reflect.Type) *huma.Schema {
	return s.api.OpenAPI().Components.Schemas.Schema(t, true, "")
}

func binaryBody() *huma.RequestBody {
	return &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
	}}
}

func answerOf(mediaType string, schema *huma.Schema) *huma.Response {
	return &huma.Response{Content: map[string]*huma.MediaType{mediaType: {Schema: schema}}}
}
