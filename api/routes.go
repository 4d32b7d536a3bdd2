package api

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"guibei"
)

// The chapters of the contract.
const (
	tagSession = "登录"
	tagReads   = "查看"
	tagActs    = "办理"
	tagFiles   = "文件"
	tagRates   = "考核"
	tagAdmin   = "机关和人员"
	tagSystem  = "系统维护"
	tagAudit   = "审计"
)

var tags = []*huma.Tag{
	{Name: tagSession, Description: "登录、退出、修改密码"},
	{Name: tagReads, Description: "件、待办、经过、规则检查"},
	{Name: tagActs, Description: "改变一件的状态；先记录，后办理"},
	{Name: tagFiles, Description: "上传和下载"},
	{Name: tagRates, Description: "报备率、报备及时率、规范率"},
	{Name: tagAdmin, Description: "由系统管理员维护"},
	{Name: tagSystem, Description: "运行状况、工作日历、地区参数、文书模板"},
	{Name: tagAudit, Description: "由审计管理员查看"},
}

// Statuses that routes answer with, beside those all do.
const (
	badRequest = http.StatusBadRequest
	forbidden  = http.StatusForbidden
	notFound   = http.StatusNotFound
	conflict   = http.StatusConflict
	tooLarge   = http.StatusRequestEntityTooLarge
	unknown    = http.StatusUnauthorized

	precondition = http.StatusPreconditionFailed
	tooMany      = http.StatusTooManyRequests
)

// routes is every route.
func (s *Server) routes() {
	s.sessionRoutes()
	s.readRoutes()
	s.commandRoutes()
	s.fileRoutes()
	s.rateRoutes()
	s.uploadRoutes()
	s.adminRoutes()
	s.notificationRoutes()
	s.systemRoutes()
	s.auditRoutes()

	s.mux.HandleFunc("GET /healthz", s.healthz)
	s.mux.HandleFunc("GET /readyz", s.readyz)
	s.mux.HandleFunc("GET /bootstrap", s.serveBootstrap)
	s.mux.HandleFunc("GET /{$}", s.home)
	if s.Metrics != nil {
		s.mux.Handle("GET /metrics", s.Metrics.Handler())
	}
}

func (s *Server) sessionRoutes() {
	const path = "/api/v1/session"
	handle(s, route{method: "POST", path: path, id: "login", tag: tagSession, summary: "登录", public: true, errors: []int{badRequest, unknown, tooLarge}}, s.login)
	handle(s, route{method: "GET", path: path, id: "session", tag: tagSession, summary: "现在的登录"}, s.session)
	handle(s, route{method: "DELETE", path: path, id: "logout", tag: tagSession, summary: "退出", public: true}, s.logout)
	handle(s, route{method: "PUT", path: path + "/password", id: "change-password", tag: tagSession, summary: "修改自己的密码", doc: "其他地方的登录随即失效。", errors: []int{badRequest, tooLarge}}, s.changePassword)
	handle(s, route{method: "POST", path: "/api/v1/bootstrap", id: "bootstrap", tag: tagSession, summary: "建立第一个系统管理员", doc: "口令在服务器上生成，只能使用一次。", public: true, status: http.StatusCreated, errors: []int{badRequest, unknown, conflict, tooLarge}}, s.bootstrap)
}

func (s *Server) readRoutes() {
	const cases = "/api/v1/cases"
	handle(s, route{method: "GET", path: "/api/v1/me", id: "me", tag: tagReads, summary: "本人和岗位"}, s.me)
	handle(s, route{method: "GET", path: "/api/v1/tasks", id: "tasks", tag: tagReads, summary: "待我办理"}, s.listTasks)
	handle(s, route{method: "GET", path: cases, id: "cases", tag: tagReads, summary: "台账"}, s.listCases)
	handle(s, route{method: "GET", path: cases + "/{id}", id: "case", tag: tagReads, summary: "一件的全部情况", errors: []int{notFound}}, s.getCase)
	handle(s, route{method: "GET", path: cases + "/{id}/next", id: "case-next", tag: tagReads, summary: "接下来由谁办什么、到何时", errors: []int{notFound}}, s.getNext)
	handle(s, route{method: "GET", path: cases + "/{id}/check", id: "case-check", tag: tagReads, summary: "最新一稿的规则检查", errors: []int{notFound}}, s.getCheck)
	handle(s, route{method: "GET", path: "/api/v1/commands/{id}", id: "command", tag: tagActs, summary: "一次操作的办理结果", errors: []int{notFound}}, s.commandState)
	s.register(route{
		method: "GET", path: cases + "/{id}/events", id: "case-events", tag: tagReads, summary: "一件的经过",
		doc: "Accept 为 text/event-stream 时，与 /events/stream 相同。", errors: []int{notFound},
	}, func(op huma.Operation) {
		op.Middlewares = append(op.Middlewares, s.negotiateStream)
		handleOperation(s, op, s.listEvents)
	})
	s.plain(route{
		method: "GET", path: cases + "/{id}/events/stream", id: "case-events-stream", tag: tagReads, summary: "随时接收一件的新事项",
		doc: "服务器推送事件（SSE）：id 为事项序号，data 与 /events 中的一项相同；断开后凭 Last-Event-ID 接续。", errors: []int{notFound},
	}, describeStream, s.streamEvents)
}

// commandRoutes is every command of [guibei.CommandKinds] with its payload; a
// test compares the two.
func (s *Server) commandRoutes() {
	openCase(s)
	command[guibei.EditDraft](s, guibei.EditDraftCmd)
	command[guibei.Submit](s, guibei.SubmitCmd)
	command[guibei.Plain](s, guibei.ApproveSubmissionCmd)
	command[guibei.Reasoned](s, guibei.DeclineSubmissionCmd)
	command[guibei.Plain](s, guibei.AcceptCompletenessCmd)
	command[guibei.RequestSupplement](s, guibei.RequestSupplementCmd)
	command[guibei.Reasoned](s, guibei.ReturnCaseCmd)
	command[guibei.AnswerSupplementWith](s, guibei.AnswerSupplementCmd)
	command[guibei.ConcludeFair](s, guibei.ConcludeFairCmd)
	command[guibei.AssignReviewer](s, guibei.AssignReviewerCmd)
	command[guibei.RecordOpinion](s, guibei.RecordOpinionCmd)
	command[guibei.IssueOpinion](s, guibei.IssueOpinionCmd)
	command[guibei.SubmitRevision](s, guibei.SubmitRevisionCmd)
	command[guibei.RequestDeliberation](s, guibei.RequestDeliberateCmd)
	command[guibei.RecordDeliberation](s, guibei.RecordDeliberationCmd)
	command[guibei.ChangeText](s, guibei.ChangeTextCmd)
	command[guibei.Sign](s, guibei.SignCmd)
	command[guibei.Publish](s, guibei.PublishCmd)
	command[guibei.SubmitFiling](s, guibei.SubmitFilingCmd)
	command[guibei.FilingReason](s, guibei.SupplementFilingCmd)
	command[guibei.RegisterFiling](s, guibei.RegisterFilingCmd)
	command[guibei.FilingReason](s, guibei.RefuseFilingCmd)
	command[guibei.Reasoned](s, guibei.WithdrawCmd)
	command[guibei.Reasoned](s, guibei.TerminateCmd)
	command[guibei.Reasoned](s, guibei.RetryParkedCmd)
}

func (s *Server) fileRoutes() {
	const doc = "请求体就是文件本身（不用 multipart），不超过50MiB。带宏、加密、带密级标志或者损坏的 docx 不予接收，也不留存。"
	post := route{method: "POST", path: "/api/v1/files", id: "upload", tag: tagFiles, summary: "上传文件", doc: doc, status: http.StatusCreated, errors: []int{tooLarge}}
	put := post
	put.method, put.id = "PUT", "upload-put"
	s.plain(post, s.describeUpload, s.upload)
	s.plain(put, s.describeUpload, s.upload)
	s.plain(route{
		method: "GET", path: "/api/v1/cases/{id}/files/{sha256}", id: "download", tag: tagFiles, summary: "下载一件中的文件", errors: []int{notFound},
	}, describeDownload, s.download)
	handle(s, route{
		method: "GET", path: "/api/v1/cases/{id}/letters", id: "letters", tag: tagFiles, summary: "一件可以生成的文书",
		doc: "有什么记录，就能生成什么文书：起草说明、补正通知、合法性审核意见书、备案报告、备案登记通知。", errors: []int{notFound},
	}, s.listLetters)
	s.plain(route{
		method: "GET", path: "/api/v1/cases/{id}/letters/{kind}", id: "letter", tag: tagFiles, summary: "生成一份文书",
		doc: "按模板用本件的记录填写，返回 docx 或者 PDF。记录里没有的必填内容写作【待填：…】，由经办人补齐后印发；须注意的事项在 X-Guibei-Notice 头中逐条给出（UTF-8 的百分号编码）。", errors: []int{notFound},
	}, describeLetter, s.getLetter)
	s.plain(route{
		method: "POST", path: "/api/v1/checks", id: "pre-check", tag: tagFiles, summary: "报送前自查",
		doc: "对 docx 运行全部规则，返回线索和回执。请求体就是文件本身，检查后不留存。", errors: []int{tooLarge},
	}, s.describeCheck, s.preCheck)
}

func (s *Server) adminRoutes() {
	const people = "/api/v1/people"
	handle(s, route{method: "GET", path: "/api/v1/organs", id: "organs", tag: tagAdmin, summary: "机关清单"}, s.listOrgans)
	handle(s, route{method: "PUT", path: "/api/v1/organs/{organ}", id: "put-organ", tag: tagAdmin, summary: "登记或者修改机关", errors: []int{badRequest, forbidden, tooLarge}}, s.putOrgan)
	handle(s, route{method: "GET", path: people, id: "people", tag: tagAdmin, summary: "人员清单", doc: "管理员可见全部和账号的状态，审核机构负责人可见本机关。", errors: []int{forbidden}}, s.listPeople)
	handle(s, route{method: "POST", path: people, id: "add-person", tag: tagAdmin, summary: "登记人员并建立账号", status: http.StatusCreated, errors: []int{badRequest, forbidden, conflict, tooLarge}}, s.addPerson)
	handle(s, route{method: "PUT", path: people + "/{person}", id: "put-person", tag: tagAdmin, summary: "修改姓名和岗位", errors: []int{badRequest, forbidden, notFound, conflict, tooLarge}}, s.putPerson)
	handle(s, route{method: "PUT", path: people + "/{person}/account", id: "put-account", tag: tagAdmin, summary: "重置登录名和密码，解锁或者停用", errors: []int{badRequest, forbidden, notFound, conflict, tooLarge}}, s.putAccount)
	handle(s, route{
		method: "PUT", path: people + "/{person}/lock", id: "lock-account", tag: tagAdmin, summary: "停用或者启用账号",
		doc: "由安全管理员或者系统管理员办理；停用时该人员的登录全部失效。安全管理员不能建立账号、不能设置密码。", errors: []int{badRequest, forbidden, notFound, conflict, tooLarge},
	}, s.putLock)
}

func (s *Server) systemRoutes() {
	handle(s, route{method: "GET", path: "/api/v1/system", id: "system", tag: tagSystem, summary: "运行状况", doc: "系统管理员和审计管理员可见。", errors: []int{forbidden}}, s.getSystem)
	s.calendarRoutes()
	s.regionRoutes()
	s.templateRoutes()
}
