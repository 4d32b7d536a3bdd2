package guibei

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// AdminKind says what an administrator did, or what happened to an account.
type AdminKind string

// The acts of administrators. Acts on cases are [Event]s; these are not.
const (
	AdminBootstrapped AdminKind = "bootstrapped"      // 建立首个系统管理员
	OrganPut          AdminKind = "organ_put"         // 登记或者修改机关
	PersonAdded       AdminKind = "person_added"      // 登记人员
	PersonChanged     AdminKind = "person_changed"    // 修改姓名、岗位
	AccountReset      AdminKind = "account_reset"     // 重置账号
	AccountLocked     AdminKind = "account_locked"    // 停用账号
	AccountUnlocked   AdminKind = "account_unlocked"  // 启用账号
	PasswordChanged   AdminKind = "password_changed"  // 本人修改密码
	LoginSucceeded    AdminKind = "login_succeeded"   // 登录
	LoginFailed       AdminKind = "login_failed"      // 登录未成功
	CalendarImported  AdminKind = "calendar_imported" // 导入放假安排
	LawsImported      AdminKind = "laws_imported"     // 导入法律文本
	RulesChanged      AdminKind = "rules_changed"     // 调整检查规则
	ListImported      AdminKind = "list_imported"     // 导入清单
	TemplatePut       AdminKind = "template_put"      // 更换文书模板
	TemplateReset     AdminKind = "template_reset"    // 恢复默认模板
	DataExported      AdminKind = "data_exported"     // 导出台账
)

type adminInfo struct {
	label   string
	account bool // of an account: what the security administrator answers for
}

var adminInfos = map[AdminKind]adminInfo{
	AdminBootstrapped: {"建立首个系统管理员", true},
	OrganPut:          {"登记或者修改机关", false},
	PersonAdded:       {"登记人员", true},
	PersonChanged:     {"修改人员姓名、岗位", true},
	AccountReset:      {"重置账号", true},
	AccountLocked:     {"停用账号", true},
	AccountUnlocked:   {"启用账号", true},
	PasswordChanged:   {"修改密码", true},
	LoginSucceeded:    {"登录", true},
	LoginFailed:       {"登录未成功", true},
	CalendarImported:  {"导入放假安排", false},
	LawsImported:      {"导入法律文本", false},
	RulesChanged:      {"调整检查规则", false},
	ListImported:      {"导入清单", false},
	TemplatePut:       {"更换文书模板", false},
	TemplateReset:     {"恢复默认模板", false},
	DataExported:      {"导出台账", false},
}

// AdminKinds lists every act of administrators.
var AdminKinds = []AdminKind{
	AdminBootstrapped, OrganPut, PersonAdded, PersonChanged, AccountReset, AccountLocked, AccountUnlocked,
	PasswordChanged, LoginSucceeded, LoginFailed, CalendarImported, LawsImported, RulesChanged, ListImported, TemplatePut, TemplateReset, DataExported,
}

// Label returns the act in Chinese.
func (k AdminKind) Label() string { return adminInfos[k].label }

// OfAccount reports whether the act is about a person's account.
func (k AdminKind) OfAccount() bool { return adminInfos[k].account }

// AdminEvent is one act of administration, append-only. The acts about one
// subject (a person, an organ, a calendar, a template) form a chain, as the
// events of one case do.
type AdminEvent struct {
	Subject  string          `json:"subject"` // what it is about, e.g. "person/zhang", "organ/qs-sfj"
	Seq      int64           `json:"seq"`     // 1, 2, 3 … of the subject
	Kind     AdminKind       `json:"kind"`
	Actor    Actor           `json:"actor"` // nobody's name when a login did not succeed
	At       time.Time       `json:"at"`
	From     string          `json:"from,omitempty"` // address that the request came from
	Payload  json.RawMessage `json:"payload"`
	PrevHash string          `json:"prev_hash"`
	Hash     string          `json:"hash"`
}

// Seal numbers the act after the one before and computes its hash.
func (e *AdminEvent) Seal(prevSeq int64, prevHash string) {
	e.Seq, e.PrevHash = prevSeq+1, prevHash
	e.At = e.At.UTC().Truncate(time.Microsecond)
	e.Hash = e.digest()
}

func (e *AdminEvent) digest() string {
	h := sha256.New()
	for _, s := range []string{
		e.Subject, strconv.FormatInt(e.Seq, 10), string(e.Kind),
		e.Actor.Person, e.Actor.Name, string(e.Actor.Role), e.Actor.Organ,
		e.At.Format(time.RFC3339Nano), e.From, string(e.Payload), e.PrevHash,
	} {
		_, _ = fmt.Fprintf(h, "%d:%s", len(s), s) // a hash never fails to write
	}
	return hex.EncodeToString(h.Sum(nil))
}

// VerifyAdminChain checks the acts about one subject, in order, and names the
// first that was changed, dropped or moved.
func VerifyAdminChain(events []AdminEvent) error {
	var prev AdminEvent
	for _, e := range events {
		switch want := prev.Seq + 1; {
		case e.Seq != want:
			return Errorf(Conflict, "管理记录 %s 的第%d条缺失或者次序被改动（读到的是第%d条）。", e.Subject, want, e.Seq)
		case e.PrevHash != prev.Hash:
			return Errorf(Conflict, "管理记录 %s 的第%d条与前一条衔接不上。", e.Subject, e.Seq)
		case e.digest() != e.Hash:
			return Errorf(Conflict, "管理记录 %s 的第%d条内容被改动。", e.Subject, e.Seq)
		}
		prev = e
	}
	return nil
}
