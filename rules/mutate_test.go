package rules_test

import (
	"regexp"
	"strings"

	"guibei/docx"
	"guibei/rules"
)

// cleanNotice is a notice that gives out a text in articles, without a lead of
// the groups Format, Structure, Writing and Secrecy above Info.
const cleanNotice = `青山区人民政府关于印发青山区停车管理办法的通知
青政发〔2026〕3号
各镇人民政府、街道办事处，区直各部门：
现将《青山区停车管理办法》印发给你们，请认真贯彻执行。各部门要加强协作，落实经费。
一、明确工作责任
（一）完善工作机制。区城市管理局要会同区公安分局（以下简称公安分局）建立联席会议制度，每年召开2次会议，公安分局负责记录。
（二）加强日常检查。检查结果按照附件1的格式填写，每月25日前报送，报送比例为10%～20%的点位。
二、严格工作要求
（一）落实经费保障。各部门应当将所需经费列入本级预算，专款专用，年度结余上缴财政。
（二）做好宣传引导。通过报刊、广播、网络等多种形式宣传停车管理的各项规定，引导公众有序停车。
附件：1.停车设施检查表
2.停车设施统计表
青山区人民政府
2026年3月5日
（此件公开发布）
青山区停车管理办法
第一章　总则
第一条　为了规范停车管理，根据《城市道路管理条例》，结合本区实际，制定本办法。
第二条　本办法适用于本区行政区域内停车设施的规划、建设和管理。
第三条　停车管理应当遵循下列原则：
（一）统筹规划；
（二）方便群众；
（三）依法管理。
第二章　管理
第四条　停车设施的经营者应当公示收费标准、服务时间和监督电话。
公示的内容有变更的，经营者应当在变更之日起五日内更新。
第五条　经营者应当按照本办法第三条第（一）项和第四条第二款的规定建立台账。
第三章　附则
第六条　本办法由区城市管理局负责解释。
第七条　本办法自2026年5月1日起施行，有效期至2031年4月30日。
附件1
停车设施检查表
附件2
停车设施统计表
项目	数量	面积
路内	10	120
路外	20	230
合计	30	350`

// mutation spoils a clean draft in one way; rule is what must speak of it. One
// that finds nothing to spoil leaves the draft as it is.
type mutation struct {
	name  string
	rule  string
	spoil func(*rules.Input)
}

// draft is a text that keeps to GB/T 9704, to be spoilt.
func draft(text string) rules.Input {
	in := rules.Input{Text: rules.FromString(text)}
	in.Layout = gongwen(in.Text)
	return in
}

// words replaces the first of some words in the text; the layout follows.
func words(old, new string) func(*rules.Input) {
	return func(in *rules.Input) {
		var lines []string
		for _, p := range in.Text.Paragraphs {
			lines = append(lines, p.Text)
		}
		*in = draft(strings.Replace(strings.Join(lines, "\n"), old, new, 1))
	}
}

// look changes the look of the first paragraph that begins with some words.
func look(begin string, change func(*rules.Look)) func(*rules.Input) {
	return func(in *rules.Input) {
		for i, p := range in.Text.Paragraphs {
			if strings.HasPrefix(p.Text, begin) {
				change(&in.Layout.Looks[i])
				return
			}
		}
	}
}

func font(name string, size float64) func(*rules.Look) {
	return func(k *rules.Look) {
		for i := range k.Runs {
			k.Runs[i].Font, k.Runs[i].Size = name, size
		}
	}
}

// everywhere changes all looks.
func everywhere(change func(*rules.Look)) func(*rules.Input) {
	return func(in *rules.Input) {
		for i := range in.Layout.Looks {
			change(&in.Layout.Looks[i])
		}
	}
}

// mutations are the ways in which drafts go wrong in form.
var mutations = []mutation{
	{"paper of another size", "R100", func(in *rules.Input) { in.Layout.Pages[0].Width, in.Layout.Pages[0].Height = 216, 279 }},
	{"margins of Word", "R101", func(in *rules.Input) { in.Layout.Pages[0].Top, in.Layout.Pages[0].Left = 25.4, 31.8 }},
	{"lines too close", "R102", everywhere(func(k *rules.Look) { k.Pitch = 20 })},
	{"title in another font", "R103", look("青山区", font("宋体", 22))},
	{"title not centred", "R103", look("青山区", func(k *rules.Look) { k.Align = docx.Left })},
	{"stop behind the title", "R104", words("办法的通知\n", "办法的通知。\n")},
	{"body in another font", "R105", everywhere(font("宋体", 12))},
	{"heading in another font", "R106", look("一、", font("宋体", 16))},
	{"third level with a comma", "R107", words("二、严格", "1、先行试点。\n二、严格")},
	{"half-width colon behind the addressee", "R108", words("区直各部门：", "区直各部门:")},
	{"no indent", "R109", look("第一条", func(k *rules.Look) { k.Indent = 0 })},
	{"month with a zero", "R110", words("2026年5月1日", "2026年05月1日")},
	{"date of signing in Chinese numerals", "R111", words("\n2026年3月5日", "\n二〇二六年三月五日")},
	{"stop behind the name of an annex", "R112", words("2.停车设施统计表", "2.停车设施统计表。")},
	{"annex on the page before", "R113", look("附件1", func(k *rules.Look) { k.NewPage = false })},
	{"no page numbers", "R114", func(in *rules.Input) { in.Layout.Numbers = nil }},
	{"note without brackets", "R115", words("（此件公开发布）", "此件公开发布")},
	{"a stray font", "R116", look("第二条", font("微软雅黑", 16))},
	{"red words", "R117", look("第二条", func(k *rules.Look) { k.Runs[0].Colour = "FF0000" })},
	{"marked words", "R117", look("第四条", func(k *rules.Look) { k.Runs[0].Highlight = true })},
	{"tracked changes", "R118", func(in *rules.Input) { in.Layout.Changes = 2 }},
	{"hidden words", "R119", func(in *rules.Input) { in.Layout.Hidden = 4 }},
	{"an item skipped", "R121", words("（二）方便群众", "（三）方便群众")},
	{"a section twice", "R121", words("二、严格", "一、严格")},
	{"an item lost", "R121", words("（二）方便群众；\n", "")},
	{"a chapter without articles", "R122", words("第三章", "第三章　监督\n第四章")},
	{"an article without words", "R122", words("第五条　", "第五条\n第六条　")},
	{"a paragraph twice", "R123", words("第五条　", "第五条　停车设施的经营者应当公示收费标准、服务时间和监督电话。\n第六条　")},
	{"a reference to nowhere", "R124", words("第三条第（一）项", "第三十条")},
	{"a reference to no paragraph", "R124", words("第四条第二款", "第四条第三款")},
	{"a reference to no item", "R124", words("第（一）项", "第（五）项")},
	{"a short name twice", "R125", words("每月25日前", "区公安分局（以下简称公安分局）每月25日前")},
	{"an annex that nobody has", "R127", words("按照附件1的", "按照附件4的")},
	{"an annex lost", "R127", words("\n2.停车设施统计表", "")},
	{"another name in the notice", "R128", words("现将《青山区停车管理办法》", "现将《青山区停车场管理办法》")},
	{"a total that is wrong", "R129", words("合计\t30", "合计\t31")},
	{"a name for laws", "R130", func(in *rules.Input) { in.Title = "青山区停车管理条例" }},
	{"no genre", "R131", words("关于印发青山区停车管理办法的通知", "关于加强停车管理工作")},
	{"no purpose", "R132", words("第一条　为了规范停车管理，根据《城市道路管理条例》，结合本区实际，制定本办法。", "第一条　停车设施包括公共停车场和路内泊位。")},
	{"two genres", "R134", func(in *rules.Input) { in.Title = "青山区人民政府关于停车管理的通知通告" }},
	{"a word twice", "R136", words("请认真贯彻执行", "请认真贯彻贯彻执行")},
	{"a particle twice", "R136", words("管理的各项", "管理的的各项")},
	{"labels turned round", "R137", words("第三条第（一）项", "第条三")},
	{"a letter for a figure", "R138", words("自2026年", "自2O26年")},
	{"a blank to fill in", "R139", words("区城市管理局负责解释", "××局负责解释")},
	{"half-width comma", "R140", words("印发给你们，请", "印发给你们,请")},
	{"two stops", "R141", words("制定本办法。", "制定本办法。。")},
	{"a bracket lost", "R142", words("（以下简称公安分局）", "（以下简称公安分局")},
	{"a title mark lost", "R142", words("《城市道路管理条例》", "《城市道路管理条例")},
	{"numerals mixed in a year", "R143", words("自2026年", "自二〇2六年")},
	{"a percent sign lost", "R143", words("10%～20%", "10-20%")},
	{"a wrong character", "R144", words("建立台账", "统一布署")},
	{"a bank card", "R147", words("监督电话", "收款账户6222020200112233440")},
	{"a home", "R148", words("监督电话", "住址幸福路幸福小区3号楼2单元501室")},
	{"a mark of internal papers", "R149", words("（此件公开发布）", "内部资料　注意保存")},
}

// operator spoils any text in one way: the nth place that fits a pattern is
// replaced. It says the rule that must speak of it then.
type operator struct {
	name, rule string
	where      *regexp.Regexp
	with       string
}

// apply spoils the nth place of a text; false where there is none.
func (o operator) apply(text string, n int) (string, bool) {
	all := o.where.FindAllStringSubmatchIndex(text, n+1)
	if len(all) <= n {
		return "", false
	}
	m := all[n]
	return text[:m[0]] + string(o.where.ExpandString(nil, o.with, text, m)) + text[m[1]:], true
}

// operators fit any official document.
var operators = []operator{
	{"stop behind the title", "R104", regexp.MustCompile(`\A(.*(?:通知|意见|办法|函))\n`), "$1。\n"},
	{"addressee with a half-width colon", "R108", regexp.MustCompile(`(?m)^(各省.*)：$`), "$1:"},
	{"month with a zero", "R110", regexp.MustCompile(`(\d{4}年)([1-9]月)`), "${1}0$2"},
	{"date of signing in Chinese numerals", "R111", regexp.MustCompile(`(?m)^2019年1月(\d)日$`), "二〇一九年一月五日"},
	{"stop behind the name of an annex", "R112", regexp.MustCompile(`(?m)^(附件：.*[^。\n])$`), "$1。"},
	{"note without brackets", "R115", regexp.MustCompile(`（(此件公开发布)）`), "$1"},
	{"item renumbered", "R121", regexp.MustCompile(`(?m)^（二）`), "（五）"},
	{"section renumbered", "R121", regexp.MustCompile(`(?m)^三、`), "五、"},
	{"item twice", "R121", regexp.MustCompile(`(?m)^（三）`), "（二）"},
	{"item lost", "R121", regexp.MustCompile(`(?m)^（二）.*\n+（三）`), "（三）"},
	{"paragraph twice", "R123", regexp.MustCompile(`(?m)^([^（\n一二三四五六七八九十第\d].{40,}。)$`), "$1\n\n$1"},
	{"annex that nobody has", "R127", regexp.MustCompile(`(?m)^(一、.*)$`), "$1\n\n具体内容见附件9。"},
	{"particle twice", "R136", regexp.MustCompile(`(\p{Han}的)(\p{Han})`), "${1}的$2"},
	{"word twice", "R136", regexp.MustCompile(`(管理|工作|发展|加强|建设|服务|落实|推进)([^\p{Han}])`), "$1$1$2"},
	{"letter O in a year", "R138", regexp.MustCompile(`20(\d\d年)`), "2O$1"},
	{"placeholder", "R139", regexp.MustCompile(`(由|请)(\p{Han})`), "${1}××$2"},
	{"half-width comma", "R140", regexp.MustCompile(`(\p{Han})，(\p{Han})`), "$1,$2"},
	{"half-width brackets", "R140", regexp.MustCompile(`(\p{Han})（(\p{Han}{2,10})）`), "$1($2)"},
	{"comma twice", "R141", regexp.MustCompile(`(\p{Han})，(\p{Han})`), "$1，，$2"},
	{"comma before a stop", "R141", regexp.MustCompile(`(\p{Han})。`), "$1，。"},
	{"closing bracket lost", "R142", regexp.MustCompile(`（([^（）\n]{5,30})）`), "（$1"},
	{"opening title mark lost", "R142", regexp.MustCompile(`《([^《》\n]{4,30})》`), "$1》"},
	{"closing title mark lost", "R142", regexp.MustCompile(`《([^《》\n]{4,30})》`), "《$1"},
	{"closing quotation mark lost", "R142", regexp.MustCompile(`“([^“”\n]{2,30})”`), "“$1"},
	{"numerals mixed in a year", "R143", regexp.MustCompile(`20(1\d年)`), "二〇$1"},
	{"wrong character in 部署", "R144", regexp.MustCompile(`部署`), "布署"},
	{"wrong character in 部分", "R144", regexp.MustCompile(`部分`), "部份"},
	{"wrong character in 竞争", "R144", regexp.MustCompile(`竞争`), "竟争"},
	{"截止 for 截至", "R144", regexp.MustCompile(`到(20\d\d年)`), "截止$1"},
	{"bank account", "R147", regexp.MustCompile(`(?m)^(.{30,}。)$`), "${1}收款账号：62220202001122334455。"},
	{"home", "R148", regexp.MustCompile(`(?m)^(.{30,}。)$`), "${1}住幸福路12号院3号楼502室。"},
	{"licence plate", "R148", regexp.MustCompile(`(?m)^(.{30,}。)$`), "${1}车牌为蒙B·12345。"},
	{"internal paper", "R149", regexp.MustCompile(`\A`), "内部资料，请勿外传\n"},
}
