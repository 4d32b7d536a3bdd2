package main

import (
	"strings"

	"guibei"
	"guibei/store"
)

// The words that invented titles and texts are made of.
var (
	subjects = []string{
		"停车场", "流动摊贩", "物业服务", "养老服务", "户外广告", "餐厨垃圾", "建筑垃圾", "城市供热", "老旧小区改造", "既有住宅加装电梯",
		"公共租赁住房", "房屋征收补偿", "校外培训", "学前教育", "农贸市场", "食品小作坊", "网约房", "共享单车", "电动自行车", "犬只饲养",
		"烟花爆竹", "扬尘污染", "噪声污染", "河道保护", "农村饮水", "节约用水", "地下管线", "燃气安全", "消防车通道", "工业园区",
		"招商引资", "科技创新", "人才引进", "就业援助", "临时救助", "残疾人保障", "医疗救助", "政府采购", "国有资产", "财政补贴",
		"行政执法", "政务服务", "公共数据", "档案", "统计调查", "应急避难场所", "防汛抗旱", "森林草原防火", "草畜平衡", "农机购置",
	}
	acts  = []string{"管理", "监督管理", "保障", "促进", "奖励", "补助", "评估", "考核", "信用管理", "特许经营"}
	forms = []string{"办法", "规定", "实施细则", "暂行办法", "实施意见", "若干措施"}
	duty  = []string{"应当", "可以", "不得", "应当及时", "应当依法", "应当会同有关部门"}
	deeds = []string{
		"建立工作台账并按月报送", "公布受理条件和办理期限", "听取利害关系人的意见", "在五个工作日内作出答复", "将处理结果告知申请人",
		"组织现场核查并制作笔录", "对相关设施进行日常维护", "采取措施消除安全隐患", "向社会公开收费项目和标准", "开展宣传教育和业务培训",
		"落实网格化巡查责任", "保存记录不少于三年", "委托第三方机构开展评估", "配合监督检查并如实提供材料", "优先保障困难群众的需要",
	}
	whos = []string{
		"区人民政府", "区住房和城乡建设局", "区城市管理综合执法局", "区市场监督管理局", "镇人民政府、街道办事处", "经营者", "物业服务人",
		"行政执法人员", "申请人", "社区居民委员会", "行业协会", "产权人", "有关单位和个人",
	}
	digits = []string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
)

func (m *maker) pick(from []string) string { return from[m.chance.IntN(len(from))] }

// chinese writes 1 to 99.
func chinese(n int) string {
	tens, ones := n/10, n%10
	var out string
	if tens > 1 {
		out = digits[tens]
	}
	if tens > 0 {
		out += "十"
	}
	if ones > 0 {
		out += digits[ones]
	}
	return out
}

// text invents the articles of a document about a subject.
func (m *maker) text(title, subject string) []store.LibraryParagraph {
	out := []store.LibraryParagraph{{Text: title, Level: "title"}}
	const fewest, spread = 8, 14
	n := fewest + m.chance.IntN(spread)
	for i := 1; i <= n; i++ {
		label := "第" + chinese(i) + "条"
		words := "　为了规范" + subject + "活动，根据有关法律、法规，结合本区实际，制定本办法。"
		switch {
		case i == n:
			words = "　本办法自公布之日起施行。"
		case i > 1:
			words = "　" + m.pick(whos) + m.pick(duty) + m.pick(deeds) + "，" + m.pick(duty) + m.pick(deeds) + "；涉及" + m.pick(subjects) + "的，" +
				m.pick(whos) + m.pick(duty) + m.pick(deeds) + "。"
		}
		out = append(out, store.LibraryParagraph{Text: label + words, Article: label, Level: "article"})
	}
	return out
}

// plainText is what the library searches.
func plainText(ps []store.LibraryParagraph) string {
	var b strings.Builder
	for _, p := range ps {
		b.WriteString(p.Label + p.Text + "\n")
	}
	return b.String()
}

// grams are the characters and pairs of the texts, as package store indexes
// them.
func grams(texts ...string) []string {
	seen := map[string]bool{}
	for _, t := range texts {
		rs := []rune(strings.ToLower(t))
		for i, r := range rs {
			if isSpace(r) {
				continue
			}
			seen[string(r)] = true
			if i+1 < len(rs) && !isSpace(rs[i+1]) {
				seen[string(rs[i:i+2])] = true
			}
		}
	}
	out := make([]string, 0, len(seen))
	for w := range seen {
		out = append(out, w)
	}
	return out
}

func isSpace(r rune) bool { return strings.ContainsRune(" \t\n\v\r　", r) }

// places says who drafts and issues in each class; the shares are those of a
// district.
func (m *maker) places() (class guibei.Class, drafting, issuing string) {
	departments := []string{"qs-zjj", "qs-cgj", "qs-scjg", "qs-sfj"}
	switch n := m.chance.IntN(100); {
	case n < 30:
		return guibei.GovDocument, m.pick(departments), "qs-gov"
	case n < 42:
		return guibei.GovDocument, m.pick(departments), "qs-office"
	case n < 85:
		at := m.pick(departments)
		return guibei.DeptDocument, at, at
	}
	at := m.pick([]string{"qs-qfz", "qs-kxl"})
	return guibei.TownshipDocument, at, at
}
