package store

import (
	"time"

	"guibei"
	"guibei/rates"
)

// Total is how many there are, exact up to [MostCounted]; beyond it counting
// costs more than anybody learns from the number.
type Total struct {
	N          int
	LowerBound bool // there are more than N
}

// MostCounted is the largest exact total.
const MostCounted = 10_000

// StageCount is how many cases stand at a stage.
type StageCount struct {
	Stage guibei.Stage `json:"stage" doc:"阶段"`
	Label string       `json:"label" doc:"阶段名称"`
	N     int          `json:"n" doc:"件数"`
}

// ObligationFilter narrows the ledger of filing. Empty fields do not narrow.
type ObligationFilter struct {
	Viewer    guibei.Person
	From, To  guibei.Date // of publication, both included
	Organ     string      // issuing organ
	Authority string      // filing authority
	Track     string
	Status    guibei.FilingStatus
	Overdue   bool // due, over and not submitted
	Cursor    string
	Limit     int // 1–200; 0 means 50
}

// Bucket is a part of the watch list.
type Bucket string

// The buckets, in the order people work through them. Together they hold every
// running clock that has an end and every paused one.
const (
	BucketOverdue Bucket = "overdue" // 已逾期
	BucketToday   Bucket = "today"   // 今天到期
	BucketSoon    Bucket = "soon"    // 三个工作日内
	BucketWeek    Bucket = "week"    // 五个工作日内
	BucketLater   Bucket = "later"   // 以后
	BucketPaused  Bucket = "paused"  // 暂停计时
)

// Buckets lists every bucket in order.
var Buckets = []Bucket{BucketOverdue, BucketToday, BucketSoon, BucketWeek, BucketLater, BucketPaused}

// Horizon is where the buckets of the watch list begin and end, by the working
// days of the region.
type Horizon struct {
	Now   time.Time   // what ended before is overdue
	Today guibei.Date // in the region
	Soon  guibei.Date // the last day of [BucketSoon]
	Week  guibei.Date // the last day of [BucketWeek]
}

// WatchFilter chooses what of the watch list is read.
type WatchFilter struct {
	Viewer  guibei.Person
	Horizon Horizon
	Bucket  Bucket
	Cursor  string
	Limit   int // 1–200; 0 means 50
}

// WatchRow is a clock with the case it runs for.
type WatchRow struct {
	Case              string            `json:"case" doc:"件号"`
	Title             string            `json:"title" doc:"文件名称"`
	Class             guibei.Class      `json:"class" doc:"文件类别"`
	Stage             guibei.Stage      `json:"stage" doc:"阶段"`
	StageLabel        string            `json:"stage_label" doc:"阶段名称"`
	DraftingOrgan     string            `json:"drafting_organ" doc:"起草单位编号"`
	DraftingOrganName string            `json:"drafting_organ_name" doc:"起草单位"`
	IssuingOrgan      string            `json:"issuing_organ" doc:"制定机关编号"`
	IssuingOrganName  string            `json:"issuing_organ_name" doc:"制定机关"`
	Clock             guibei.ClockKind  `json:"clock" doc:"期限"`
	ClockLabel        string            `json:"clock_label" doc:"期限名称"`
	State             guibei.ClockState `json:"state" doc:"running 计算中；paused 暂停"`
	Obligation        string            `json:"obligation,omitempty" doc:"备案义务编号"`
	Track             string            `json:"track,omitempty" doc:"备案渠道名称"`
	StartedOn         guibei.Date       `json:"started_on" doc:"起算的事件发生日"`
	DueOn             guibei.Date       `json:"due_on,omitzero" doc:"到期日；暂停期间不出现"`
	DueAt             time.Time         `json:"due_at,omitzero" doc:"期限届满的时刻；暂停期间不出现"`
	Provisional       bool              `json:"provisional" doc:"到期日涉及尚未公布放假安排的年份，为暂定"`
	PausedSince       guibei.Date       `json:"paused_since,omitzero" doc:"暂停自"`
	PauseReason       string            `json:"pause_reason,omitempty" doc:"暂停原因"`
	Days              int               `json:"days" doc:"工作日数：正数为剩余，零为今天到期，负数为已逾期；暂停的为已暂停的工作日数"`
	Why               []string          `json:"why" nullable:"false" doc:"期限的推算过程"`
	Turn              []TaskRow         `json:"turn" nullable:"false" doc:"现由谁办理"`
}

// Step is how long a kind of task took.
type Step struct {
	Kind    guibei.TaskKind `json:"kind" doc:"事项"`
	Label   string          `json:"label" doc:"事项名称"`
	N       int             `json:"n" doc:"办结的次数"`
	Median  float64         `json:"median" doc:"中位数，自然日，一位小数"`
	P90     float64         `json:"p90" doc:"第九十百分位数，自然日"`
	Mean    float64         `json:"mean" doc:"平均数，自然日"`
	Longest *StepCase       `json:"longest,omitempty" doc:"用时最长的一次；没有办结的不出现"`
	Open    int             `json:"open" doc:"现在正在办理的"`
	Oldest  *StepCase       `json:"oldest,omitempty" doc:"正在办理的中最早开始的；没有的不出现"`
}

// StepCase is one task, as a link to its case.
type StepCase struct {
	Case      string    `json:"case" doc:"件号"`
	Title     string    `json:"title" doc:"文件名称"`
	Organ     string    `json:"organ" doc:"办理机关编号"`
	OrganName string    `json:"organ_name" doc:"办理机关"`
	OpenedAt  time.Time `json:"opened_at" doc:"开始时间"`
	ClosedAt  time.Time `json:"closed_at,omitzero" doc:"办结时间；正在办理的不出现"`
	Days      float64   `json:"days" doc:"用时，自然日，一位小数；正在办理的算到现在"`
}

// StepFilter says which tasks are measured.
type StepFilter struct {
	Viewer   guibei.Person
	From, To time.Time // closed at or after From, before To
	Organ    string    // where they were done; empty: all
}

// Span is the unit of a trend.
type Span string

// The spans.
const (
	ByMonth   Span = "month"
	ByQuarter Span = "quarter"
	ByYear    Span = "year"
)

// PeriodCounts are the counts of a stretch of time, all organs together.
type PeriodCounts struct {
	Begin guibei.Date // first day of the month, quarter or year
	rates.Counts
}

// Status is where a published document stands on a day.
type Status string

// The statuses that follow from the dates alone. That a document was repealed
// is not on record yet, so there is no such status.
const (
	InForceNow Status = "in_force" // 现行有效
	NotYet     Status = "not_yet"  // 尚未施行
	Expired    Status = "expired"  // 有效期已届满
)

var statusLabels = map[Status]string{InForceNow: "现行有效", NotYet: "尚未施行", Expired: "有效期已届满"}

// Label returns the status in Chinese.
func (s Status) Label() string { return statusLabels[s] }

// LibraryFilter narrows the public library. Empty fields do not narrow.
type LibraryFilter struct {
	Today  guibei.Date // decides the status; needed
	Text   string      // words of title, numbers or text, each of them
	Organ  string      // issuing organ
	Class  guibei.Class
	Status Status
	Year   int // of publication
	Cursor string
	Limit  int // 1–200; 0 means 50
}

// LibraryRow is a published document as anybody may see it.
type LibraryRow struct {
	Case             string       `json:"case" doc:"编号，用于打开全文"`
	Title            string       `json:"title" doc:"文件名称"`
	Class            guibei.Class `json:"class" doc:"文件类别"`
	DocumentNo       string       `json:"document_no,omitempty" doc:"发文字号"`
	UnifiedNo        string       `json:"unified_no,omitempty" doc:"统一编号"`
	IssuingOrgan     string       `json:"issuing_organ" doc:"制定机关编号"`
	IssuingOrganName string       `json:"issuing_organ_name" doc:"制定机关"`
	PublishedOn      guibei.Date  `json:"published_on" doc:"公布日期"`
	EffectiveOn      guibei.Date  `json:"effective_on,omitzero" doc:"施行日期"`
	ValidUntil       guibei.Date  `json:"valid_until,omitzero" doc:"有效期至；没有的为长期有效"`
	Status           Status       `json:"status" enum:"in_force,not_yet,expired" doc:"in_force 现行有效；not_yet 尚未施行；expired 有效期已届满（今天，按本地区的时间）"`
	StatusLabel      string       `json:"status_label" doc:"状态名称"`
	Excerpt          string       `json:"excerpt,omitempty" doc:"正文中第一处匹配的文字；没有在正文中查找的不出现"`
}

// LibraryDocument is a published document with what belongs to it.
type LibraryDocument struct {
	LibraryRow
	DatedOn guibei.Date     `json:"dated_on,omitzero" doc:"成文日期"`
	Channel string          `json:"channel,omitempty" doc:"公布载体"`
	URL     string          `json:"url,omitempty" doc:"公布网址"`
	Filings []LibraryFiling `json:"filings" nullable:"false" doc:"备案登记"`
}

// LibraryFiling is the registration of a published document with an authority.
type LibraryFiling struct {
	Authority      string      `json:"authority" doc:"备案机关"`
	RegistrationNo string      `json:"registration_no" doc:"备案登记号"`
	RegisteredOn   guibei.Date `json:"registered_on" doc:"备案登记日期"`
}

// LibraryParagraph is a paragraph of a published text.
type LibraryParagraph struct {
	Label   string `json:"label,omitempty" doc:"自动编号，如“第三条”“（一）”；写在正文里的编号不在这里"`
	Text    string `json:"text" doc:"编号之后的文字；段内换行为换行符"`
	Article string `json:"article,omitempty" doc:"所在的条，如“第三条”"`
	Level   string `json:"level" enum:"title,chapter,section,article,text" doc:"title 文件名称；chapter 编、章；section 节；article 条的首段；text 其他"`
	Table   int    `json:"table,omitempty" doc:"第几个表格；不在表格中的不出现"`
	Row     int    `json:"row,omitempty" doc:"表格的第几行"`
	Column  int    `json:"column,omitempty" doc:"该行的第几格"`
}

// Facet is one value of a filter with how many documents have it.
type Facet struct {
	ID   string `json:"id" doc:"编号"`
	Name string `json:"name" doc:"名称"`
	N    int    `json:"n" doc:"件数"`
}

// LibraryFacets are what the filters of the library can be set to.
type LibraryFacets struct {
	Organs []Facet `json:"organs" nullable:"false" doc:"制定机关，件数多的在前"`
	Years  []Facet `json:"years" nullable:"false" doc:"公布年份，近的在前"`
}

// Unread is a published document whose text the library does not hold yet.
type Unread struct {
	Case       string
	DocSHA256  string // of the file
	TextSHA256 string // of the words that were published
}

// PublishedText is a published text as the library keeps it.
type PublishedText struct {
	Unread
	Title      string
	Paragraphs []LibraryParagraph
	Failure    string // why the text could not be read, for the log
}
