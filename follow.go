package guibei

import "slices"

// EventKinds lists every kind of event: one for each command, then those of
// clocks and of the system.
func EventKinds() []EventKind {
	var out []EventKind
	for _, k := range CommandKinds {
		out = append(out, EventKind(k))
	}
	for k := range eventLabels {
		out = append(out, k)
	}
	slices.Sort(out[len(CommandKinds):])
	return out
}

// Condition says in Chinese when a row is taken rather than the next one of its
// stage and command; "" when there is nothing to choose.
func (t Transition) Condition() string {
	if t.When == nil {
		return ""
	}
	return t.When.name
}

// Role returns who does the task; "" for those of a filing desk, whose role is
// that of the track.
func (k TaskKind) Role() Role { return taskInfos[k].role }

var answerLabels = map[Answer]string{Adopted: "采纳", Partly: "部分采纳", NotAdopted: "不采纳"}

// Label returns the answer in Chinese.
func (a Answer) Label() string { return answerLabels[a] }

var meetingLabels = map[MeetingResult]string{
	MeetingAdopted: "审议通过", MeetingAmended: "修改后再报", MeetingDeferred: "暂缓", MeetingRejected: "不予通过",
}

// Label returns the result in Chinese.
func (r MeetingResult) Label() string { return meetingLabels[r] }

var exemptionLabels = map[Exemption]string{
	Emergency: "预防、应对和处置突发事件", UrgentOrder: "执行上级机关的紧急命令和决定", DrafterAgrees: "审核提前完成",
}

// Label returns the reason in Chinese, "" for none.
func (e Exemption) Label() string { return exemptionLabels[e] }
