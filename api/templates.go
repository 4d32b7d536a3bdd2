package api

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"guibei"
	"guibei/docx/compose"
	"guibei/store"
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

const maxTemplate = 5 << 20 // bytes

var (
	errNotTemplateAdmin = guibei.Errorf(guibei.Forbidden, "文书模板由系统管理员维护，请联系系统管理员。")
	errNoTemplateFolder = guibei.Errorf(guibei.Conflict, "%s", templateHint)
)

const templateHint = "没有设置模板文件夹，不能更换模板。请在服务器上把环境变量 GUIBEI_TEMPLATES 设为一个可写的文件夹，重新启动后再试。"

// listTemplates says of every letter which template it has and what may be in
// it.
func (s *Server) listTemplates(_ context.Context, p guibei.Person, _ *struct{}) (*templatesOutput, error) {
	if !p.HasRole(guibei.SystemAdmin) {
		return nil, errNotTemplateAdmin
	}
	out := &templatesOutput{}
	out.Body.Configured, out.Body.Templates = s.TemplateFolder != nil, []TemplateView{}
	if s.TemplateFolder == nil {
		out.Body.Hint = templateHint
	}
	for _, k := range compose.Kinds {
		v, err := s.templateView(k)
		if err != nil {
			return nil, err
		}
		out.Body.Templates = append(out.Body.Templates, v)
	}
	return out, nil
}

func (s *Server) templateView(k compose.Kind) (TemplateView, error) {
	t, err := compose.Templates(s.Templates, k)
	if err != nil {
		return TemplateView{}, guibei.Because(guibei.Unavailable, err, err.Error())
	}
	v := TemplateView{Kind: string(k), Label: k.Label(), Own: t.Own, FileName: k.Label() + ".docx", Problems: []string{}}
	if t.Own {
		v.FileName = t.Name
		info, err := fs.Stat(s.Templates, t.Name)
		if err != nil {
			return v, guibei.Because(guibei.Unavailable, err, "模板文件夹暂时不能读取，请检查权限后重试。")
		}
		v.ChangedAt = info.ModTime().UTC()
	}
	used, problems := compose.Examine(k, t)
	v.Problems = list(problems)
	v.Placeholders = placeholderViews(compose.Fields(k), used)
	return v, nil
}

// placeholderViews shows the fields of a letter; used are the names that its
// template has.
func placeholderViews(fields []compose.Field, used []string) []PlaceholderView {
	out := []PlaceholderView{}
	for _, f := range fields {
		v := PlaceholderView{
			Name: f.Name, Write: "{{" + f.Name + "}}", Need: f.Need, Used: slices.Contains(used, f.Name), Doc: f.Doc,
			Fields: placeholderViews(f.List, used),
		}
		if f.List != nil {
			v.Write = "{{#" + f.Name + "}} … {{/" + f.Name + "}}"
		}
		out = append(out, v)
	}
	return out
}

// letterOf reads which letter a request is about.
func letterOf(kind string) (compose.Kind, error) {
	k := compose.Kind(kind)
	if k.Label() == "" {
		return k, guibei.Errorf(guibei.NotFound, "没有“%s”这种文书，请从模板清单中选择。", kind)
	}
	return k, nil
}

// getTemplate gives a template, to be changed in Word.
func (s *Server) getTemplate(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	if !p.HasRole(guibei.SystemAdmin) {
		return errNotTemplateAdmin
	}
	k, err := letterOf(r.PathValue("kind"))
	if err != nil {
		return err
	}
	folder := s.Templates
	if r.URL.Query().Get("default") == "true" {
		folder = nil
	}
	t, err := compose.Templates(folder, k)
	if err != nil {
		return guibei.Because(guibei.Unavailable, err, err.Error())
	}
	h := w.Header()
	h.Set("Content-Type", docxType)
	h.Set("Content-Length", strconv.Itoa(len(t.Bytes)))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": k.Label() + ".docx"}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	_, _ = w.Write(t.Bytes) // the client went away; nobody is left to tell
	return nil
}

// changesTemplates reads what a change of a template needs: the right, a letter
// and a folder.
func (s *Server) changesTemplates(p guibei.Person, kind string) (compose.Kind, error) {
	if !p.HasRole(guibei.SystemAdmin) {
		return "", errNotTemplateAdmin
	}
	k, err := letterOf(kind)
	if err == nil && s.TemplateFolder == nil {
		err = errNoTemplateFolder
	}
	return k, err
}

// putTemplate gives a letter a template of the office's own. One that could not
// be filled is refused, with everything that is wrong with it.
func (s *Server) putTemplate(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	k, err := s.changesTemplates(p, r.PathValue("kind"))
	if err != nil {
		return err
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxTemplate))
	if err != nil {
		if _, over := errors.AsType[*http.MaxBytesError](err); over {
			return guibei.Errorf(guibei.TooLarge, "模板超过5MiB的上限，请删减图片后重新上传。")
		}
		return guibei.Because(guibei.Invalid, err, "模板没有传完，没有更换。请检查网络后重新上传。")
	}
	var problems []string
	err = s.heavily(r.Context(), func() error {
		_, problems = compose.Examine(k, compose.Template{Name: k.Label(), Bytes: raw})
		return nil
	})
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return badTemplate(r.Context(), k, problems)
	}
	sum := sha256.Sum256(raw)
	facts := map[string]any{"file": k.Label() + ".docx", "sha256": hex.EncodeToString(sum[:])}
	err = s.administer(r.Context(), p, guibei.TemplatePut, ofTemplate(string(k)), facts, func(*store.Store) error {
		return s.writeTemplate(k.Label()+".docx", raw)
	})
	if err != nil {
		return err
	}
	v, err := s.templateView(k)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, v)
}

// badTemplate is the refusal of a template, with every reason.
func badTemplate(ctx context.Context, k compose.Kind, problems []string) *Problem {
	p := &Problem{
		Type: problemType + string(guibei.Invalid), Title: titleOf(guibei.Invalid), Status: http.StatusUnprocessableEntity,
		Detail: fmt.Sprintf("%s的模板有%d处问题，没有更换，请按逐项提示更正后重新上传。", k.Label(), len(problems)),
		Code:   string(guibei.Invalid), Trace: traceOf(ctx).id,
	}
	for _, msg := range problems {
		p.Errors = append(p.Errors, FieldProblem{Message: msg})
	}
	return p
}

// writeTemplate puts a template into the folder, whole or not at all.
func (s *Server) writeTemplate(name string, raw []byte) error {
	draft := "." + rand.Text()
	err := s.TemplateFolder.WriteFile(draft, raw, 0o600)
	if err == nil {
		err = s.TemplateFolder.Rename(draft, name)
	}
	if err != nil {
		_ = s.TemplateFolder.Remove(draft) // it may never have been there
		return guibei.Because(guibei.Unavailable, err, "模板文件夹不能写入，模板没有更换。请检查磁盘空间和权限后重试。")
	}
	return nil
}

// resetTemplate takes the office's own template away; the default one is back.
func (s *Server) resetTemplate(ctx context.Context, p guibei.Person, in *templateInput) (*templateOutput, error) {
	k, err := s.changesTemplates(p, in.Kind)
	if err != nil {
		return nil, err
	}
	err = s.administer(ctx, p, guibei.TemplateReset, ofTemplate(string(k)), map[string]any{"file": k.Label() + ".docx"}, func(*store.Store) error {
		for _, name := range []string{k.Label() + ".docx", string(k) + ".docx"} {
			if err := s.TemplateFolder.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return guibei.Because(guibei.Unavailable, err, "模板文件夹不能写入，模板没有恢复。请检查权限后重试。")
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	v, err := s.templateView(k)
	return &templateOutput{v}, err
}

func describeTemplate(op *huma.Operation) {
	op.Parameters = []*huma.Param{pathParam("kind", "文书"), {
		Name: "default", In: "query", Description: "true：要默认模板，不管有没有自己的", Schema: &huma.Schema{Type: huma.TypeBoolean},
	}}
	op.Responses["200"] = answerOf("application/octet-stream", &huma.Schema{Type: huma.TypeString, Format: "binary"})
}

func (s *Server) describePutTemplate(op *huma.Operation) {
	op.Parameters = []*huma.Param{pathParam("kind", "文书")}
	op.RequestBody = binaryBody()
	op.Responses["200"] = answerOf("application/json", s.schemaOf(reflect.TypeFor[TemplateView]()))
}
