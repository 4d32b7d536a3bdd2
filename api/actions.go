package api

import (
	"slices"
	"strings"

	"guibei"
)

// ActionView is a command that the person may give now.
type ActionView struct {
	Command guibei.CommandKind `json:"command" doc:"操作"`
	Label   string             `json:"label" doc:"操作名称"`
	Path    string             `json:"path" doc:"提交的地址"`
	// Obligations that it can be given for; empty for commands of the case.
	Obligations []string `json:"obligations,omitempty" nullable:"false" doc:"可以办理的备案义务"`
}

// RefusalView is a command that the person may not give now, and why.
type RefusalView struct {
	Command guibei.CommandKind `json:"command" doc:"操作"`
	Label   string             `json:"label" doc:"操作名称"`
	Why     string             `json:"why" doc:"为什么现在不能办理"`
}

// actions sorts the commands into those the person may give to the case now and
// the others. Stage and role decide here; what a command says is judged when it
// is given.
func actions(p guibei.Person, c *guibei.Case) (can []ActionView, cannot []RefusalView) {
	can, cannot = []ActionView{}, []RefusalView{}
	for _, kind := range guibei.CommandKinds {
		if kind == guibei.OpenCaseCmd || kind == guibei.RetryParkedCmd && !p.HasRole(guibei.SystemAdmin) {
			continue
		}
		obligations, why := judge(p, c, kind)
		if why != "" {
			cannot = append(cannot, RefusalView{kind, kind.Label(), why})
			continue
		}
		path := strings.Replace(commandRoute(kind).path, "{id}", c.ID, 1)
		can = append(can, ActionView{kind, kind.Label(), path, obligations})
	}
	return can, cannot
}

// judge says why the person may not give a command now, "" when it may be
// given, and for which obligations.
func judge(p guibei.Person, c *guibei.Case, kind guibei.CommandKind) (obligations []string, why string) {
	switch {
	case kind == guibei.RetryParkedCmd && c.Parked == "":
		return nil, "本件没有停驻，不需要重试。"
	case kind != guibei.RetryParkedCmd && c.Parked != "":
		return nil, "本件因系统问题停驻，正在等待系统管理员处置，之前提交的内容均已保存。"
	}
	roles := rolesFor(kind, c.Stage)
	if len(roles) == 0 {
		return nil, guibei.Refusal(c.Stage, kind, c.Tasks)
	}
	if !ofObligation(kind) {
		if !slices.ContainsFunc(roles, func(r guibei.Role) bool { return holds(p, r, c.OrganFor(r, nil)) }) {
			return nil, byOthers(kind, roles)
		}
		return nil, judgeCounsel(p, c, kind)
	}
	return judgeFilings(p, c, kind, roles)
}

// judgeCounsel says why a command about counsel has nothing to be about, ""
// when it has, and for every other command.
func judgeCounsel(p guibei.Person, c *guibei.Case, kind guibei.CommandKind) string {
	switch kind {
	case guibei.GiveCounselOpinionCmd:
		if c.AskedOf(p.ID) == nil {
			return "您现在没有需要答复的委托。"
		}
	case guibei.WithdrawCounselCmd:
		if !slices.ContainsFunc(c.Counsel, func(q guibei.CounselRequest) bool { return q.Status == guibei.CounselAsked }) {
			return "本件没有尚未答复的委托，不需要撤回。"
		}
	default:
	}
	return ""
}

// judgeFilings is judge for the commands of one filing.
func judgeFilings(p guibei.Person, c *guibei.Case, kind guibei.CommandKind, roles []guibei.Role) (fit []string, why string) {
	var mine bool
	for i := range c.Obligations {
		o := &c.Obligations[i]
		if !slices.ContainsFunc(roles, func(r guibei.Role) bool { return holds(p, r, c.OrganFor(r, o)) }) {
			continue
		}
		mine = true
		if slices.Contains(filingStates(kind), o.Status) {
			fit = append(fit, o.ID)
		}
	}
	switch {
	case !mine:
		return nil, byOthers(kind, roles)
	case len(fit) == 0:
		return nil, "本件没有可以作“" + kind.Label() + "”的备案，请查看各项备案的状态。"
	}
	return fit, ""
}

// rolesFor returns who may give a command in a stage; nobody when it is out of
// place there.
func rolesFor(kind guibei.CommandKind, stage guibei.Stage) []guibei.Role {
	var roles []guibei.Role
	for _, t := range guibei.Transitions {
		if t.Command != kind || !slices.Contains(t.From, stage) {
			continue
		}
		for _, r := range t.By {
			if !slices.Contains(roles, r) {
				roles = append(roles, r)
			}
		}
	}
	return roles
}

// holds reports whether the person holds a role in the organ that matters; ""
// is any.
func holds(p guibei.Person, role guibei.Role, organ string) bool {
	if organ == "" {
		return p.HasRole(role)
	}
	return p.Has(role, organ)
}

func byOthers(kind guibei.CommandKind, roles []guibei.Role) string {
	labels := make([]string, len(roles))
	for i, r := range roles {
		labels[i] = r.Label()
	}
	return "“" + kind.Label() + "”由" + strings.Join(labels, "或者") + "办理，您在本件中没有这一岗位。"
}

// filingStates returns the states of an obligation in which a command is of
// use; none for the commands of the case.
func filingStates(kind guibei.CommandKind) []guibei.FilingStatus {
	switch kind {
	case guibei.SubmitFilingCmd:
		return []guibei.FilingStatus{guibei.FilingDue, guibei.FilingSupplement}
	case guibei.SupplementFilingCmd, guibei.RegisterFilingCmd, guibei.RefuseFilingCmd:
		return []guibei.FilingStatus{guibei.FilingSubmitted}
	default:
		return nil
	}
}

func ofObligation(kind guibei.CommandKind) bool { return filingStates(kind) != nil }
