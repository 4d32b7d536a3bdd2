package compare

import (
	"strings"
	"unicode/utf8"

	"guibei/docx"
)

// reasons say what a changed phrase means, by kind; those of obligations depend on the words.
var reasons = map[AspectKind]string{
	Negation:  "否定词变化，含义可能相反",
	Subject:   "权利义务主体变化",
	Authority: "主管机关或者承担职责的机构变化",
	Amount:    "数额、比例变化",
	Period:    "期限变化",
	Date:      "日期变化",
	Bound:     "起止界限变化",
	Penalty:   "处罚或者法律责任变化",
	Fee:       "收费、费用变化",
	Scope:     "适用范围变化",
	Validity:  "效力期间变化",
	Condition: "条件或者程序变化",
	Citation:  "引用的法律、文件变化",
	Pointer:   "条文引用变化",
}

// obligations are the swaps of modal words whose meaning is plain.
var obligations = map[[2]string]string{
	{"可以", "应当"}: "裁量变为义务",
	{"可以", "必须"}: "裁量变为义务",
	{"可以", "不得"}: "允许变为禁止",
	{"可以", "禁止"}: "允许变为禁止",
	{"应当", "可以"}: "义务变为裁量",
	{"必须", "可以"}: "义务变为裁量",
	{"应当", "不得"}: "义务变为禁止",
	{"不得", "可以"}: "禁止变为允许",
	{"禁止", "可以"}: "禁止变为允许",
	{"不得", "应当"}: "禁止变为义务",
	{"应当", "必须"}: "义务用语变化，仍为义务",
	{"必须", "应当"}: "义务用语变化，仍为义务",
}

func reasonOf(kind AspectKind, old, new string) string {
	if kind != Obligation {
		switch {
		case old == "":
			return reasons[kind] + "：新增"
		case new == "":
			return reasons[kind] + "：删除"
		}
		return reasons[kind]
	}
	if s, ok := obligations[[2]string{old, new}]; ok {
		return s
	}
	switch {
	case old == "":
		return "新增“" + new + "”"
	case new == "":
		return "删除“" + old + "”"
	}
	return "义务、权利用语变化"
}

// unitNames are the units as people call them.
var unitNames = map[Unit]string{
	Preamble: "题注或者引言", Contents: "目录", Heading: "章节标题", Article: "条文", Item: "事项", Body: "段落",
	Table: "表格", Annex: "附件", Signature: "署名和日期",
}

// Label is the kind as people call it.
func (k Kind) Label() string { return kindNames[k] }

// Label is the aspect as people call it.
func (k AspectKind) Label() string { return aspectNames[k] }

// Mechanical reports whether an aspect by itself changes nothing in law.
func (k AspectKind) Mechanical() bool { return k.mechanical() }

// Label is what became of a reference, as people say it.
func (s ReferenceStatus) Label() string { return statusNames[s] }

// kindNames are the kinds of change as people call them.
var kindNames = map[Kind]string{
	Unchanged: "未变", Modified: "修改", Inserted: "新增", Deleted: "删除", Moved: "移动", MovedModified: "移动并修改",
	Split: "拆分", Merged: "合并",
}

// aspectNames are the aspects as people call them.
var aspectNames = map[AspectKind]string{
	Obligation: "义务权利", Negation: "否定", Subject: "主体", Authority: "机关职责", Amount: "数额", Period: "期限", Date: "日期",
	Bound: "界限", Penalty: "法律责任", Fee: "收费", Scope: "范围", Validity: "效力", Condition: "条件程序", Citation: "引用文件",
	Pointer: "条文引用", Provision: "条文增删", Wording: "文字", Numbering: "序号", Position: "位置", Structure: "结构",
	Following: "引用随改", Punctuation: "标点", Blank: "空白", Numeral: "数字写法", Particle: "助词",
}

// statusNames are the fates of references as people call them.
var statusNames = map[ReferenceStatus]string{
	Kept: "仍指原内容", Followed: "已随序号调整", Stale: "未随序号调整，现指他条", Dangling: "所指内容已删除或者不存在",
	Redirected: "改指其他内容", Added: "新增引用",
}

// punctuationMarks may be exchanged without a change of meaning that anybody could prove: none of them opens or closes.
const punctuationMarks = "，、。；：,.;:·"

// mechanicalAspect proves that a hunk changes nothing in law, or does not.
func mechanicalAspect(h *hunk, places []located) (Aspect, bool) {
	d, i := h.deleted, h.inserted
	a := Aspect{Old: shortened(d), New: shortened(i)}
	switch {
	case docx.Squeeze(d) == docx.Squeeze(i):
		a.Kind, a.Reason = Blank, "仅空白、换行变化"
		if strings.Contains(d+i, "\n") {
			a.Kind, a.Reason = Structure, "仅分段变化"
		}
		a.Old, a.New = "", ""
	case widthFolded(d) == widthFolded(i):
		a.Kind, a.Reason = Punctuation, "仅全角半角变化"
	case onlyMarks(d) && onlyMarks(i):
		a.Kind, a.Reason = Punctuation, "仅标点变化"
	case h.atLineStart && isOnlyLabel(d) && isOnlyLabel(i):
		a.Kind, a.Reason = Numbering, "仅项的序号变化"
	case sameNumbers(d, i):
		a.Kind, a.Reason = Numeral, "仅数字写法变化"
	case h.isParticle():
		a.Kind, a.Reason = Particle, "仅助词变化"
	case h.followsNumbers(places):
		a.Kind, a.Reason = Following, "引用的条文序号随之调整"
	default:
		return a, false
	}
	return a, true
}

// widthFolded makes full-width and half-width forms equal and drops blanks.
func widthFolded(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case docx.IsSpace(r):
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '。':
			return '.'
		}
		return r
	}, s)
}

func onlyMarks(s string) bool {
	for _, r := range s {
		if !docx.IsSpace(r) && !strings.ContainsRune(punctuationMarks, r) {
			return false
		}
	}
	return true
}

// isOnlyLabel reports whether s is the number of an item and nothing else.
func isOnlyLabel(s string) bool {
	s = docx.Squeeze(s)
	l := scanLabel(s)
	return l.level >= outline1 && l.end == len(s)
}

// isParticle reports whether only 的 or 之 was added, dropped or exchanged inside a phrase. Before a comma or at
// the end 的 makes a condition, and counts.
func (h *hunk) isParticle() bool {
	is := func(s string) bool { return s == "" || s == "的" || s == "之" }
	if !is(h.deleted) || !is(h.inserted) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(h.new[h.newAt+len(h.inserted):])
	return isHan(next)
}
