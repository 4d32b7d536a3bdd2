package rules

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"guibei"
)

var r003 = charged(Rule{
	ID: "R003", Version: 2, Group: Content,
	Title:    "疑似设定行政处罚",
	Basis:    "《行政处罚法》第九条、第十六条",
	Source:   Statute,
	Severity: guibei.Blocker,
	Looks:    "罚款、没收、吊销或者暂扣证照、取消资格、责令停产停业或者关闭、限期禁入、警告和通报批评、拘留，以及以违约金、不退保证金代替罚款的表述；分项列举的，连同引导语一起看。",
	Blind:    "不看“依法”之后没有数额的概括指引，不看对工作人员的处分，不看列入黑名单等信用惩戒、停止供水供电等强制手段；不比对所引上位法的原文；表格中跨格的表述连不起来。",
}, charges{
	next: "行政规范性文件不得设定行政处罚。有法律、法规、规章依据的，请改为指引（依照《…》第…条处理）；没有依据的，请删去。",
	probes: []probe{
		{says: "设定罚款", keys: []string{"罚"}, re: fine, points: true, harmless: aboutFines},
		{says: "设定罚款", keys: []string{"处"}, re: bareFine, harmless: countsPlaces},
		{says: "以不退保证金代替处罚", keys: []string{"金"}, re: forfeit, severity: guibei.High},
		{says: "设定没收", keys: []string{"没收", "收缴"}, re: confiscate, points: true, harmless: aboutConfiscated},
		{says: "设定吊销、暂扣证照或者降低资质", keys: []string{"吊销", "暂扣", "扣留", "收回", "收缴", "降低"}, re: revoke, points: true, harmless: aboutRevoked},
		{says: "设定取消资格", keys: []string{"取消"}, re: disqualify, severity: guibei.High, points: true, harmless: aboutQualification},
		{says: "设定责令停产停业、关闭", keys: []string{"停", "关闭", "取缔", "歇业"}, re: shutDown, points: true, harmless: wasDone},
		{says: "设定限制从业或者禁入期限", keys: []string{"年内", "个月内", "终身", "永久"}, re: banned, severity: guibei.High, points: true, harmless: againstDoubles},
		{says: "设定行政拘留等人身自由罚", keys: []string{"拘留", "劳动教养", "收容"}, re: detain, points: true},
		{says: "以违约金代替罚款", keys: []string{"违约金"}, re: penaltySum, severity: guibei.High},
		{says: "设定警告、通报批评", keys: []string{"警告", "通报批评"}, re: warning, severity: guibei.Medium, points: true, harmless: amongOfficials},
		{says: "笼统规定处罚而没有写明依据", keys: []string{"处罚"}, re: unnamed, severity: guibei.Medium, points: true, harmless: aboutDecisions},
	},
})

const (
	imposes = `(?:处以?|并处|给予|课以|科以|科处|予以|实施|实行|施以|判处)`
	upTo    = `(?:以[上下]|以内|不等)?`
	permit  = `(?:许可证件?|营业执照|执照|资质等级|资质证书|资质|资格证书?|资格|驾驶证|行驶证|证照|登记证|上岗证|经营证|备案证|准运证)`
)

var (
	fine = regexp.MustCompile(imposes + `[^。；，]{0,30}?罚[款金]` +
		`|罚[款金](?:标准)?(?:为|是|：)?[^。；，罚]{0,6}?` + money +
		`|(?:扣罚|处罚|罚交|罚缴|罚没|罚)(?:其)?` + money +
		`|` + money + upTo + `(?:[至到—\-～~]` + money + upTo + `)?[^。；，]{0,6}?的?罚[款金]`)
	bareFine = regexp.MustCompile(`处以?` + money + upTo + `(?:[至到—\-～~]?` + money + upTo + `)?(?:[。；，、]|$)`)
	forfeit  = regexp.MustCompile(`(?:保证金|押金|定金|诚信金|履约金|抵押金)[^。；，]{0,8}?(?:不予退还|不再退还|不退还|不予返还|不退|予以扣除|予以没收|予以没入|没收|上缴|全部扣除)` +
		`|(?:扣除|扣减|没收)[^。；，]{0,6}?(?:保证金|押金|定金|诚信金|履约金)`)
	confiscate = regexp.MustCompile(`没收(?:[^。；，、的]{0,12}?(?:所得|财物|工具|车辆|货物|礼金|设备|产品))?` +
		`|(?:予以|一律|全部|当场|由[^。；，]{1,16})收缴|收缴其?(?:违法|非法|所得|车辆|工具|物品|犬只|烟花|礼金|财物)`)
	revoke     = regexp.MustCompile(`(?:吊销|暂扣|扣留|收回|收缴|降低)[^。；，]{0,14}?` + permit)
	disqualify = regexp.MustCompile(`取消[^。；，]{0,14}?(?:资格|资质)(?:[。；，、！]|$|并|且|和|及)`)
	shutDown   = regexp.MustCompile(`(?:责令|一律|予以|统一|强制|立即|坚决|限期|勒令)[^。；，]{0,8}?(?:停产|停业|停工|关闭|关停|取缔|停止营业|停止经营|歇业|停运)|停[产业]整顿|(?:给予|处以?|责令|可以)[^。；，]{0,8}?停止执业`)
	banned     = regexp.MustCompile(`(?:` + num + `(?:年|个月)内|终身|永久)[^。；，]{0,10}?(?:不得|禁止|不准|不允许|不予|取消|暂停|限制)[^。；，]{0,16}?(?:从事|参与|参加|申报|申请|承接|投标|进入|经营|享受|受理|办理)`)
	detain     = regexp.MustCompile(`(?:处以?|给予|予以|可以?|实行)[^。；，]{0,12}?(?:拘留|劳动教养|收容教育|收容遣送)`)
	penaltySum = regexp.MustCompile(`(?:处以?|收取|加处|扣缴|扣除|罚)[^。；，]{0,14}?违约金`)
	warning    = regexp.MustCompile(`(?:给予|予以|处以?|并处)[^。；，]{0,8}?(?:警告|通报批评)`)
	unnamed    = regexp.MustCompile(`(?:给予|予以|从重|严肃|进行|实施|加重|从严|一律|并)(?:行政|严厉|经济)?处罚`)

	procedure   = regexp.MustCompile(`听证|集体讨论|法制审核|备案|当场收缴|告知|自由裁量|裁量基准|国库|返还|挂钩|指标|上缴财政|非税`)
	ofFine      = regexp.MustCompile(`^(?:的)?(?:案件|行政处罚|决定|处罚决定|事项|项目|收入|收缴|缴纳)`)
	confiscated = regexp.MustCompile(`^(?:的|后|入|物品?(?:的|应|处|移|管|清|由)|决定|案件|款)`)
	proceeds    = regexp.MustCompile(`拍卖的?款|返还罚|国库|上缴财政|罚没`)
	revokedOf   = regexp.MustCompile(`^(?:的|后|等情形|情形|情况|信息)`)
	reform      = regexp.MustCompile(`无法律|没有法律|一批|事项|职业资格|评优|评先|评选|考核`)
	sameTwice   = regexp.MustCompile(`不[得予][^。；，]{0,4}(?:重复|多头|同类)`)
	decision    = regexp.MustCompile(`^(?:的)?(?:决定|案件|信息|裁量|种类|权|程序|文书|前|时|机关|事项|标准|措施|，应当)`)
)

// aboutFines: the words are about fines that others impose: which cases go to
// a hearing, where the money goes.
func aboutFines(h hit) bool {
	return strings.HasSuffix(h.before(), "行政") || ofFine.MatchString(h.after()) ||
		strings.HasPrefix(h.after(), "的") && procedure.MatchString(h.after())
}

// countsPlaces: 每处500元 counts places.
func countsPlaces(h hit) bool {
	r, _ := utf8.DecodeLastRuneInString(h.before())
	return strings.ContainsRune("每一二三四五六七八九十两几此该各多住出用好0123456789", r)
}

// aboutConfiscated: goods already confiscated, or 罚没 income.
func aboutConfiscated(h hit) bool {
	return strings.HasSuffix(h.before(), "罚") || strings.HasSuffix(h.before(), "被") ||
		confiscated.MatchString(h.after()) || proceeds.MatchString(h.clause.text)
}

// aboutRevoked: a permit that was revoked is a fact, not a threat.
func aboutRevoked(h hit) bool {
	if strings.HasPrefix(h.after(), "的处罚") || strings.HasPrefix(h.after(), "的行政处罚") {
		return false
	}
	return wasDone(h) || revokedOf.MatchString(h.after())
}

// aboutQualification: reforms cancel licences, units cancel awards.
func aboutQualification(h hit) bool {
	return reform.MatchString(h.text()) || official.MatchString(segment(h.before())) && !outsider.MatchString(h.clause.text)
}

func wasDone(h hit) bool {
	return strings.HasSuffix(h.before(), "被") || strings.HasSuffix(h.before(), "已")
}

// againstDoubles: no second subsidy for the same thing is no penalty.
func againstDoubles(h hit) bool { return sameTwice.MatchString(h.text() + head(h.after(), 12)) }

// amongOfficials: 通报批评 inside the administration is no penalty.
func amongOfficials(h hit) bool {
	return official.MatchString(h.clause.text) || !outsider.MatchString(h.clause.text)
}

// aboutDecisions: words about how penalties are decided.
func aboutDecisions(h hit) bool {
	return decision.MatchString(h.after()) || official.MatchString(h.clause.text)
}
