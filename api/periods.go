package api

import (
	"maps"
	"slices"
	"strings"

	"guibei"
)

// periods says which clocks the act started, paused or resumed, until when each
// runs and how that came about. The event does not hold it: the clock does.
func (a *tale) periods() string {
	var out strings.Builder
	for _, op := range a.clockOps() {
		for i := range a.clocks {
			if k := &a.clocks[i]; k.Kind == op.Kind && a.ofThis(k) {
				out.WriteString(a.period(op.Op, k))
			}
		}
	}
	return out.String()
}

// ofThis leaves out the clocks of other filings.
func (a *tale) ofThis(k *guibei.Clock) bool {
	ob := a.text("obligation")
	return ob == "" || k.Obligation == ob
}

// clockOps are those that the procedure knows of this act, each once.
func (a *tale) clockOps() []guibei.ClockOp {
	var out []guibei.ClockOp
	for _, row := range guibei.Transitions {
		if guibei.EventKind(row.Command) != a.e.Kind {
			continue
		}
		for _, op := range row.Clocks {
			if !slices.Contains(out, op) {
				out = append(out, op)
			}
		}
	}
	if a.e.Kind == of(guibei.PublishCmd) { // one for each filing that the document owes
		out = append(out, guibei.ClockOp{Op: guibei.StartClock, Kind: guibei.FilingClock})
	}
	return out
}

func (a *tale) period(op guibei.Op, k *guibei.Clock) string {
	on, label := a.on(), k.Kind.Label()
	if track := a.tracks[k.Obligation]; track != "" {
		label = track + "的" + label
	}
	if k.Kind == guibei.FilingClock { // day one is the day after publication, whenever that was recorded
		on = a.date("published_on")
	}
	switch op {
	case guibei.StartClock:
		if k.StartedOn == on {
			return a.started(k, label)
		}
	case guibei.PauseClock:
		if slices.ContainsFunc(k.Pauses, func(p guibei.Interval) bool { return p.From == on }) {
			return label + "自" + chineseDay(on) + "起" + a.fact(label, "暂停计时") + "。"
		}
	case guibei.ResumeClock:
		if slices.ContainsFunc(k.Pauses, func(p guibei.Interval) bool { return p.To == on }) && !k.DueOn.IsZero() {
			return label + "恢复计时，" + a.fact(label, "到"+chineseDay(k.DueOn)+"止") + "。" + a.how(k, label)
		}
	case guibei.StopClock:
	}
	return ""
}

func (a *tale) started(k *guibei.Clock, label string) string {
	if k.FirstDueOn.IsZero() {
		return ""
	}
	s := label + "自" + chineseDay(k.StartedOn) + "起算，" + a.fact(label, "到"+chineseDay(k.FirstDueOn)+"止")
	if k.DueOn != k.FirstDueOn && !k.DueOn.IsZero() {
		s += "（后改为" + a.fact(label+"（后来）", "到"+chineseDay(k.DueOn)+"止") + "）"
	}
	return s + "。" + a.how(k, label)
}

// how keeps the derivation as a fact: it is too long for the sentence.
func (a *tale) how(k *guibei.Clock, label string) string {
	a.fact(label+"怎么算", strings.Join(k.Why, ""))
	return ""
}

// fileLabels is what the document of an act is.
var fileLabels = map[guibei.EventKind]string{
	of(guibei.OpenCaseCmd): "送审稿", of(guibei.EditDraftCmd): "送审稿", of(guibei.AnswerSupplementCmd): "补正后的送审稿",
	of(guibei.SubmitRevisionCmd): "修改稿", of(guibei.ChangeTextCmd): "改动后的正文", of(guibei.PublishCmd): "公布文本",
	of(guibei.SubmitFilingCmd): "报备文本",
}

// filesOf lists the files that a payload names: the document first, then
// materials, then whatever else refers to a file.
func filesOf(kind guibei.EventKind, payload map[string]any) []FileLink {
	out := []FileLink{}
	add := func(label string, v any) {
		ref, _ := v.(map[string]any)
		name, _ := ref["name"].(string)
		sum, _ := ref["sha256"].(string)
		if name != "" && sum != "" && !slices.ContainsFunc(out, func(f FileLink) bool { return f.SHA256 == sum }) {
			out = append(out, FileLink{Label: label, Name: name, SHA256: sum})
		}
	}
	label := fileLabels[kind]
	if label == "" {
		label = "正文"
	}
	add(label, payload["document"])
	materials, _ := payload["materials"].([]any)
	for _, m := range materials {
		one, _ := m.(map[string]any)
		k, _ := one["kind"].(string)
		add(guibei.MaterialKind(k).Label(), one["file"])
	}
	add("会议纪要", payload["minutes"])
	for _, key := range slices.Sorted(maps.Keys(payload)) {
		add("附件", payload[key])
	}
	return out
}
