package compare

import (
	"strings"
	"unicode/utf8"
)

// AspectKind names what an aspect is about.
type AspectKind string

// The aspects of a change. Those from Numbering on are mechanical.
const (
	Obligation AspectKind = "obligation" // 应当, 可以, 不得 …
	Negation   AspectKind = "negation"   // 不, 非, 未, 无
	Subject    AspectKind = "subject"    // who acts or is bound
	Authority  AspectKind = "authority"  // the organ in charge
	Amount     AspectKind = "amount"
	Period     AspectKind = "period"
	Date       AspectKind = "date"
	Bound      AspectKind = "bound" // 以上, 以下, 超过 …
	Penalty    AspectKind = "penalty"
	Fee        AspectKind = "fee"
	Scope      AspectKind = "scope" // 适用, 及, 或, 等, 除外 …
	Validity   AspectKind = "validity"
	Condition  AspectKind = "condition"
	Citation   AspectKind = "citation"  // of a law or document
	Pointer    AspectKind = "reference" // an internal reference that was rewritten
	Provision  AspectKind = "provision" // a unit is new or gone
	Wording    AspectKind = "wording"   // anything else

	Numbering   AspectKind = "numbering"
	Position    AspectKind = "position"
	Structure   AspectKind = "structure"
	Following   AspectKind = "reference_followed"
	Punctuation AspectKind = "punctuation"
	Blank       AspectKind = "whitespace"
	Numeral     AspectKind = "numeral"
	Particle    AspectKind = "particle" // 的
)

// mechanical reports whether an aspect by itself changes nothing in law.
func (k AspectKind) mechanical() bool {
	switch k {
	case Numbering, Position, Structure, Following, Punctuation, Blank, Numeral, Particle:
		return true
	default:
		return false
	}
}

// phraseKinds is the order in which aspects are told.
var phraseKinds = [...]AspectKind{
	Obligation, Negation, Penalty, Fee, Amount, Period, Date, Bound, Subject, Authority, Condition, Scope, Validity, Citation, Pointer,
}

// neutral is the kind of words that hold a legal word by chance. It is no constant, since no aspect is of it.
var neutral AspectKind

// legalWords are the words that show what a phrase is about. Words of one character count only where they were
// themselves changed, and not in a longer text; the others count where the change touches them.
var legalWords = []struct {
	kind  AspectKind
	words string
}{
	{Obligation, "应当 可以 不得 必须 禁止 严禁 有权 无权 不应当 不可以 不能 不准 可 应 须 能 有义务 有责任 负责 允许 准予 鼓励 免于 免予 不予 拒绝 责任 义务 权利"},
	{Negation, "不 非 未 无 没有 勿 免 否 莫 并非"},
	{Bound, "以上 以下 以内 以外 超过 不超过 不足 不满 满 低于 高于 不低于 不高于 不少于 少于 多于 至少 至多 最多 最低 最高 上限 下限 届满"},
	{Penalty, "罚款 没收 吊销 暂扣 拘留 警告 通报批评 责令 处分 处罚 政务处分 追究 刑事责任 停产停业 关闭 限制从业 取消资格 加处 并处 情节严重 从重 从轻 减轻 赔偿 违法所得 失信"},
	{Fee, "收费 费用 收取 缴纳 交纳 保证金 押金 滞纳金 税款 税 基金 费 免费 退还 补贴 补助 资助 补偿 价款 价格"},
	{Scope, "适用 参照 及 和 或 等 与 除外 包括 以及 或者 并且 仅限 限于 范围 不包括 其他 全部 一切 任何 所有 各类 部分 除 之外 有关 相关 行政区域"},
	{Validity, "施行 废止 有效期 失效 生效 试行 暂行 停止执行 同时废止 终止 中止 延期 延长 继续有效"},
	{Condition, "批准 同意 审批 许可 核准 备案 登记 未经 经 如果 但是 但 的 情形 条件 必要时 经过 符合 具备 需要 确需 特殊情况 紧急 另有规定 审核 审查 公示 听证 论证 评估 协商 征求"},
	{Subject, "公民 法人 其他组织 非法人组织 企业 个人 单位 经营者 当事人 申请人 用人单位 行政相对人 法定代表人 负责人 工作人员 主管人员 责任人员 业主 农户 村民 居民 社会组织 事业单位"},
	{Authority, "人民政府 主管部门 行政机关 行政部门 人民法院 人民检察院 监察机关 公安机关 委员会 国务院 办事处 管理局 监督管理局 部门 机关 机构 党委 政府 局 厅 部 委"},
	{neutral, "不断 不同 不仅 不论 不动产 无论 无偿 未来 未成年 非常 非遗 能力 职能 功能 节能 智能 可能 性能 能源 能够 部署 内部 干部 外部 " +
		"等级 平等 同等 高等 中等 初等 等候 经济 经营 经验 经费 已经 财经 经常 委托 委派 委任 应用 相应 响应 供应 应急 适应 对应 应对 效应 须知 " +
		"认可 可行 可靠 可持续 目的 标的 税务 涉及 及时 普及 和谐 和平 参与 给予 赋予 与会 与此 局面 格局 免疫 难免 避免 否则 是否 满足 满意 消费 浪费 圆满"},
}

// oneCharacterRoom is the longest changed text in runes in which words of one character count.
const oneCharacterRoom = 8

// modals are the words that end the subject of a clause, by their first character.
var modals = byFirst("应当", "可以", "不得", "必须", "有权", "负责", "禁止")

type wordKind struct {
	word string
	kind AspectKind
	one  bool // of one character
}

// legalIndex holds legalWords by first character, longest first.
var legalIndex = func() map[rune][]wordKind {
	out := map[rune][]wordKind{}
	for _, l := range legalWords {
		for w := range strings.FieldsSeq(l.words) {
			r, size := utf8.DecodeRuneInString(w)
			ws := append(out[r], wordKind{w, l.kind, size == len(w)})
			for k := len(ws) - 1; k > 0 && len(ws[k].word) > len(ws[k-1].word); k-- {
				ws[k], ws[k-1] = ws[k-1], ws[k]
			}
			out[r] = ws
		}
	}
	return out
}()

// phrase is something found in a text that has a meaning in law.
type phrase struct {
	kind AspectKind
	text string
}

// findPhrases finds the phrases of s that touch s[from:to].
func findPhrases(s string, from, to int) []phrase {
	whole := from == 0 && to == len(s)
	var out []phrase
	roomy := runes(s[from:to]) > oneCharacterRoom
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if kind, n := quantityKind(s[i:], r, size); n > 0 {
			if touches(i, i+n, from, to) {
				out = append(out, phrase{kind, s[i : i+n]})
			}
			i += n
			continue
		}
		step := size
		for _, w := range legalIndex[r] {
			if !strings.HasPrefix(s[i:], w.word) {
				continue
			}
			end := i + len(w.word)
			text := w.word
			if w.kind == Authority && !w.one {
				text = organBefore(s, i) + text
			}
			hit := touches(end-len(text), end, from, to)
			if w.one {
				hit = i >= from && end <= to && (!roomy || w.kind == Negation && !whole)
			}
			if n := len(out) - 1; hit && n >= 0 && w.kind == Authority && out[n].kind == Authority && strings.HasPrefix(text, out[n].text) {
				out[n].text = text // 国务院 is part of 国务院财政部门
				hit = false
			}
			if hit && w.kind != neutral {
				out = append(out, phrase{w.kind, text})
			}
			step = len(w.word)
			break
		}
		i += step
	}
	return out
}

// touches reports whether a phrase overlaps a change, or an empty change lies inside it.
func touches(start, end, from, to int) bool {
	if from == to {
		return start < from && from < end
	}
	return start < to && from < end
}

// organBefore is what stands before the last word of an organ's name: 县级以上, 市场监督管理.
func organBefore(s string, end int) string {
	i := end
	for range 20 {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if size == 0 || !isHan(r) || strings.ContainsRune("由向经报对的和及或与在以被为是应当将把送交", r) {
			break
		}
		i -= size
	}
	return s[i:end]
}

func isHan(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }

// quantityKind classifies the number, date, title or reference at the start of s; n is its length, 0 for none.
func quantityKind(s string, r rune, size int) (kind AspectKind, n int) {
	switch {
	case r == '《':
		return Citation, titleLen(s)
	case r == '〔' || r == '[' || r == '［':
		return Citation, fileNumberLen(s)
	case r == '第':
		return Pointer, ordinalLen(s)
	case r == '百' && strings.HasPrefix(s, "百分之"):
		numeral, rest := cutNumeral(s[len("百分之"):])
		if numeral == "" {
			return "", 0
		}
		return Amount, len(s) - len(rest)
	case isDigit(r):
		n = quantityLen(s)
	case isHanNumeral(r):
		n = hanQuantityLen(s)
	}
	if n <= size && !isDigit(r) {
		return "", 0
	}
	return measureKind(s[:n]), n
}

// measureKind tells a date from a period and an amount.
func measureKind(s string) AspectKind {
	if strings.Contains(s, "年") && strings.Contains(s, "月") && !strings.Contains(s, "个月") {
		return Date
	}
	for _, m := range [...]string{"日", "天", "月", "年", "周", "小时", "分钟"} {
		if strings.HasSuffix(s, m) {
			if m == "年" && runes(s) >= 5 {
				return Date
			}
			return Period
		}
	}
	return Amount
}
