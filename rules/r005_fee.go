package rules

import (
	"regexp"
	"strings"

	"guibei"
)

var r005 = charged(Rule{
	ID: "R005", Version: 2, Group: Content,
	Title:    "疑似设定收费、基金、保证金",
	Basis:    "《优化营商环境条例》第二十五条",
	Source:   Regulation,
	Severity: guibei.Blocker,
	Looks:    "收取、缴纳、征收、预缴各种费、基金、押金、保证金、诚信金、统筹款的表述，动词在前在后都看；分项列举的，连同引导语一起看。",
	Blind:    "不判断收费项目是否在目录清单内；不看“依法缴纳”“按规定缴纳”之后没有数额的概括指引；常见的法定缴费（社会保险费、税费、水电费等）和市场主体之间的收费不报；不看“由企业承担费用”一类转嫁负担的表述，不看税收优惠和摊派捐款。",
}, charges{
	next: "涉企收费、政府性基金、保证金须有法律、行政法规依据或者经国务院批准，并在目录清单之内。请写明依据和清单项目；没有依据的，请删去。",
	probes: []probe{
		{says: "设定已经取消的收费", keys: []string{"社会抚养费", "养路费"}, re: abolished},
		{says: "设定收费或者保证金", keys: []string{"费", "金", "款"}, re: charge, harmless: anyOf(lawfulFee, marketPrice, alreadyTaken, aboutFees)},
		{says: "设定收费或者保证金", keys: []string{"收取", "缴纳", "交纳", "征收", "计收", "收缴", "缴存", "代收"}, re: chargeAfter, harmless: anyOf(lawfulFee, marketPrice, alreadyTaken, aboutFees)},
		{says: "设定收费标准", keys: []string{"费"}, re: tariff, severity: guibei.High, harmless: anyOf(lawfulFee, aboutFees)},
		{says: "设定收费", keys: []string{"元"}, re: shortCharge, harmless: anyOf(lawfulFee, marketPrice, alreadyTaken)},
	},
})

const (
	takes = `(?:收取|缴纳|交纳|缴交|征收|预缴|预交|预存|缴存|收缴|代收|计收|加收|扣收|交付|筹集|征集|缴清)`
	thing = `(?:保证金|抵押金|押金|诚信金|履约金|风险金|质保金|保修金|定金|互助金|统筹款|集资款|赞助款|基金|赞助费|费用|费)`
)

var (
	abolished = regexp.MustCompile(takes + `[^。；，]{0,10}?(?:社会抚养费|养路费)|(?:社会抚养费|养路费)[^。；，]{0,12}?` + takes)
	// charge ends with the last 费 of the noun: 污水处理费 in 随水费缴纳污水处理费.
	charge      = regexp.MustCompile(takes + `[^。；，]{0,28}?` + thing + `(?:用)?`)
	chargeAfter = regexp.MustCompile(`[\p{Han}]{0,8}?` + thing + `[^。；，、]{0,20}?(?:，(?:按|由|标准为|每)[^。；，]{0,20}?)?` + takes)
	tariff      = regexp.MustCompile(`[\p{Han}]{0,6}费(?:的)?(?:收取|征收|收费|缴纳)?(?:标准)?(?:为|按|：)(?:每[^。；，]{1,8})?` + money + `|收费标准(?:为|是|：)[^。；，]{0,10}?` + money + `|每[\p{Han}]{1,3}(?:每[\p{Han}]{1,2})?[\p{Han}]{2,6}费` + money)
	shortCharge = regexp.MustCompile(`(?:再|应|须|需|先|每[\p{Han}]{1,3}|另|各|一次性|统一)[交收缴](?:纳|取)?` + money + `[^。；，]{0,10}?(?:费|金)`)

	statutoryFee = regexp.MustCompile(`社会保险费|社保费|保险费|保费|住房公积金|公积金|党费|工会经费|税费|学费|住宿费|诉讼费|仲裁费|水费|电费|燃气费|水电费|热费|物业费|会费|团费|房租|租金|补偿费|补偿金|补助|补贴|安置费|搬迁费|奖金|奖励|救助金|养老金|抚恤金|退休金|土地出让金|税金|资金|经费|现金|佣金|工资|罚金|违约金|滞纳金|公证费|律师费|担保费|手续费率|消费|免费|浪费`)
	keptDeposits = regexp.MustCompile(`投标保证金|履约保证金|(?:工程)?质量保证金|工资保证金|存款保证金|交易保证金|信用证保证金|旅行社质量保证金`)
	wastewater   = regexp.MustCompile(`污水处理费|垃圾处理费|清运费|卫生费|管理费|服务费`)
	seller       = regexp.MustCompile(`(?:企业|经营者|公司|银行|幼儿园|学校|医疗机构|医院|养老机构|担保机构|中介机构|服务机构|代理机构|培训机构|金融机构|出租人|平台|民办园|商户|用人单位)[^。；，]{0,14}?(?:可以|可|应当|应|按|按照|自主|向[^。；，]{1,14}?)*$`)
	taken        = regexp.MustCompile(`(?:已|已经|所|原|违规|违法|非法|擅自|超标准|乱|重复|自行|多|变相|不合理|违反[^。；，]{0,10}|拟|强制|强行)(?:收费|向[^。；，]{1,12})?$`)
	returned     = regexp.MustCompile(`退还|清退|返还|退回|免收|减免|减半|公示|查处|目录清单|清单|举报|纠正`)
	// listedOn is what else is to be paid: 社会保险费和园区管理费.
	listedOn    = regexp.MustCompile(`^(?:和|、|及|以及|或者?)[^。；，、]{0,12}?` + thing)
	feeRules    = regexp.MustCompile(`^(?:的)?(?:标准|情况|项目|依据|行为|管理|公示|政策|减免|工作|办法|部门|单位|机关|机构|主体|方式|凭证|票据|范围)`)
	waived      = regexp.MustCompile(`(?:免|免予|免于|不|不再|暂停|暂缓|停止|取消|降低|减少|减免|减半|缓|减|停|替代现金|代替现金|替代|代替)$`)
	conditional = regexp.MustCompile(`(?:逾期|拒|未按[^。；，]{0,6}|按时|按期|及时)不?$`)
)

// lawfulFee: a payment that a law knows, what an authority does not take, or
// what is left to the law without an amount.
func lawfulFee(h hit) bool {
	t := h.text()
	if statutoryFee.MatchString(t) && !wastewater.MatchString(t) || keptDeposits.MatchString(t) {
		next := listedOn.FindString(h.after())
		return next == "" || statutoryFee.MatchString(next)
	}
	return pointsToLaw(h.before(), t) && !amount.MatchString(t)
}

// marketPrice: somebody who sells charges for it. 统一 and 代收 are how an
// authority charges through a company.
func marketPrice(h hit) bool {
	who, _, found := strings.Cut(h.text(), "收取")
	if !found || strings.Contains(h.text(), "代收") {
		return false
	}
	who = segment(h.before() + who)
	return seller.MatchString(who) && !strings.Contains(who, "统一") && !strings.Contains(who, "代")
}

// alreadyTaken: words about fees taken before or against the rules, and about
// fees not taken.
func alreadyTaken(h hit) bool {
	before := segment(h.before())
	if conditional.MatchString(before) {
		return false
	}
	if waived.MatchString(before) || taken.MatchString(before) {
		return true
	}
	for _, verb := range []string{"收取", "缴纳", "交纳", "征收", "计收"} {
		if i := strings.Index(h.text(), verb); i > 0 && (waived.MatchString(h.text()[:i]) || taken.MatchString(h.text()[:i])) {
			return true
		}
	}
	return returned.MatchString(h.text())
}

// aboutFees: words about how fees are run, not what is to be paid.
func aboutFees(h hit) bool {
	return feeRules.MatchString(h.after()) || strings.HasPrefix(h.after(), "率") || strings.HasSuffix(h.text(), "收费")
}
