package api

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/danielgtaylor/huma/v2/validation"

	"guibei"
	"guibei/store"
)

// apiVersion is the version of the contract, not of the program.
const apiVersion = "1.0.0"

// newHuma makes the API on a mux: no page that loads from elsewhere, no
// $schema links, no value echoed, every message in Chinese.
func newHuma(mux *http.ServeMux) huma.API {
	teachOnce()
	config := huma.DefaultConfig("规备 Guibei", apiVersion)
	config.Info.Description = "行政规范性文件起草、合法性审核、公布与备案的接口。\n\n" +
		"失败一律以 application/problem+json（RFC 9457）回答。改变状态的操作先记录后办理：" +
		"办理结果没有及时返回时回答 202，凭 Location 查询；同一 Idempotency-Key 重复提交不会重复办理。"
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "/api/v1/openapi", "", ""
	config.CreateHooks = nil
	config.RejectUnknownQueryParameters = true
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: cookieName, Description: "登录后的会话"},
	}
	config.Tags = tags
	for t, alias := range aliases {
		config.Components.Schemas.RegisterTypeAlias(t, alias)
	}
	return humago.New(mux, config)
}

// teachOnce sets what huma keeps in package variables.
var teachOnce = sync.OnceFunc(func() {
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return humaProblem(context.Background(), status, msg, errs...)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		return humaProblem(ctx.Context(), status, msg, errs...)
	}
	for msg, chinese := range map[*string]string{
		&validation.MsgUnexpectedProperty:                "没有这个字段，请核对字段名称",
		&validation.MsgExpectedRFC3339DateTime:           "应为 RFC 3339 时间，如 2026-02-12T09:30:00+08:00",
		&validation.MsgExpectedRFC3339Date:               "应为日期，如 2026-02-12",
		&validation.MsgExpectedRFC4122UUID:               "应为 UUID%.0s",
		&validation.MsgExpectedRFC3986URI:                "应为网址%.0s",
		&validation.MsgExpectedBoolean:                   "应为 true 或者 false",
		&validation.MsgExpectedNumber:                    "应为数字",
		&validation.MsgExpectedInteger:                   "应为整数",
		&validation.MsgExpectedString:                    "应为文字",
		&validation.MsgExpectedArray:                     "应为列表",
		&validation.MsgExpectedObject:                    "应为对象",
		&validation.MsgExpectedOneOf:                     "应为下列之一：%s",
		&validation.MsgExpectedMinimumNumber:             "应不小于%v",
		&validation.MsgExpectedMaximumNumber:             "应不大于%v",
		&validation.MsgExpectedMinLength:                 "应不少于%d个字",
		&validation.MsgExpectedMaxLength:                 "应不多于%d个字",
		&validation.MsgExpectedBePattern:                 "应为%s",
		&validation.MsgExpectedMatchPattern:              "应符合格式 %s",
		&validation.MsgExpectedMinItems:                  "应不少于%d项",
		&validation.MsgExpectedMaxItems:                  "应不多于%d项",
		&validation.MsgExpectedRequiredProperty:          "缺少必填的字段 %s",
		&validation.MsgExpectedDependentRequiredProperty: "缺少字段 %s（填写了 %s 时必填）",
	} {
		*msg = chinese
	}
})

// dateSchema is how a civil date is written.
type dateSchema struct{}

// Schema implements huma.SchemaProvider.
func (dateSchema) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date", Examples: []any{"2026-02-12"}}
}

// oneOf is the schema of a string type with known values.
type oneOf[T ~string] struct{}

// Schema implements huma.SchemaProvider.
func (oneOf[T]) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Enum: enums[reflect.TypeFor[T]()]}
}

// enums lists the values of the string types that clients switch over.
var enums = map[reflect.Type][]any{
	reflect.TypeFor[guibei.Kind]():              values(guibei.Kinds...),
	reflect.TypeFor[guibei.Stage]():             values(guibei.Stages...),
	reflect.TypeFor[guibei.Role]():              values(append(slices.Clone(guibei.Roles), guibei.System.Role)...),
	reflect.TypeFor[guibei.Class]():             values(guibei.GovDocument, guibei.DeptDocument, guibei.TownshipDocument),
	reflect.TypeFor[guibei.CommandKind]():       values(guibei.CommandKinds...),
	reflect.TypeFor[guibei.CommandState]():      values(guibei.CommandPending, guibei.CommandApplied, guibei.CommandRejected, guibei.CommandParked),
	reflect.TypeFor[guibei.MaterialKind]():      values(guibei.MaterialKinds...),
	reflect.TypeFor[guibei.ClockKind]():         values(guibei.ClockKinds...),
	reflect.TypeFor[guibei.ClockState]():        values(guibei.ClockRunning, guibei.ClockPaused, guibei.ClockStopped),
	reflect.TypeFor[guibei.Severity]():          values(guibei.Blocker, guibei.High, guibei.Medium, guibei.Low, guibei.Info),
	reflect.TypeFor[guibei.Heading]():           values(guibei.Headings...),
	reflect.TypeFor[guibei.Result]():            values(guibei.Pass, guibei.Problem, guibei.NotApplicable),
	reflect.TypeFor[guibei.Answer]():            values(guibei.Adopted, guibei.Partly, guibei.NotAdopted),
	reflect.TypeFor[guibei.Conclusion]():        values(guibei.Lawful, guibei.ReviseRequired, guibei.Unlawful),
	reflect.TypeFor[guibei.CounselStatus]():     values(guibei.CounselStatuses...),
	reflect.TypeFor[guibei.CounselConclusion](): values(guibei.CounselConclusions...),
	reflect.TypeFor[guibei.Decision]():          values(guibei.Decisions...),
	reflect.TypeFor[guibei.FilingStatus]():      values(guibei.FilingDue, guibei.FilingSubmitted, guibei.FilingSupplement, guibei.FilingRegistered, guibei.FilingRefused),
	reflect.TypeFor[guibei.AdminKind]():         values(guibei.AdminKinds...),
	reflect.TypeFor[store.NotificationKind]():   values(store.NotificationKinds...),
	reflect.TypeFor[guibei.OrganKind](): values(guibei.Government, guibei.GovOffice, guibei.Department, guibei.Township,
		guibei.Subdistrict, guibei.Superior, guibei.Congress),
}

func values[T ~string](vs ...T) []any {
	out := make([]any, len(vs))
	for i, v := range vs {
		out[i] = string(v)
	}
	return out
}

// aliases teaches huma the types of the vocabulary.
var aliases = map[reflect.Type]reflect.Type{
	reflect.TypeFor[guibei.Date]():              reflect.TypeFor[dateSchema](),
	reflect.TypeFor[guibei.Kind]():              reflect.TypeFor[oneOf[guibei.Kind]](),
	reflect.TypeFor[guibei.Stage]():             reflect.TypeFor[oneOf[guibei.Stage]](),
	reflect.TypeFor[guibei.Role]():              reflect.TypeFor[oneOf[guibei.Role]](),
	reflect.TypeFor[guibei.Class]():             reflect.TypeFor[oneOf[guibei.Class]](),
	reflect.TypeFor[guibei.CommandKind]():       reflect.TypeFor[oneOf[guibei.CommandKind]](),
	reflect.TypeFor[guibei.CommandState]():      reflect.TypeFor[oneOf[guibei.CommandState]](),
	reflect.TypeFor[guibei.MaterialKind]():      reflect.TypeFor[oneOf[guibei.MaterialKind]](),
	reflect.TypeFor[guibei.ClockKind]():         reflect.TypeFor[oneOf[guibei.ClockKind]](),
	reflect.TypeFor[guibei.ClockState]():        reflect.TypeFor[oneOf[guibei.ClockState]](),
	reflect.TypeFor[guibei.Severity]():          reflect.TypeFor[oneOf[guibei.Severity]](),
	reflect.TypeFor[guibei.Heading]():           reflect.TypeFor[oneOf[guibei.Heading]](),
	reflect.TypeFor[guibei.Result]():            reflect.TypeFor[oneOf[guibei.Result]](),
	reflect.TypeFor[guibei.Answer]():            reflect.TypeFor[oneOf[guibei.Answer]](),
	reflect.TypeFor[guibei.Conclusion]():        reflect.TypeFor[oneOf[guibei.Conclusion]](),
	reflect.TypeFor[guibei.CounselStatus]():     reflect.TypeFor[oneOf[guibei.CounselStatus]](),
	reflect.TypeFor[guibei.CounselConclusion](): reflect.TypeFor[oneOf[guibei.CounselConclusion]](),
	reflect.TypeFor[guibei.Decision]():          reflect.TypeFor[oneOf[guibei.Decision]](),
	reflect.TypeFor[guibei.FilingStatus]():      reflect.TypeFor[oneOf[guibei.FilingStatus]](),
	reflect.TypeFor[guibei.OrganKind]():         reflect.TypeFor[oneOf[guibei.OrganKind]](),
	reflect.TypeFor[guibei.AdminKind]():         reflect.TypeFor[oneOf[guibei.AdminKind]](),
	reflect.TypeFor[store.NotificationKind]():   reflect.TypeFor[oneOf[store.NotificationKind]](),
}

// route is what a route says of itself.
type route struct {
	method, path string
	id           string // operationId, which names the client's method
	tag          string
	summary      string
	doc          string
	status       int   // of success; 0 means 200, or 204 without a body
	errors       []int // that it can answer beyond 401, 422, 500 and 503
	public       bool  // needs no session
}

// operation turns a route into huma's description of it.
func (rt route) operation() huma.Operation {
	op := huma.Operation{
		OperationID: rt.id, Method: rt.method, Path: rt.path, Summary: rt.summary, Description: rt.doc,
		Tags: []string{rt.tag}, DefaultStatus: rt.status, BodyReadTimeout: bodyWithin,
		Errors: append([]int{http.StatusServiceUnavailable, http.StatusUnprocessableEntity}, rt.errors...),
	}
	if !rt.public {
		op.Errors = append(op.Errors, http.StatusUnauthorized)
		op.Security = []map[string][]string{{"session": {}}}
	}
	return op
}

// handle registers a route. Who is signed in is settled before the body is
// read; the handler's error becomes a problem.
func handle[I, O any](s *Server, rt route, h func(context.Context, guibei.Person, *I) (*O, error)) {
	s.register(rt, func(op huma.Operation) { handleOperation(s, op, h) })
}

// handleOperation is handle for a description that is already made.
func handleOperation[I, O any](s *Server, op huma.Operation, h func(context.Context, guibei.Person, *I) (*O, error)) {
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*O, error) {
		ctx, cancel := context.WithTimeout(ctx, handleWithin)
		defer cancel()
		out, err := h(ctx, personOf(ctx), in)
		if err != nil {
			return nil, s.problem(ctx, err)
		}
		return out, nil
	})
}

func (s *Server) register(rt route, with func(huma.Operation)) {
	op := rt.operation()
	if !rt.public {
		op.Middlewares = append(op.Middlewares, s.authenticate)
	}
	with(op)
}

type personKey struct{}

// personOf returns who is signed in; the zero person on public routes.
func personOf(ctx context.Context) guibei.Person {
	p, _ := ctx.Value(personKey{}).(guibei.Person)
	return p
}

// backgroundHeader marks what a page asks for by itself, such as looking for new
// tasks every minute. That is no use of the session: a page left open must not
// keep somebody signed in.
const backgroundHeader = "Guibei-Background"

// byHand reports whether a person is behind a request.
func byHand(r *http.Request) bool { return r.Header.Get(backgroundHeader) == "" }

// authenticate lets nobody past who is not signed in.
func (s *Server) authenticate(ctx huma.Context, next func(huma.Context)) {
	r, w := humago.Unwrap(ctx)
	p, err := s.signedIn(ctx.Context(), byHand(r))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	next(huma.WithValue(ctx, personKey{}, p))
}

// plain registers a handler that huma cannot carry because it streams. Its
// description is written by hand.
func (s *Server) plain(rt route, describe func(*huma.Operation), h func(http.ResponseWriter, *http.Request, guibei.Person) error) {
	op := rt.operation()
	op.Responses = map[string]*huma.Response{}
	op.Errors = append(op.Errors, http.StatusInternalServerError)
	problem := s.api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "")
	for _, status := range op.Errors {
		op.Responses[statusKey(status)] = &huma.Response{Content: map[string]*huma.MediaType{"application/problem+json": {Schema: problem}}}
	}
	describe(&op)
	s.api.OpenAPI().AddOperation(&op)
	s.mux.HandleFunc(rt.method+" "+rt.path, func(w http.ResponseWriter, r *http.Request) {
		p, err := s.signedIn(r.Context(), byHand(r))
		if err == nil {
			err = h(w, r, p)
		}
		if err != nil {
			s.fail(w, r, err)
		}
	})
}
