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
	tagDesk    = "案头"
	tagFiles   = "文件"
	tagTexts   = "正文"
	tagRates   = "考核"
	tagLibrary = "文件库"
	tagAdmin   = "机关和人员"
	tagSystem  = "系统维护"
	tagAudit   = "审计"
)

var tags = []*huma.Tag{
	{Name: tagSession, Description: "登录、退出、修改密码"},
	{Name: tagReads, Description: "件、待办、经过、规则检查"},
	{Name: tagActs, Description: "改变一件的状态；先记录，后办理"},
	{Name: tagDesk, Description: "写材料和意见时用的：草稿、设置、所需材料、审核项目、用语"},
	{Name: tagFiles, Description: "上传和下载"},
	{Name: tagTexts, Description: "正文的阅读、对照和规则"},
	{Name: tagRates, Description: "报备率、报备及时率、规范率，台账的导出，期限和用时"},
	{Name: tagLibrary, Description: "已公布的文件，不需要登录"},
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
	stale      = http.StatusPreconditionFailed
	unsaid     = http.StatusPreconditionRequired
	tooMany    = http.StatusTooManyRequests
)

// homePattern is the start page: the interface for browsers, a line of text for
// the others.
const homePattern = "GET /{$}"

// routes is every route.
func (s *Server) routes() {
	s.sessionRoutes()
	s.readRoutes()
	s.commandRoutes()
	s.deskRoutes()
	s.fileRoutes()
	s.textRoutes()
	s.lawRoutes()
	s.ruleRoutes()
	s.listRoutes()
	s.knowledgeRoutes()
	s.rateRoutes()
	s.superviseRoutes()
	s.libraryRoutes()
	s.uploadRoutes()
	s.adminRoutes()
	s.notificationRoutes()
	s.systemRoutes()
	s.auditRoutes()

	s.mux.HandleFunc("GET /healthz", s.healthz)
	s.mux.HandleFunc("GET /readyz", s.readyz)
	s.mux.HandleFunc("GET /bootstrap", s.serveBootstrap)
	s.mux.HandleFunc(homePattern, s.home)
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
	handle(s, route{method: "GET", path: cases + "/counts", id: "case-counts", tag: tagReads, summary: "台账各阶段的件数", doc: "与台账的筛选相同，但不受 stage 限制，可作各阶段的计数。"}, s.countCases)
	handle(s, route{method: "GET", path: "/api/v1/obligations", id: "obligations", tag: tagReads, summary: "备案台账", doc: "监督人员和审计管理员可见全部；备案机构可见应当报送本机关的；其他人员可见本机关起草、制定、审核的。新公布的在前。"}, s.listObligations)
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
	command[guibei.AssignCounsel](s, guibei.AssignCounselCmd)
	command[guibei.GiveCounselOpinion](s, guibei.GiveCounselOpinionCmd)
	command[guibei.WithdrawCounsel](s, guibei.WithdrawCounselCmd)
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

// deskRoutes are what people need while they write. Drafts and preferences are
// no acts: nobody decides on them, and no event tells of them.
func (s *Server) deskRoutes() {
	const (
		drafts = "/api/v1/cases/{id}/drafts/{kind}"
		own    = "/api/v1/me/drafts/{kind}"
		prefs  = "/api/v1/me/preferences"
		shared = "opinion 由审核机构共用，revision、supplement、submission-edit 由起草单位共用，fair 由公平竞争审查机构共用，deliberation、filing 由办公机构共用，counsel 只有法律顾问本人可见。"
		saving = "须带 If-Match（读取时得到的 ETag）；新建的带 If-None-Match: *。已被他人更改的回答 412，其中 draft 写明何人何时改的；两者都没有的回答 428。"
	)
	handle(s, route{method: "GET", path: drafts, id: "draft", tag: tagDesk, summary: "一件的草稿", doc: shared, errors: []int{forbidden, notFound}}, s.getDraft)
	sized(s, route{method: "PUT", path: drafts, id: "put-draft", tag: tagDesk, summary: "保存一件的草稿", doc: shared + saving, errors: []int{badRequest, forbidden, notFound, stale, tooLarge, unsaid}}, maxDraft, s.putDraft)
	handle(s, route{method: "DELETE", path: drafts, id: "delete-draft", tag: tagDesk, summary: "删除一件的草稿", doc: "提交之后由页面删除；没有草稿的，也回答成功。", errors: []int{forbidden, notFound, stale}}, s.deleteDraft)
	handle(s, route{method: "GET", path: own, id: "own-draft", tag: tagDesk, summary: "本人尚未立件的草稿", errors: []int{notFound}}, s.getOwnDraft)
	sized(s, route{method: "PUT", path: own, id: "put-own-draft", tag: tagDesk, summary: "保存本人尚未立件的草稿", doc: saving, errors: []int{badRequest, stale, tooLarge, unsaid}}, maxDraft, s.putOwnDraft)
	handle(s, route{method: "DELETE", path: own, id: "delete-own-draft", tag: tagDesk, summary: "删除本人尚未立件的草稿", errors: []int{stale}}, s.deleteOwnDraft)
	handle(s, route{method: "GET", path: prefs, id: "preferences", tag: tagDesk, summary: "本人的设置"}, s.getPreferences)
	sized(s, route{method: "PUT", path: prefs, id: "put-preferences", tag: tagDesk, summary: "保存本人的设置", errors: []int{badRequest, tooLarge}}, maxPreferences, s.putPreferences)
	handle(s, route{method: "GET", path: "/api/v1/requirements", id: "requirements", tag: tagDesk, summary: "报送需要什么、由谁办理", doc: "列出全部材料种类，写明是否必需和依据；选定制定机关后，还有办理机构和备案途径。"}, s.getRequirements)
	handle(s, route{method: "GET", path: "/api/v1/cases/{id}/checklist", id: "checklist", tag: tagDesk, summary: "默认的审核项目", doc: "合法性、合理性、科学性、程序四个方面；合法性为国办发〔2018〕115号的七项。", errors: []int{notFound}}, s.getChecklist)
	handle(s, route{method: "GET", path: "/api/v1/phrases", id: "phrases", tag: tagDesk, summary: "已签发意见中的写法", doc: "只有本人所在审核机构签发的意见。"}, s.listPhrases)
	handle(s, route{method: "GET", path: "/api/v1/assignees", id: "assignees", tag: tagDesk, summary: "可以指派给谁", errors: []int{forbidden, notFound}}, s.listAssignees)
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

func (s *Server) textRoutes() {
	const (
		one     = "/api/v1/cases/{id}"
		version = one + "/versions/{n}"
		copies  = "返回的是副本：原稿不改动，电子签名在副本中失效。"
	)
	handle(s, route{method: "GET", path: version + "/view", id: "document-view", tag: tagTexts, summary: "一稿的正文页面", doc: "由正文模型逐字生成，不带文件里的任何标记；线索在正文中标出，位置以 UTF-16 计。", errors: []int{notFound, tooLarge}}, s.getDocument)
	handle(s, route{method: "GET", path: one + "/comparison", id: "comparison", tag: tagTexts, summary: "两稿逐条对照", errors: []int{notFound, tooLarge}}, s.getComparison)
	handle(s, route{method: "POST", path: one + "/revision-preview", id: "revision-preview", tag: tagTexts, summary: "报送修改稿前，逐项对照审核意见", doc: "文件须先上传；不改变件的状态。", errors: []int{badRequest, notFound, conflict, tooLarge}}, s.previewRevision)
	handle(s, route{method: "GET", path: one + "/revision", id: "revision", tag: tagTexts, summary: "最近一次修改稿，逐项对照审核意见和答复", errors: []int{notFound, tooLarge}}, s.getRevision)
	handle(s, route{method: "GET", path: "/api/v1/rules", id: "rules", tag: tagTexts, summary: "全部规则和依据"}, s.getRules)
	handle(s, route{method: "GET", path: "/api/v1/laws", id: "law", tag: tagTexts, summary: "查一部法律是否已经废止"}, s.findLaw)
	s.plain(route{method: "POST", path: "/api/v1/previews", id: "preview", tag: tagTexts, summary: "报送前自查并阅读正文", doc: "请求体就是文件本身；检查后不留存。", errors: []int{tooLarge}}, s.describePreview, s.preview)
	s.plain(route{method: "GET", path: one + "/comparison/redline", id: "redline", tag: tagTexts, summary: "带修订痕迹的对照稿（docx）", doc: "全部接受是新稿，全部拒绝是旧稿。" + copies, errors: []int{notFound, tooLarge}}, describeRedline, s.getRedline)
	s.plain(route{method: "GET", path: version + "/annotated", id: "annotated", tag: tagTexts, summary: "带线索批注的副本（docx）", doc: copies, errors: []int{notFound, tooLarge}}, describeVersionFile, s.getAnnotated)
	s.plain(route{method: "GET", path: version + "/file", id: "version-file", tag: tagTexts, summary: "下载一稿的原文件", errors: []int{notFound}}, describeVersionFile, s.getVersionFile)
}

func (s *Server) lawRoutes() {
	const base = "/api/v1/laws"
	handle(s, route{method: "GET", path: base + "/resolve", id: "resolve-laws", tag: tagTexts, summary: "查一句话里引用的法律", doc: "某一天有没有效，有没有这一条、款、项，原文是什么，由什么代替。"}, s.resolveLaws)
	handle(s, route{method: "GET", path: base + "/text", id: "law-text", tag: tagTexts, summary: "一部法律在某一天的文本", errors: []int{notFound}}, s.lawText)
	handle(s, route{method: "POST", path: base + "/quotation", id: "verify-quotation", tag: tagTexts, summary: "逐字核对引文", doc: "句子与所引条文并列，标出数额、期限、“应当”“可以”的不同和增减。", errors: []int{badRequest, tooLarge}}, s.verifyQuotation)
	handle(s, route{method: "GET", path: base + "/shelf", id: "law-shelf", tag: tagTexts, summary: "已导入的法律文本有多少"}, s.lawShelf)
	s.plain(route{method: "POST", path: base + "/texts", id: "import-laws", tag: tagSystem, summary: "导入法律文本", doc: "请求体是一个 docx、md、txt 文件，或者装有这些文件的 zip；由系统管理员办理。读得懂的全部写入，数据库出错的一部也不写入。", errors: []int{badRequest, forbidden, tooLarge}}, s.describeLawImport, s.importLaws)
}

func (s *Server) ruleRoutes() {
	const base = "/api/v1/rules"
	handle(s, route{method: "GET", path: base + "/setting", id: "rule-setting", tag: tagSystem, summary: "本地区停用的规则和自己的规则"}, s.getRuleSetting)
	sized(s, route{method: "PUT", path: base + "/setting", id: "put-rule-setting", tag: tagSystem, summary: "停用、启用规则，提交自己的规则", doc: "由系统管理员办理；自己的规则先用其中的例文试过，不能用的不保存，原有的不受影响。", errors: []int{badRequest, forbidden, tooLarge}}, maxRuleSetting, s.putRuleSetting)
	sized(s, route{method: "POST", path: base + "/preview", id: "preview-rules", tag: tagSystem, summary: "试算规则的调整对已有文稿的影响", doc: "重新检查最近的文稿，列出结论会变的；不写入。", errors: []int{badRequest, forbidden, tooLarge}}, maxRuleSetting, s.previewRules)
	handle(s, route{method: "GET", path: base + "/uses", id: "rule-uses", tag: tagTexts, summary: "每条规则的线索采纳多少、不采纳多少", errors: []int{forbidden}}, s.ruleUses)
	handle(s, route{method: "GET", path: base + "/misses", id: "rule-misses", tag: tagTexts, summary: "审核人员报告的漏查", errors: []int{forbidden}}, s.ruleMisses)
	handle(s, route{method: "POST", path: base + "/misses", id: "report-miss", tag: tagTexts, summary: "报告规则漏查的问题", status: http.StatusCreated, errors: []int{badRequest, forbidden, notFound, tooLarge}}, s.reportMiss)
}

func (s *Server) listRoutes() {
	const base = "/api/v1/lists"
	handle(s, route{method: "GET", path: base, id: "lists", tag: tagSystem, summary: "已导入的清单", doc: "制定主体清单、权责清单、取消的证明事项清单。"}, s.getLists)
	s.plain(route{method: "POST", path: base + "/{kind}", id: "import-list", tag: tagSystem, summary: "导入一份清单", doc: "请求体是 CSV 或者 xlsx 文件，替换原来的一份；由系统管理员办理。", errors: []int{badRequest, forbidden, tooLarge}}, s.describeListImport, s.importList)
}

func (s *Server) knowledgeRoutes() {
	handle(s, route{method: "GET", path: "/api/v1/cases/{id}/similar", id: "similar", tag: tagTexts, summary: "与最新一稿相似的已公布文件", errors: []int{notFound}}, s.similarDocuments)
	handle(s, route{method: "GET", path: "/api/v1/cases/{id}/advice", id: "advice", tag: tagTexts, summary: "模型的线索", doc: "没有配置模型的，什么也不发出。模型说的每一条，引文须在文中逐字找到，所引条文须经名录核实，否则舍去。", errors: []int{forbidden, notFound}}, s.advice)
	handle(s, route{method: "GET", path: "/api/v1/cases/{id}/leads", id: "lead-life", tag: tagTexts, summary: "线索的来历和去向", doc: "历次文稿的线索合在一起：哪一稿起有、现在还有没有、何人怎样处理、理由是什么。改动后仍是同一处的，跟到新的位置；处理过而原文已经不在的，仍然列出。", errors: []int{notFound}}, s.leadLife)
	handle(s, route{method: "POST", path: "/api/v1/cases/{id}/leads", id: "explain-lead", tag: tagTexts, summary: "说明一条线索为什么保留", doc: "由起草单位办理；每次说明都保留。", status: http.StatusCreated, errors: []int{badRequest, forbidden, notFound, tooLarge}}, s.explainLead)
	handle(s, route{method: "GET", path: "/api/v1/cases/{id}/nature", id: "nature", tag: tagTexts, summary: "是不是行政规范性文件", doc: "五项标准各有没有、依据哪些句子，建议和把握；结论由人确认。", errors: []int{notFound}}, s.getNature)
	handle(s, route{method: "POST", path: "/api/v1/cases/{id}/nature", id: "decide-nature", tag: tagTexts, summary: "确认是不是行政规范性文件", doc: "由审核人员、办公机构办理，须写明理由；每次确认都保留。", status: http.StatusCreated, errors: []int{badRequest, forbidden, notFound, tooLarge}}, s.decideNature)
	handle(s, route{method: "GET", path: "/api/v1/similar-clauses", id: "similar-clauses", tag: tagTexts, summary: "与一句话相似的条文和以往的审核意见", doc: "条文来自已公布的文件；以往的意见只有本人所在审核机构的。"}, s.similarClauses)
	handle(s, route{method: "GET", path: "/api/v1/library/affected", id: "affected", tag: tagLibrary, summary: "引用了某部法律的现行文件", doc: "法律修改、废止之后要清理的句子，逐句列出；能对上的，给出新的条文。"}, s.affected)
	handle(s, route{method: "GET", path: "/api/v1/cases/{id}/contradictions", id: "contradictions", tag: tagTexts, summary: "与现行文件说法不同的地方", doc: "同一事项的数额、期限、责任机关不同。", errors: []int{notFound}}, s.contradictions)
}

func (s *Server) superviseRoutes() {
	handle(s, route{method: "GET", path: "/api/v1/watch", id: "watch", tag: tagRates, summary: "期限看板", doc: "正在计算的期限按到期的远近分为五组，另有暂停的一组；每组给出总数和前五十项。"}, s.getWatch)
	handle(s, route{method: "GET", path: "/api/v1/watch/{bucket}", id: "watch-bucket", tag: tagRates, summary: "期限看板的一组", errors: []int{notFound}}, s.getWatchBucket)
	handle(s, route{method: "GET", path: "/api/v1/durations", id: "durations", tag: tagRates, summary: "各环节用时", doc: "按办结时间统计您可以查看的件中各类事项的用时。"}, s.getDurations)
	s.exportRoutes()
}

func (s *Server) libraryRoutes() {
	const library = "/api/v1/library"
	handle(s, route{method: "GET", path: library, id: "library", tag: tagLibrary, summary: "已公布的文件", doc: "新公布的在前。", public: true}, s.listLibrary)
	handle(s, route{method: "GET", path: library + "/facets", id: "library-facets", tag: tagLibrary, summary: "文件库的制定机关和年份", public: true}, s.libraryFacets)
	handle(s, route{method: "GET", path: library + "/{case}", id: "library-document", tag: tagLibrary, summary: "一件已公布的文件", public: true, errors: []int{notFound}}, s.getLibraryDocument)
	handle(s, route{method: "GET", path: library + "/{case}/text", id: "library-text", tag: tagLibrary, summary: "已公布的文本", public: true, errors: []int{notFound}}, s.getLibraryText)
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
