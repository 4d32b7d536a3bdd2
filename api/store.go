package api

import (
	"context"
	"encoding/json"
	"time"

	"guibei"
	"guibei/deadline"
	"guibei/laws"
	"guibei/rates"
	"guibei/store"
)

// Store is what the API needs of the database. Whatever is not there, or is
// not for the viewer to see, is [guibei.NotFound]; a database that does not
// answer is [guibei.Unavailable].
type Store interface {
	// PutCommand puts a command on record, once: the same id with the same
	// content returns the row that is there, with other content
	// [guibei.Conflict].
	PutCommand(ctx context.Context, c store.NewCommand) (store.CommandRow, error)
	Command(ctx context.Context, id string) (store.CommandRow, error)

	Case(ctx context.Context, id string) (guibei.Case, error)
	// Cases returns one page and the cursor of the next, empty at the end.
	Cases(ctx context.Context, f store.CaseFilter) ([]store.CaseRow, string, error)
	// EachCase calls yield with at most so many of the cases that Cases lists,
	// all as of one moment.
	EachCase(ctx context.Context, f store.CaseFilter, most int, yield func(store.CaseRow) error) error
	CountCases(ctx context.Context, f store.CaseFilter) (store.Total, error)
	StageCounts(ctx context.Context, f store.CaseFilter) ([]store.StageCount, error)
	Obligations(ctx context.Context, f store.ObligationFilter) ([]store.LedgerRow, string, error)
	EachObligation(ctx context.Context, f store.ObligationFilter, most int, yield func(store.LedgerRow) error) error
	CountObligations(ctx context.Context, f store.ObligationFilter) (store.Total, error)
	// Events returns the events after a sequence number, in order.
	Events(ctx context.Context, caseID string, after int64, limit int) ([]guibei.Event, error)
	Tasks(ctx context.Context, p guibei.Person) ([]store.TaskRow, error)
	Versions(ctx context.Context, caseID string) ([]guibei.Version, error)
	Opinions(ctx context.Context, caseID string) ([]guibei.Opinion, error)
	Check(ctx context.Context, caseID string, version int) (guibei.CheckReceipt, error)

	// Draft, PutDraft and DeleteDraft keep what somebody is writing; see
	// [store.Store.PutDraft] for what a revision means.
	Draft(ctx context.Context, k store.DraftKey) (store.Draft, error)
	PutDraft(ctx context.Context, k store.DraftKey, d store.Draft, revision string) (store.Draft, error)
	DeleteDraft(ctx context.Context, k store.DraftKey, revision string) (store.Draft, error)
	// Preferences is nil for a person who has set nothing.
	Preferences(ctx context.Context, person string) (json.RawMessage, error)
	PutPreferences(ctx context.Context, person string, data json.RawMessage) error
	// Phrases returns how the problems of issued opinions were worded.
	Phrases(ctx context.Context, f store.PhraseFilter) ([]store.PhraseRow, error)
	// Assignees returns who holds a role in an organ, with their open tasks.
	Assignees(ctx context.Context, role guibei.Role, organ string) ([]store.Assignee, error)
	// Names returns the names of people by id.
	Names(ctx context.Context, ids []string) (map[string]string, error)

	Organs(ctx context.Context) ([]guibei.Organ, error)
	PutOrgan(ctx context.Context, o guibei.Organ) error
	People(ctx context.Context) ([]guibei.Person, error)
	Person(ctx context.Context, id string) (guibei.Person, error)
	PutPerson(ctx context.Context, p guibei.Person) error

	Account(ctx context.Context, login string) (store.Account, error)
	PutAccount(ctx context.Context, a store.Account) error
	// RecordLogin counts failures in a row and locks the account after five.
	RecordLogin(ctx context.Context, login string, ok bool) error

	// Accounts returns every account by person, without password hashes.
	Accounts(ctx context.Context) (map[string]store.Account, error)
	// Saw notes that a person uses the system now.
	Saw(ctx context.Context, person string) error

	// Together does several things, all or none: an act of administration and
	// its record. RecordAdmin records what no act goes with: logins.
	Together(ctx context.Context, f func(within *store.Store) error) error
	RecordAdmin(ctx context.Context, e guibei.AdminEvent) error
	// AdminEvents and AllEvents return one page, newest first, and the cursor
	// of the next.
	AdminEvents(ctx context.Context, f store.AdminFilter) ([]store.AdminRow, string, error)
	AllEvents(ctx context.Context, f store.EventFilter) ([]store.EventRow, string, error)

	// Notifications returns what a person should hear of, newest first; Unread
	// counts what is new, and See notes what is not.
	Notifications(ctx context.Context, p guibei.Person, after string, limit int) ([]store.NotificationRow, error)
	UnreadNotices(ctx context.Context, p guibei.Person) (n int, until time.Time, err error)
	See(ctx context.Context, person string, until time.Time) error

	// What an operator watches.
	Health(ctx context.Context) (store.Health, error)
	Facts(ctx context.Context) (store.Facts, error)
	Stuck(ctx context.Context, limit int) ([]store.StuckRow, error)
	Parked(ctx context.Context, limit int) ([]store.ParkedRow, error)

	// Calendar returns the working days of a region, CalendarYears the years
	// that were imported, OpenClocks every clock that a new year may move.
	Calendar(ctx context.Context, region string) (*deadline.Calendar, error)
	CalendarYears(ctx context.Context, region string) ([]store.CalendarYear, error)
	OpenClocks(ctx context.Context, region string, yield func(store.OpenClock) error) error

	// FindCtx, CommitCtx and DeleteCtx keep sessions, as scs wants it.
	FindCtx(ctx context.Context, token string) ([]byte, bool, error)
	CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error
	DeleteCtx(ctx context.Context, token string) error
	// DeleteSessions ends every session of a person.
	DeleteSessions(ctx context.Context, person string) error
	// PutNewPerson puts a person and the account on record, both or neither.
	PutNewPerson(ctx context.Context, p guibei.Person, a store.Account) error
	// Bootstrap spends a token for the first administrator, and does all of it
	// or nothing; [guibei.Unauthenticated] if there is no such token to spend.
	Bootstrap(ctx context.Context, token string, o guibei.Organ, p guibei.Person, a store.Account) error

	PutFile(ctx context.Context, f guibei.File) error
	File(ctx context.Context, sha256 string) (guibei.File, error)

	// Rates returns the counts of each organ that issued something in the
	// period, as of an instant; RateItems the list behind one of them.
	Rates(ctx context.Context, from, to guibei.Date, organ string, asOf time.Time) ([]rates.Counts, error)
	RateItems(ctx context.Context, f store.LedgerFilter) ([]store.LedgerRow, string, error)
	// Trend is Rates by month, quarter or year, all organs together.
	Trend(ctx context.Context, from, to guibei.Date, organ string, by store.Span, asOf time.Time) ([]store.PeriodCounts, error)

	// Watch lists clocks of one bucket, WatchCounts how many are in each.
	Watch(ctx context.Context, f store.WatchFilter) ([]store.WatchRow, string, error)
	WatchCounts(ctx context.Context, f store.WatchFilter) (map[store.Bucket]int, error)
	// Steps says how long each kind of task took.
	Steps(ctx context.Context, f store.StepFilter) ([]store.Step, error)

	// Library lists published documents, and nothing else; today decides which.
	Library(ctx context.Context, f store.LibraryFilter) ([]store.LibraryRow, string, error)
	CountLibrary(ctx context.Context, f store.LibraryFilter) (store.Total, error)
	LibraryFacets(ctx context.Context, today guibei.Date) (store.LibraryFacets, error)
	LibraryDocument(ctx context.Context, caseID string, today guibei.Date) (store.LibraryDocument, error)
	// PublishedText returns a published text; without paragraphs if it was not read yet.
	PublishedText(ctx context.Context, caseID string, today guibei.Date) (store.PublishedText, error)
	// Unread lists documents published since an instant whose text was not read
	// yet, PutPublishedText keeps what was read.
	Unread(ctx context.Context, since time.Time, limit int) ([]store.Unread, error)
	PutPublishedText(ctx context.Context, t store.PublishedText) error

	// LawText returns the words of a law on a day, nil when nobody imported it.
	LawText(ctx context.Context, title string, on guibei.Date) (*laws.Text, error)
	LawShelf(ctx context.Context) (store.LawShelf, error)
	RuleSetting(ctx context.Context, region string) (guibei.RuleSetting, error)
	ListFacts(ctx context.Context, region string) ([]store.ListFact, error)
	RuleUses(ctx context.Context, region string) ([]store.RuleUse, error)
	RuleMisses(ctx context.Context, region string, limit int) ([]store.RuleMiss, error)
	PutRuleMiss(ctx context.Context, region string, m store.RuleMiss) error
	// Nature is what people decided last on what a case is; the zero value before that.
	Nature(ctx context.Context, caseID string) (store.Nature, error)
	PutNature(ctx context.Context, caseID string, n store.Nature) error
	// Checks returns the newest receipt of each text of a case, in order.
	Checks(ctx context.Context, caseID string) ([]store.VersionCheck, error)
	// LeadDecisions returns what reviewers and drafters said of the leads of a case, in order.
	LeadDecisions(ctx context.Context, caseID string) ([]store.LeadDecision, error)
	PutLeadExplanation(ctx context.Context, caseID string, version int, rule, quote, reason, by string) error
	RecentTexts(ctx context.Context, region string, limit int) ([]store.RecentText, error)
	// LikeDocuments and LikeClauses find published texts like one, but not the case's own.
	LikeDocuments(ctx context.Context, text, but string, today guibei.Date, limit int) ([]store.Like, error)
	LikeClauses(ctx context.Context, text, but string, today guibei.Date, limit int) ([]store.LikeClause, error)
	InForceTexts(ctx context.Context, today guibei.Date, yield func(store.PublishedWords) error) error
	// Remarks returns what reviewers of organs remarked in issued opinions.
	Remarks(ctx context.Context, organs []string, opinions int) ([]store.Remark, error)

	// Listen hears what was written until ctx ends.
	Listen(ctx context.Context, channels ...string) (<-chan store.Notification, error)

	Ping(ctx context.Context) error
	UpToDate(ctx context.Context) error
}

// Dispatcher hands a command that is on record to the workflow of its case and
// waits for what comes of it, as long as ctx lasts. Any error means that the
// answer is not known yet: the relay sends the command again.
type Dispatcher interface {
	Send(ctx context.Context, commandID, caseID string) (guibei.CommandResult, error)
}
