package api

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"guibei"
)

// tales is every kind of event in words: what follows the name of who did it,
// without the full stop. A test holds it against the list of events.
var tales = map[guibei.EventKind]func(*tale) string{
	of(guibei.OpenCaseCmd): func(a *tale) string {
		a.fact("文件名称", a.text("title"))
		return "立件" + a.part("起草单位", "，起草单位为", a.organs[a.text("drafting_organ")], "") +
			a.part("制定机关", "，制定机关为", a.organs[a.text("issuing_organ")], "") + a.part("材料", "，附", a.papers(), "")
	},
	of(guibei.EditDraftCmd):          func(a *tale) string { return "修改草案" + a.changes() },
	of(guibei.SubmitCmd):             func(*tale) string { return "报送审核" },
	of(guibei.ApproveSubmissionCmd):  func(*tale) string { return "同意报送" },
	of(guibei.DeclineSubmissionCmd):  func(a *tale) string { return "不同意报送，退回修改" + a.reason() },
	of(guibei.AcceptCompletenessCmd): func(*tale) string { return "认为材料完备，予以受理" },
	of(guibei.RequestSupplementCmd): func(a *tale) string {
		var items []string
		for _, i := range a.list("items") {
			kind, _ := i.(string)
			items = append(items, guibei.MaterialKind(kind).Label())
		}
		return "要求补正" + a.part("需要补正的材料", "，需要补正的材料：", strings.Join(items, "、"), "") + a.reason()
	},
	of(guibei.ReturnCaseCmd):       func(a *tale) string { return "退回起草单位" + a.reason() },
	of(guibei.AnswerSupplementCmd): func(a *tale) string { return "报送补正" + a.changes() },
	of(guibei.ConcludeFairCmd): func(a *tale) string {
		label := guibei.FairConclusion(a.text("conclusion")).Label()
		return "作出公平竞争审查结论：" + a.fact("结论", label) + a.reason() +
			a.part("没有影响更小的替代方案", "，没有影响更小的替代方案：", a.text("alternatives"), "") +
			a.part("实施期限", "，实施期限至", a.day("ends_on"), "")
	},
	of(guibei.AssignReviewerCmd): func(a *tale) string {
		return "指派" + a.fact("审核人员", cmp.Or(a.text("reviewer_name"), a.text("reviewer"))) + "审核本件"
	},
	of(guibei.AssignCounselCmd): func(a *tale) string {
		return "委托" + a.fact("法律顾问", cmp.Or(a.text("counsel_name"), a.text("counsel"))) + "出具法律顾问意见" +
			a.part("问题", "，问题：", a.text("question"), "") + a.part("请于何日前出具", "，请于", a.day("due_on"), "前出具")
	},
	of(guibei.GiveCounselOpinionCmd): func(a *tale) string {
		return "出具并签名法律顾问意见，结论为" + a.fact("结论", guibei.CounselConclusion(a.text("conclusion")).Label()) +
			a.part("意见", "，意见：", a.text("text"), "") + "（供合法性审核参考）"
	},
	of(guibei.WithdrawCounselCmd): func(a *tale) string {
		return "取消对" + a.fact("法律顾问", cmp.Or(a.text("counsel_name"), a.text("counsel"))) + "的委托" + a.reason()
	},
	of(guibei.RecordOpinionCmd): func(a *tale) string {
		return "拟写审核意见，拟定结论为" + a.fact("拟定结论", guibei.Conclusion(a.text("conclusion")).Label()) + a.problems() +
			a.part("总体意见", "，总体意见：", a.text("summary"), "")
	},
	of(guibei.IssueOpinionCmd): func(a *tale) string {
		return "签发合法性审核意见" + a.part("文号", "（", a.text(string(guibei.OpinionNo)), "）") +
			"，结论为" + a.fact("结论", guibei.Conclusion(a.text("conclusion")).Label()) + a.problems() +
			a.part("少于最短审核期限的理由", "，少于最短审核期限的理由：", guibei.Exemption(a.text("exemption")).Label(), "")
	},
	of(guibei.SubmitRevisionCmd): func(a *tale) string {
		return "报送修改稿" + a.version() + a.answers() + a.part("材料", "，附", a.papers(), "")
	},
	of(guibei.RequestDeliberateCmd): func(a *tale) string { return "附未采纳说明提请集体审议" + a.answers() },
	of(guibei.RecordDeliberationCmd): func(a *tale) string {
		present, absent := len(a.list("present")), len(a.list("absent"))
		s := "记录集体审议：" + a.fact("会议", a.text("meeting")) + a.part("会议日期", "（", a.day("held_on"), "）") +
			"，结果为" + a.fact("结果", guibei.MeetingResult(a.text("result")).Label()) +
			"，出席" + a.fact("出席", strconv.Itoa(present)+"人")
		if absent > 0 {
			s += "，缺席" + a.fact("缺席", strconv.Itoa(absent)+"人")
		}
		return s + a.part("不同意见", "，不同意见：", a.text("dissent"), "")
	},
	of(guibei.ChangeTextCmd): func(a *tale) string { return "改动审核后的正文" + a.version() + a.reason() },
	of(guibei.SignCmd): func(a *tale) string {
		return "办理签发：" + a.part("签发人", "由", a.text("signer"), "签发") + a.part("成文日期", "，成文日期", a.day("dated_on"), "") +
			a.part("发文字号", "，发文字号", a.text(string(guibei.DocumentNo)), "") + a.part("统一编号", "，统一编号", a.text(string(guibei.UnifiedNo)), "")
	},
	of(guibei.PublishCmd): func(a *tale) string {
		return "办理公布：" + a.part("公布日期", "", a.day("published_on"), "") + a.part("公布载体", "在", a.text("channel"), "公布") +
			a.part("施行日期", "，自", a.day("effective_on"), "起施行") + a.part("有效期至", "，有效期至", a.day("valid_until"), "") +
			a.part("公布网址", "，网址：", a.text("url"), "")
	},
	of(guibei.SubmitFilingCmd): func(a *tale) string {
		return "报送备案" + a.about() + a.part("报送次数", "，第", a.text("submission"), "次报送") + a.part("备案材料", "，附", a.papers(), "")
	},
	of(guibei.SupplementFilingCmd): func(a *tale) string { return "要求补正备案材料" + a.about() + a.reason() },
	of(guibei.RegisterFilingCmd): func(a *tale) string {
		return "准予备案登记" + a.about() + a.part("备案登记号", "，登记号", cmp.Or(a.text(string(guibei.RegistrationNo)), a.text("number")), "")
	},
	of(guibei.RefuseFilingCmd): func(a *tale) string { return "认定不属于规范性文件，不予登记" + a.about() + a.reason() },
	of(guibei.WithdrawCmd):     func(a *tale) string { return "撤回本件" + a.reason() },
	of(guibei.TerminateCmd):    func(a *tale) string { return "终止本件" + a.reason() },
	of(guibei.RetryParkedCmd):  func(a *tale) string { return "处置故障，重试停驻的操作" + a.reason() },

	guibei.TextChecked:  (*tale).checked,
	guibei.ClockWarned:  (*tale).warned,
	guibei.ClockOverdue: (*tale).overdue,
	guibei.ClockMoved: func(a *tale) string {
		s := "按更新后的放假安排重新计算" + a.fact("期限", a.text("label")) + a.about()
		if a.text("due_on_before") == a.text("due_on") {
			return s + a.part("到期日", "，到期日仍为", a.day("due_on"), "，不再是暂定")
		}
		return s + a.part("原到期日", "，原到期日", a.day("due_on_before"), "") + a.part("新到期日", "，改为", a.day("due_on"), "")
	},
	guibei.ReviewVoided: func(a *tale) string {
		return "认定正文在审核后有改动" + a.version() + "，原审核、审议不再有效，须重新审核" + a.reason()
	},
	// Why it was parked is for the system administrator, who finds it elsewhere.
	guibei.CaseParked: func(*tale) string {
		return "办理时出现故障，本件停驻，等待系统管理员处置，已提交的内容不会丢失"
	},
}

func of(k guibei.CommandKind) guibei.EventKind { return guibei.EventKind(k) }

// about names the filing in brackets, when the event is about one.
func (a *tale) about() string {
	if track := a.track(); track != "" {
		return "（" + track + "）"
	}
	return ""
}

var severityLabels = map[guibei.Severity]string{
	guibei.Blocker: "原则上不能这样写", guibei.High: "很可能有问题", guibei.Medium: "值得核对", guibei.Low: "格式、文字",
}

// checked says what the rules found.
func (a *tale) checked() string {
	counts, _ := a.p["findings"].(map[string]any)
	total, parts := 0, []string{}
	for _, sev := range []guibei.Severity{guibei.Blocker, guibei.High, guibei.Medium, guibei.Low} {
		if n, _ := counts[string(sev)].(float64); n > 0 {
			total += int(n)
			parts = append(parts, fmt.Sprintf("%s%d处", severityLabels[sev], int(n)))
		}
	}
	s := "对正文" + a.version() + "作规则检查，"
	if total == 0 {
		return s + a.fact("检查结果", "没有发现需要核对的线索")
	}
	return s + "发现" + a.fact("检查结果", fmt.Sprintf("%d处线索：%s", total, strings.Join(parts, "，"))) + "，供审核参考"
}

func (a *tale) warned() string {
	return "提醒：" + a.fact("期限", a.text("label")) + a.about() + a.fact("提醒", a.text("level_label")) +
		a.part("到期日", "，到", a.day("due_on"), "止") + a.waiting()
}

func (a *tale) overdue() string {
	return "提醒：" + a.fact("期限", a.text("label")) + a.about() + "已逾期" +
		a.part("到期日", "，应于", a.day("due_on"), "前办结") + a.waiting()
}

// waiting names whose turn it was.
func (a *tale) waiting() string {
	var who []string
	for _, w := range a.list("waits_for") {
		if name, ok := w.(string); ok {
			who = append(who, name)
		}
	}
	return a.part("等待", "，等待", strings.Join(who, "、"), "")
}
