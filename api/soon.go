package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"guibei"
)

var errSoon = guibei.Errorf(guibei.Unavailable, "正在建设，请稍后。")

type lockInput struct {
	ID   string `path:"person" doc:"人员编号"`
	Body struct {
		Locked bool   `json:"locked" doc:"停用为 true，启用为 false"`
		Reason string `json:"reason" minLength:"1" maxLength:"200" doc:"理由，记入管理记录"`
	}
}

func (s *Server) putLock(context.Context, guibei.Person, *lockInput) (*personOutput, error) {
	return nil, errSoon
}

func describeTemplate(op *huma.Operation) {
	op.Parameters = []*huma.Param{pathParam("kind", "文书"), {Name: "default", In: "query", Description: "true：要默认模板，不管有没有自己的", Schema: &huma.Schema{Type: huma.TypeBoolean}}}
	op.Responses["200"] = answerOf("application/octet-stream", &huma.Schema{Type: huma.TypeString, Format: "binary"})
}

func (s *Server) describePutTemplate(op *huma.Operation) {}
