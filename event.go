package guibei

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// EventKind says what happened. Most events are named after the command that
// caused them; the rest come from clocks and from the system.
type EventKind string

// Events that no command is named after.
const (
	TextChecked  EventKind = "text_checked"  // 规则检查
	ClockWarned  EventKind = "clock_warned"  // 期限提醒
	ClockOverdue EventKind = "clock_overdue" // 逾期
	ClockMoved   EventKind = "clock_moved"   // 日历变更后重新计算
	ReviewVoided EventKind = "review_voided" // 审后改动，原审核失效
	CaseParked   EventKind = "case_parked"   // 流程停驻，等待处置
)

var eventLabels = map[EventKind]string{
	TextChecked: "规则检查", ClockWarned: "期限提醒", ClockOverdue: "逾期", ClockMoved: "期限重新计算",
	ReviewVoided: "审后改动，原审核失效", CaseParked: "流程停驻",
}

// Label returns the kind in Chinese.
func (k EventKind) Label() string {
	if l, ok := eventLabels[k]; ok {
		return l
	}
	return CommandKind(k).Label()
}

// Actor is who did it: a person in a role of an organ, or the system.
type Actor struct {
	Person string `json:"person,omitempty"` // empty: the system
	Name   string `json:"name"`
	Role   Role   `json:"role"`
	Organ  string `json:"organ,omitempty"`
}

// System is the product itself as an actor.
var System = Actor{Name: "系统", Role: systemRole}

// Event is one act, append-only. Hash covers every field and the hash before
// it, so that a changed, dropped or reordered row shows.
type Event struct {
	Case       string          `json:"case"`
	Seq        int64           `json:"seq"` // 1, 2, 3 … within the case
	Kind       EventKind       `json:"kind"`
	Actor      Actor           `json:"actor"`
	Stage      Stage           `json:"stage"`             // after the act
	OccurredAt time.Time       `json:"occurred_at"`       // when it was done
	RecordedAt time.Time       `json:"recorded_at"`       // when we learned of it
	Command    string          `json:"command,omitempty"` // command id
	Payload    json.RawMessage `json:"payload"`
	PrevHash   string          `json:"prev_hash"` // empty for the first
	Hash       string          `json:"hash"`
}

// Seal numbers the event after prev and computes its hash. Instants are cut
// to microseconds, which is what the database keeps.
func (e *Event) Seal(prevSeq int64, prevHash string) {
	e.Seq, e.PrevHash = prevSeq+1, prevHash
	e.OccurredAt = e.OccurredAt.UTC().Truncate(time.Microsecond)
	e.RecordedAt = e.RecordedAt.UTC().Truncate(time.Microsecond)
	e.Hash = e.digest()
}

// digest hashes each field with its length before it, so that no two
// different events spell the same bytes.
func (e *Event) digest() string {
	h := sha256.New()
	for _, s := range []string{
		e.Case, strconv.FormatInt(e.Seq, 10), string(e.Kind),
		e.Actor.Person, e.Actor.Name, string(e.Actor.Role), e.Actor.Organ, string(e.Stage),
		e.OccurredAt.Format(time.RFC3339Nano), e.RecordedAt.Format(time.RFC3339Nano),
		e.Command, string(e.Payload), e.PrevHash,
	} {
		_, _ = fmt.Fprintf(h, "%d:%s", len(s), s) // a hash never fails to write
	}
	return hex.EncodeToString(h.Sum(nil))
}

// VerifyChain checks the events of one case, in order, and names the first
// that was changed, dropped or moved.
func VerifyChain(events []Event) error {
	var prev Event
	for _, e := range events {
		switch want := prev.Seq + 1; {
		case e.Seq != want:
			return Errorf(Conflict, "件 %s 的第%d条记录缺失或者次序被改动（读到的是第%d条）。", e.Case, want, e.Seq)
		case e.PrevHash != prev.Hash:
			return Errorf(Conflict, "件 %s 的第%d条记录与前一条衔接不上。", e.Case, e.Seq)
		case e.digest() != e.Hash:
			return Errorf(Conflict, "件 %s 的第%d条记录内容被改动。", e.Case, e.Seq)
		}
		prev = e
	}
	return nil
}
