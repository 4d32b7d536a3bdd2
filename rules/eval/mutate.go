package eval

import (
	"slices"
	"strconv"
	"strings"

	"guibei"
	"guibei/rules"
)

// Operator puts one known defect into a draft.
type Operator struct {
	Name  string // Chinese
	Group rules.Group
	put   func(draft string, n int) string
}

// article replaces the seventh article, so that numbering stays whole. n varies
// words and numbers from draft to draft.
func article(texts ...string) func(string, int) string {
	return func(draft string, n int) string {
		from := strings.Index(draft, "第七条 ") + len("第七条 ")
		to := from + strings.Index(draft[from:], "\n")
		return draft[:from] + vary(texts[n%len(texts)], n) + draft[to:]
	}
}

// vary fills the blanks of a text with numbers and nouns.
func vary(text string, n int) string {
	return strings.NewReplacer(
		"{n}", strconv.Itoa(100+37*n), "{m}", strconv.Itoa(2+n%8), "{who}", []string{"商户", "车主", "住户", "经营户", "承包人"}[n%5],
		"{firm}", []string{"物流", "保洁", "印刷", "建筑", "餐饮"}[n%5],
	).Replace(text)
}

func swap(old, with string) func(string, int) string {
	return func(draft string, n int) string { return strings.Replace(draft, old, vary(with, n), 1) }
}

func drop(old string) func(string, int) string {
	return func(draft string, _ int) string { return strings.Replace(draft, old, "", 1) }
}

// Operators are the defects, about one a provision.
var Operators = []Operator{
	{"设定罚款", rules.Content, article("{who}违反规定的，处{n}元以下罚款。", "擅自占用公共区域的，罚款{n}元。")},
	{"设定没收", rules.Content, article("违规经营的工具一律没收。", "{who}拒不改正的，没收其经营设备。")},
	{"吊销证照", rules.Content, article("情节严重的，吊销{firm}企业营业执照。")},
	{"备案代替许可", rules.Content, article("{who}应当向街道备案后方可营业。", "经社区审核同意后方可从事{firm}服务。")},
	{"未经批准不得", rules.Content, article("未经主管部门批准，不得开展{firm}活动。")},
	{"设定收费", rules.Content, article("{who}应当缴纳清运费{n}元。", "向{who}收取管理费每年{n}元。")},
	{"设定保证金", rules.Content, article("{firm}企业进场前应当缴纳诚信保证金{n}元。")},
	{"扣押财物", rules.Content, article("执法人员可以扣押{who}的经营工具。", "对拒不服从的，扣留其车辆。")},
	{"停水停电", rules.Content, article("{who}逾期不改的，停止供水供电。")},
	{"强制拆除", rules.Content, article("逾期不拆除的，由街道组织强制拆除。")},
	{"滞纳金", rules.Content, article("逾期未缴的，按日加收千分之{m}的滞纳金。")},
	{"税收返还", rules.Content, article("新引进的{firm}公司缴纳的增值税全额返还。")},
	{"户籍限制", rules.Content, article("申请摊位的{who}应当具有本区户籍。")},
	{"株连亲属", rules.Content, article("拒不履行义务的，其子女不得报考公办学校。")},
	{"最终解释权", rules.Content, article("本办法最终解释权归主管部门所有。")},
	{"指定经营者", rules.Competition, article("{who}应当从指定的{firm}企业处购买服务。")},
	{"优先本地", rules.Competition, article("项目应当优先采购本区产品。", "支持本市{firm}企业优先承接政府项目。")},
	{"本地设机构", rules.Competition, article("中标的{firm}公司应当在本区注册成立子公司。")},
	{"独家经营", rules.Competition, article("{firm}业务由一家企业独家经营。")},
	{"歧视外地", rules.Competition, article("外地{firm}企业须到主管部门备案并缴存担保。")},
	{"纳税挂钩奖补", rules.Competition, article("按照{firm}企业纳税额的百分之{m}给予奖励。")},
	{"统一限价", rules.Competition, article("{firm}服务的零售价不得低于每次{n}元。")},
	{"引用已废止的法律", rules.Citing, swap("《中华人民共和国行政许可法》", "《中华人民共和国合同法》")},
	{"条号超出", rules.Citing, article("依照《中华人民共和国行政许可法》第九十{m}条办理。")},
	{"法名写错", rules.Citing, swap("《优化营商环境条例》", "《优化经商环境条例》")},
	{"没有书名号", rules.Citing, article("依照行政许可法第十{m}条办理。")},
	{"没有施行日期", rules.Dates, swap("本办法自2027年1月1日起施行，有效期5年。", "本办法有效期5年。")},
	{"没有有效期", rules.Dates, drop("，有效期5年")},
	{"日期不存在", rules.Dates, article("本年度2027年2月30日前完成登记。")},
	{"早于成文日期", rules.Dates, swap("自2027年1月1日起施行", "自2026年{m}月1日起施行")},
	{"两个施行日期", rules.Dates, article("本办法自2027年{m}月15日起施行。")},
	{"有效期超过上限", rules.Dates, swap("有效期5年", "有效期1{m}年")},
	{"概括废止", rules.Dates, article("以前有关规定与本办法不一致的，以本办法为准。")},
	{"条跳号", rules.Structure, swap("第六条 ", "第十六条 ")},
	{"项跳号", rules.Structure, swap("（三）妥善", "（四）妥善")},
	{"引用不存在的条", rules.Structure, swap("本办法第四条", "本办法第四十{m}条")},
	{"附件缺失", rules.Structure, swap("文书式样见附件。", "文书式样见附件{m}。")},
	{"空条", rules.Structure, article("")},
	{"称条例", rules.Structure, swap("管理办法\n", "管理条例\n")},
	{"叠字", rules.Writing, swap("主管部门应当建立", "主管部门应应当建立")},
	{"英文逗号", rules.Writing, swap("监督电话；", "监督电话,便于联系；")},
	{"丢书名号", rules.Writing, swap("《优化营商环境条例》", "《优化营商环境条例")},
	{"丢括号", rules.Writing, swap("“主管部门”）", "“主管部门”")},
	{"数字混入字母", rules.Writing, swap("十日内答复", "l0日内答复")},
	{"占位符", rules.Writing, article("具体办法由×××另行规定。")},
	{"标点重叠", rules.Writing, swap("并做好记录。", "并做好记录。。")},
	{"日期虚位", rules.Format, swap("2026年11月20日", "2026年11月02日")},
	{"密级标志", rules.Secrecy, swap("第一章 总则\n", "机密★{m}年\n第一章 总则\n")},
	{"文号括号", rules.Format, article("依照《旧办法》（青政发[2019]{m}号）办理。")},
}

// Mutation is what came of one operator over all drafts.
type Mutation struct {
	Operator
	Put, Found int
}

// Mutate puts every defect into every draft and counts those that a rule of its
// group speaks of where it did not before. said and right count the leads of each
// group that are new in the draft with the defect, and those of them that the
// defect accounts for; quiet are the leads on the drafts as they are.
func Mutate(on guibei.Date) (ms []Mutation, quiet int, said, right map[rules.Group]int) {
	said, right = map[rules.Group]int{}, map[rules.Group]int{}
	drafts := Drafts()
	before := make([]map[string]int, len(drafts))
	for i, d := range drafts {
		before[i] = map[string]int{}
		for _, f := range check(d.Text, on) {
			before[i][f.Rule+f.Place.Quote]++
			quiet++
		}
	}
	for _, op := range Operators {
		m := Mutation{Operator: op}
		for i, d := range drafts {
			text := op.put(d.Text, i)
			if text == d.Text {
				continue
			}
			m.Put++
			found := false
			for _, f := range check(text, on) {
				if before[i][f.Rule+f.Place.Quote] > 0 {
					continue
				}
				g := rules.Group(f.Group)
				said[g]++
				if g == op.Group {
					right[g]++
					found = true
				}
			}
			if found {
				m.Found++
			}
		}
		ms = append(ms, m)
	}
	return ms, quiet, said, right
}

// check leaves out what is only worth knowing.
func check(text string, on guibei.Date) []guibei.Finding {
	found := rules.Check(rules.Input{Text: rules.FromString(text), On: on, MaxYears: 5, MaxTrialYears: 2, MinGapDays: 30}).Findings
	return slices.DeleteFunc(found, func(f guibei.Finding) bool { return f.Severity == guibei.Info })
}
