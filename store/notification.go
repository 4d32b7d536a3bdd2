package store

import (
	"time"

	"guibei"
)

// NotificationKind is what somebody is told of.
type NotificationKind string

// What people are told of.
const (
	TaskOpened    NotificationKind = "task_opened"
	ClockWarned   NotificationKind = "clock_warned"
	Overdue       NotificationKind = "overdue"
	ClockMoved    NotificationKind = "clock_moved"
	OpinionIssued NotificationKind = "opinion_issued"
	Returned      NotificationKind = "returned"
	Registered    NotificationKind = "registered"
	Refused       NotificationKind = "refused"
	ReviewVoided  NotificationKind = "review_voided"
	CaseParked    NotificationKind = "parked"
)

// NotificationKinds lists them all.
var NotificationKinds = []NotificationKind{
	TaskOpened, ClockWarned, Overdue, ClockMoved, OpinionIssued, Returned, Registered, Refused, ReviewVoided, CaseParked,
}

var notificationLabels = map[NotificationKind]string{
	TaskOpened: "新的待办", ClockWarned: "期限提醒", Overdue: "已逾期", ClockMoved: "期限变动", OpinionIssued: "审核意见已签发",
	Returned: "退回或者补正", Registered: "已备案登记", Refused: "不予登记", ReviewVoided: "审后改动", CaseParked: "停驻",
}

// Label returns the kind in Chinese.
func (k NotificationKind) Label() string { return notificationLabels[k] }

// NotificationRow is one thing to tell a person: a task that opened, or an
// event of a case.
type NotificationRow struct {
	ID    string // "t" and the task's number, or the case, a colon and the event's number
	Kind  NotificationKind
	Title string
	At    time.Time

	Event *guibei.Event // nil for a task
	Task  *TaskRow      // nil for an event
	Open  bool          // the task still waits
}
