package api

import (
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// uploadsPath is where resumable uploads begin.
const uploadsPath = "/api/v1/uploads"

func (s *Server) uploadRoutes() {
	const doc = "断点续传（tus 1.0.0，扩展 creation、termination）。"
	one := uploadsPath + "/{id}"
	s.plain(route{
		method: "POST", path: uploadsPath, id: "create-upload", tag: tagFiles, summary: "开始断点续传",
		doc: doc + "Upload-Length 不超过50MiB；Upload-Metadata 的 filename 为文件名（base64）。续传的地址在 Location 中。", status: http.StatusCreated, errors: []int{stale, tooLarge, tooMany},
	}, describeCreateUpload, s.createUpload)
	s.plain(route{method: "HEAD", path: one, id: "upload-offset", tag: tagFiles, summary: "已经收到多少", doc: doc, errors: []int{notFound, stale}}, describeHeadUpload, s.headUpload)
	s.plain(route{
		method: "PATCH", path: one, id: "append-upload", tag: tagFiles, summary: "续传",
		doc: doc + "最后一段传完即检查文件：接收的，回答 200 和文件的信息；不接收的，回答 422 和原因，不留存。没有传完的回答 204。", errors: []int{notFound, conflict, stale, tooLarge},
	}, s.describePatchUpload, s.patchUpload)
	s.plain(route{method: "DELETE", path: one, id: "drop-upload", tag: tagFiles, summary: "放弃断点续传", doc: doc, status: http.StatusNoContent, errors: []int{notFound, stale}}, describeDropUpload, s.dropUpload)
	s.plain(route{
		method: "GET", path: one + "/file", id: "uploaded-file", tag: tagFiles, summary: "断点续传得到的文件",
		doc: "最后一段的回答在途中丢失时，由此取得文件的信息，24小时内有效。", errors: []int{notFound, conflict},
	}, s.describeUploadedFile, s.uploadedFile)
}

func tusParams(more ...*huma.Param) []*huma.Param {
	return append([]*huma.Param{{Name: "Tus-Resumable", In: "header", Required: true, Description: "协议版本 1.0.0", Schema: &huma.Schema{Type: huma.TypeString}}}, more...)
}

func tusHeader(doc string) *huma.Param {
	return &huma.Param{Description: doc, Schema: &huma.Schema{Type: huma.TypeString}}
}

func describeCreateUpload(op *huma.Operation) {
	op.Parameters = tusParams(
		&huma.Param{Name: "Upload-Length", In: "header", Required: true, Description: "文件的字节数", Schema: &huma.Schema{Type: huma.TypeInteger}},
		&huma.Param{Name: "Upload-Metadata", In: "header", Required: true, Description: "filename 和 base64 的文件名", Schema: &huma.Schema{Type: huma.TypeString}},
	)
	op.Responses["201"] = &huma.Response{Headers: map[string]*huma.Param{"Location": tusHeader("续传的地址")}}
}

func describeHeadUpload(op *huma.Operation) {
	op.Parameters = tusParams(pathParam("id", "续传编号"))
	op.Responses["200"] = &huma.Response{Headers: map[string]*huma.Param{
		"Upload-Offset": tusHeader("已经收到的字节数"), "Upload-Length": tusHeader("文件的字节数"),
	}}
}

func (s *Server) describePatchUpload(op *huma.Operation) {
	op.Parameters = tusParams(pathParam("id", "续传编号"),
		&huma.Param{Name: "Upload-Offset", In: "header", Required: true, Description: "从第几个字节续传", Schema: &huma.Schema{Type: huma.TypeInteger}})
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/offset+octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
	}}
	offset := map[string]*huma.Param{"Upload-Offset": tusHeader("已经收到的字节数")}
	op.Responses["200"] = answerOf("application/json", s.schemaOf(reflect.TypeFor[FileView]()))
	op.Responses["200"].Headers = offset
	op.Responses["204"] = &huma.Response{Headers: offset}
}

func describeDropUpload(op *huma.Operation) {
	op.Parameters = tusParams(pathParam("id", "续传编号"))
	op.Responses["204"] = &huma.Response{}
}

func (s *Server) describeUploadedFile(op *huma.Operation) {
	op.Parameters = []*huma.Param{pathParam("id", "续传编号")}
	op.Responses["200"] = answerOf("application/json", s.schemaOf(reflect.TypeFor[FileView]()))
}
