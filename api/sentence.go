package api

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"guibei"
)

// telling is what putting events into words takes beyond the events.
type telling struct {
	organs map[string]string // names by id
	zone   *time.Location    // of the region; nil is UTC
	clocks []guibei.Clock    // of the case; none leaves periods out
	tracks map[string]string // names of the filing tracks by obligation
}

// tellingOf gathers it for a case.
func tellingOf(c *guibei.Case, organs map[string]string, zone *time.Location) *telling {
	t := &telling{organs: organs, zone: zone, clocks: c.Clocks, tracks: map[string]string{}}
	for _, o := range c.Obligations {
		t.tracks[o.ID] = o.Track.Name
	}
	return t
}

// tale is one event being told.
type tale struct {
	*telling
	e     guibei.Event
	p     map[string]any // the payload
	facts []FactView
}

// tell says an event in one sentence and its facts.
func (t *telling) tell(e guibei.Event) (sentence string, facts []FactView, files []FileLink) {
	a := &tale{telling: t, e: e, p: map[string]any{}, facts: []FactView{}}
	if err := json.Unmarshal(e.Payload, &a.p); err != nil {
		a.p = map[string]any{} // a payload that is no object has no facts to tell
	}
	say, known := tales[e.Kind]
	if !known {
		say = (*tale).act
	}
	sentence = a.who() + say(a) + a.note() + "。"
	return sentence + a.periods(), a.facts, filesOf(e.Kind, a.p)
}

// who names the actor with organ and role; the system is only the system.
func (t *telling) who(a guibei.Actor) string {
	if a.Person == "" {
		return cmp.Or(a.Name, guibei.System.Name)
	}
	return t.organs[a.Organ] + a.Role.Label() + a.Name
}

func (a *tale) who() string { return a.telling.who(a.e.Actor) }

// text returns a text or number of the payload, "" for none.
func (a *tale) text(key string) string {
	switch v := a.p[key].(type) {
	case string:
		return strings.TrimSpace(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

func (a *tale) list(key string) []any {
	l, _ := a.p[key].([]any)
	return l
}

// fact keeps a fact, unless it is empty, and returns its value.
func (a *tale) fact(label, value string) string {
	if value != "" {
		a.facts = append(a.facts, FactView{label, value})
	}
	return value
}

// part is a fact as a part of the sentence: before and after it, or nothing.
func (a *tale) part(label, before, value, after string) string {
	if a.fact(label, value) == "" {
		return ""
	}
	return before + strings.TrimRight(value, "。；;") + after
}

func (a *tale) reason() string { return a.part("理由", "，理由：", a.text("reason"), "") }
func (a *tale) note() string   { return a.part("备注", "；备注：", a.text("note"), "") }

// day reads a date of the payload as people write it.
func (a *tale) day(key string) string { return chineseDay(a.date(key)) }

func (a *tale) date(key string) guibei.Date {
	d, err := guibei.ParseDate(a.text(key))
	if err != nil {
		return guibei.Date{}
	}
	return d
}

// chineseDay writes 2026年3月9日, and no date as "".
func chineseDay(d guibei.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, int(d.Month), d.Day)
}

// on is the civil date of the event.
func (a *tale) on() guibei.Date {
	return guibei.DateOf(a.e.OccurredAt, cmp.Or(a.zone, time.UTC))
}

// track names the filing that the event is about.
func (a *tale) track() string {
	id := a.text("obligation")
	return a.fact("备案途径", cmp.Or(a.tracks[id], a.text("track"), trackOf(id)))
}

// trackOf returns the track id of an obligation id.
func trackOf(obligation string) string {
	_, track, _ := strings.Cut(obligation, "/")
	return track
}

// version is which text the act brought.
func (a *tale) version() string { return a.part("稿次", "（第", a.text("version"), "稿）") }

// papers names the kinds of the materials that the act brought.
func (a *tale) papers() string {
	var labels []string
	for _, m := range a.list("materials") {
		one, _ := m.(map[string]any)
		kind, _ := one["kind"].(string)
		if l := guibei.MaterialKind(kind).Label(); !slices.Contains(labels, l) {
			labels = append(labels, l)
		}
	}
	return strings.Join(labels, "、")
}

// changes says what of text and materials the act brought, after a comma.
func (a *tale) changes() string {
	var out []string
	if a.p["document"] != nil {
		out = append(out, "更换正文"+a.version())
	}
	if papers := a.part("材料", "提交材料：", a.papers(), ""); papers != "" {
		out = append(out, papers)
	}
	if len(out) == 0 {
		return ""
	}
	return "，" + strings.Join(out, "，")
}

// problems counts the items of an opinion that found one.
func (a *tale) problems() string {
	n := 0
	for _, i := range a.list("items") {
		if one, _ := i.(map[string]any); one["result"] == string(guibei.Problem) {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return a.part("有问题的项目", "，其中有问题的", strconv.Itoa(n)+"项", "")
}

// answers counts how the problems of an opinion were answered.
func (a *tale) answers() string {
	counts := map[guibei.Answer]int{}
	for _, d := range a.list("dispositions") {
		one, _ := d.(map[string]any)
		answer, _ := one["answer"].(string)
		counts[guibei.Answer(answer)]++
	}
	var parts []string
	for _, k := range []guibei.Answer{guibei.Adopted, guibei.Partly, guibei.NotAdopted} {
		if counts[k] > 0 {
			parts = append(parts, fmt.Sprintf("%s%d项", k.Label(), counts[k]))
		}
	}
	return a.part("对审核意见的答复", "，逐项答复审核意见：", strings.Join(parts, "、"), "")
}

// act is what is told of an act that nobody has written a sentence for.
func (a *tale) act() string {
	return "办理“" + cmp.Or(a.e.Kind.Label(), a.text("label"), string(a.e.Kind)) + "”" + a.reason()
}
