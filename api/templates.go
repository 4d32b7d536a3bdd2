package api

import (
	"context"
	"net/http"
	"time"

	"guibei"
)

// TemplateView is the template of a letter.
type TemplateView struct {
	Kind         string            `json:"kind" doc:"文书"`
	Label        string            `json:"label" doc:"文书名称"`
	Own          bool              `json:"own" doc:"是否本机关自己的模板；否则为默认模板"`
	FileName     string            `json:"file_name" doc:"文件名"`
	ChangedAt    time.Time         `json:"changed_at,omitzero" doc:"自有模板的更换时间"`
	Problems     []string          `json:"problems" nullable:"false" doc:"现用模板的问题；没有问题的为空"`
	Placeholders []PlaceholderView `json:"placeholders" nullable:"false" doc:"可以使用的占位符"`
}

// PlaceholderView is a field that a template may hold.
type PlaceholderView struct {
	Name   string            `json:"name" doc:"字段名"`
	Write  string            `json:"write" doc:"在模板中的写法"`
	Need   bool              `json:"need" doc:"模板中是否必须有"`
	Used   bool              `json:"used" doc:"现用模板是否用到"`
	Doc    string            `json:"doc" doc:"说明"`
	Fields []PlaceholderView `json:"fields" nullable:"false" doc:"清单中各项的字段；不是清单的为空"`
}

type (
	templatesOutput struct {
		Body struct {
			Configured bool           `json:"configured" doc:"是否设置了模板文件夹；没有设置的不能更换模板"`
			Hint       string         `json:"hint,omitempty" doc:"怎样设置模板文件夹"`
			Templates  []TemplateView `json:"templates" nullable:"false" doc:"各种文书的模板"`
		}
	}
	templateInput struct {
		Kind string `path:"kind" doc:"文书"`
	}
	templateOutput struct{ Body TemplateView }
)

func (s *Server) templateRoutes() {
	const path = "/api/v1/templates"
	handle(s, route{method: "GET", path: path, id: "templates", tag: tagSystem, summary: "文书模板", errors: []int{forbidden}}, s.listTemplates)
	s.plain(route{method: "GET", path: path + "/{kind}", id: "template", tag: tagSystem, summary: "下载一种文书的模板", errors: []int{forbidden, notFound}}, describeTemplate, s.getTemplate)
	s.plain(route{
		method: "PUT", path: path + "/{kind}", id: "put-template", tag: tagSystem, summary: "更换一种文书的模板",
		doc: "请求体就是 docx 本身，不超过5MiB。占位符逐个核对：不认识的、缺少的必填项逐条列在 errors 中，模板不变。", errors: []int{forbidden, notFound, conflict, tooLarge},
	}, s.describePutTemplate, s.putTemplate)
	handle(s, route{method: "DELETE", path: path + "/{kind}", id: "reset-template", tag: tagSystem, summary: "恢复默认模板", errors: []int{forbidden, notFound, conflict}}, s.resetTemplate)
}

func (s *Server) listTemplates(context.Context, guibei.Person, *struct{}) (*templatesOutput, error) {
	return nil, errSoon
}

func (s *Server) getTemplate(http.ResponseWriter, *http.Request, guibei.Person) error { return errSoon }

func (s *Server) putTemplate(http.ResponseWriter, *http.Request, guibei.Person) error { return errSoon }

func (s *Server) resetTemplate(context.Context, guibei.Person, *templateInput) (*templateOutput, error) {
	return nil, errSoon
}
