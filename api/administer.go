package api

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net"
	"strconv"
	"strings"

	"guibei"
	"guibei/docx/compose"
	"guibei/store"
)

// Subjects of the record of administration.
func ofPerson(id string) string     { return "person/" + id }
func ofOrgan(id string) string      { return "organ/" + id }
func ofCalendar(code string) string { return "calendar/" + code }
func ofTemplate(kind string) string { return "template/" + kind }
func ofExport(path string) string   { return "export/" + path[strings.LastIndexByte(path, '/')+1:] }

// ofLogin is the subject of attempts with a login name that nobody has. What
// was typed may be a password in the wrong field, so only its hash is kept.
func ofLogin(login string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(login)))
	return "login/" + hex.EncodeToString(sum[:8])
}

// administer does an act of administration and puts it on record, both or
// neither.
func (s *Server) administer(ctx context.Context, by guibei.Person, kind guibei.AdminKind, subject string, facts map[string]any, act func(*store.Store) error) error {
	e, err := adminEvent(ctx, adminActor(by), kind, subject, facts)
	if err != nil {
		return err
	}
	err = s.Store.Together(ctx, func(within *store.Store) error {
		if err := act(within); err != nil {
			return err
		}
		return within.RecordAdmin(ctx, e)
	})
	if err == nil {
		s.Log.InfoContext(ctx, "administration", "trace", traceOf(ctx).id, "by", by.ID, "act", string(kind), "subject", subject)
	}
	return err
}

// recordLogin puts an attempt to sign in on record.
func (s *Server) recordLogin(ctx context.Context, a store.Account, login, outcome string) error {
	kind, subject, actor := guibei.LoginFailed, ofLogin(login), guibei.Actor{}
	if a.Person != "" {
		subject = ofPerson(a.Person)
	}
	if outcome == "ok" {
		p, err := s.Store.Person(ctx, a.Person)
		if err != nil {
			return err
		}
		kind, actor = guibei.LoginSucceeded, adminActor(p)
	}
	e, err := adminEvent(ctx, actor, kind, subject, map[string]any{"outcome": outcome})
	if err != nil {
		return err
	}
	return s.Store.RecordAdmin(ctx, e)
}

// adminActor is a person in the first of the roles held: an administrator has
// no other.
func adminActor(p guibei.Person) guibei.Actor {
	a := guibei.Actor{Person: p.ID, Name: p.Name}
	if len(p.Grants) > 0 {
		a.Role, a.Organ = p.Grants[0].Role, p.Grants[0].Organ
	}
	return a
}

func adminEvent(ctx context.Context, actor guibei.Actor, kind guibei.AdminKind, subject string, facts map[string]any) (guibei.AdminEvent, error) {
	raw, err := json.Marshal(facts)
	host, _, cut := net.SplitHostPort(traceOf(ctx).from)
	if cut != nil {
		host = traceOf(ctx).from
	}
	return guibei.AdminEvent{Subject: subject, Kind: kind, Actor: actor, From: host, Payload: raw}, err
}

// adminTale is one act of administration being told.
type adminTale struct {
	store.AdminRow
	p              map[string]any
	organs, people map[string]string
}

// adminEventView says an act of administration in words.
func adminEventView(r store.AdminRow, organs, people map[string]string) AdminEventView {
	a := &adminTale{AdminRow: r, p: map[string]any{}, organs: organs, people: people}
	if err := json.Unmarshal(r.Payload, &a.p); err != nil {
		a.p = map[string]any{} // a payload that is no object has no facts to tell
	}
	v := AdminEventView{
		AdminEvent: r.AdminEvent, ID: strconv.FormatInt(r.ID, 10), Label: r.Kind.Label(),
		ActorRoleLabel: r.Actor.Role.Label(), OrganName: organs[r.Actor.Organ],
		SubjectLabel: a.subject(), Facts: []FactView{},
	}
	for _, f := range adminFacts {
		if value := a.text(f.key); value != "" {
			v.Facts = append(v.Facts, FactView{f.label, value})
		}
	}
	v.Sentence = a.say() + "。"
	return v
}

// adminFacts are the facts of payloads that people read, in this order.
var adminFacts = []struct{ key, label string }{
	{"name", "名称"},
	{"kind", "类型"},
	{"region", "地区"},
	{"login", "登录名"},
	{"grants", "岗位"},
	{"before", "原岗位"},
	{"after", "现岗位"},
	{"reason", "理由"},
	{"disabled", "停用"},
	{"outcome", "结果"},
	{"year", "年份"},
	{"notice", "通知文号"},
	{"moved", "变动的期限数"},
	{"file", "文件名"},
	{"sha256", "文件指纹"},
}

var outcomeLabels = map[string]string{"ok": "成功", "wrong": "登录名或者密码不正确", "locked": "账号已锁定", "disabled": "账号已停用"}

// text is a fact as people read it.
func (a *adminTale) text(key string) string {
	switch v := a.p[key].(type) {
	case string:
		if key == "outcome" {
			return cmp.Or(outcomeLabels[v], v)
		}
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		if v {
			return "是"
		}
	case []any:
		return a.grants(v)
	}
	return ""
}

// grants writes roles with their organs.
func (a *adminTale) grants(list []any) string {
	var out []string
	for _, g := range list {
		one, _ := g.(map[string]any)
		role, _ := one["role"].(string)
		organ, _ := one["organ"].(string)
		out = append(out, cmp.Or(a.organs[organ], organ)+guibei.Role(role).Label())
	}
	return strings.Join(out, "、")
}

// subject names what the act is about.
func (a *adminTale) subject() string {
	what, id, _ := strings.Cut(a.Subject, "/")
	switch what {
	case "person":
		return cmp.Or(a.people[id], id)
	case "organ":
		return cmp.Or(a.organs[id], id)
	case "calendar":
		return id + "的工作日历"
	case "template":
		return compose.Kind(id).Label() + "模板"
	case "export":
		return "文件 " + id
	case "login":
		return "不存在的登录名"
	}
	return a.Subject
}

// say is the sentence without its full stop.
func (a *adminTale) say() string {
	who := a.Actor.Role.Label() + a.Actor.Name
	because := ""
	if r := a.text("reason"); r != "" {
		because = "，理由：" + r
	}
	switch a.Kind {
	case guibei.AdminBootstrapped:
		return "凭一次性口令建立了首个系统管理员" + a.subject()
	case guibei.OrganPut:
		return who + "登记或者修改了机关“" + a.subject() + "”"
	case guibei.PersonAdded:
		return who + "登记了人员" + a.subject() + "，岗位：" + cmp.Or(a.text("grants"), "无")
	case guibei.PersonChanged:
		if a.text("before") == a.text("after") {
			return who + "修改了" + a.subject() + "的姓名"
		}
		return who + "修改了" + a.subject() + "的岗位，由" + cmp.Or(a.text("before"), "无") + "改为" + cmp.Or(a.text("after"), "无")
	case guibei.AccountReset:
		return who + "重置了" + a.subject() + "的登录名和密码"
	case guibei.AccountLocked:
		return who + "停用了" + a.subject() + "的账号" + because
	case guibei.AccountUnlocked:
		return who + "启用了" + a.subject() + "的账号" + because
	case guibei.PasswordChanged:
		return a.subject() + "修改了自己的密码"
	case guibei.LoginSucceeded:
		return a.subject() + "登录"
	case guibei.LoginFailed:
		return "有人以" + a.subject() + "登录，没有成功：" + cmp.Or(a.text("outcome"), "原因不明")
	case guibei.CalendarImported:
		return who + "导入了" + a.subject() + "的" + a.text("year") + "年放假安排"
	case guibei.LawsImported:
		return who + "导入了法律文本" + a.text("file")
	case guibei.RulesChanged:
		return who + "调整了检查规则"
	case guibei.ListImported:
		return who + "导入了" + cmp.Or(a.text("label"), "清单")
	case guibei.TemplatePut:
		return who + "更换了" + a.subject()
	case guibei.TemplateReset:
		return who + "把" + a.subject() + "恢复为默认模板"
	case guibei.DataExported:
		return who + "导出了" + a.subject()
	}
	return who + "办理“" + cmp.Or(a.Kind.Label(), string(a.Kind)) + "”，涉及" + a.subject()
}
