package rules

import (
	"regexp"

	"guibei"
)

var r004 = charged(Rule{
	ID: "R004", Version: 2, Group: Content,
	Title:    "疑似设定行政许可或者变相许可",
	Basis:    "《行政许可法》第十七条；《优化营商环境条例》第三十九条",
	Source:   Statute,
	Severity: guibei.Blocker,
	Looks:    "未经批准（许可、备案、登记等）不得从事，应当取得或者办理某种证，备案、登记、认定、培训考核等之后方可从事，列入名录方可从事，实行许可或者准入管理，作为前置条件。",
	Blind:    "不认识分散在几条中的变相条件，不判断所列证照是否确有法律依据（常见法定证照不报），不看机关内部的报批程序；不比对所引上位法的原文。",
}, charges{
	next: "行政规范性文件不得设定行政许可，也不得以备案、登记、年检、认定等形式变相设定。请写明法律、行政法规依据到条；没有依据的，请删去或者改为事后告知、鼓励性表述。",
	probes: []probe{
		{says: "以批准、登记等为从事活动的前提", keys: []string{"未"}, re: without, harmless: anyOf(privateConsent, amongOrgans, insideOffice, knownLicence, byLaw)},
		{says: "以批准、登记等为从事活动的前提", keys: []string{"未经"}, re: forbidsWithout, harmless: anyOf(privateConsent, amongOrgans, insideOffice, knownLicence, byLaw)},
		{says: "以列入名录为从事活动的前提", keys: []string{"名录", "目录", "名单", "库"}, re: listed, severity: guibei.High, points: true, harmless: anyOf(insideOffice, amongOrgans)},
		{says: "以培训、考核为从事活动的前提", keys: []string{"培训", "考试", "考核"}, re: trained, severity: guibei.High, points: true, harmless: anyOf(insideOffice, amongOrgans)},
		{says: "以备案、登记、认定等变相设定许可", keys: []string{"方可", "才能", "始得", "方能", "后方", "才可", "才准", "始能", "后才", "后可"}, re: onlyAfter, points: true, harmless: anyOf(privateConsent, amongOrgans, insideOffice, knownLicence)},
		{says: "自设证件", keys: []string{"证"}, re: ownPermit, points: true, harmless: anyOf(knownLicence, byLaw)},
		{says: "自设证件", keys: []string{"证"}, re: coinedPermit, points: true},
		{says: "实行许可、准入管理", keys: []string{"实行", "实施"}, re: regime, points: true, harmless: lighterRegime},
		{says: "设为办理其他事项的前置条件", keys: []string{"前置"}, re: precondition, severity: guibei.High, points: true, harmless: anyOf(amongOrgans, insideDecision)},
	},
})

const (
	approval = `(?:批准|许可证?|审批|核准|同意|备案|登记|审核|审查|验收|认定|[\p{Han}]{0,6}证)`
	certs    = `(?:许可证|准运证|准入证|准销证|准营证|准养证|准购证|备案证|登记证|上岗证|资格证书?|资质证书?|执业证书?|通行证|合格证|服务证|经营证|生产证|年检证)`
	only     = `(?:后?(?:方可|才能|始得|方能|才可|才准|始能)(?:从事|开展|举办|经营|营业|上岗|运营|进入|销售|生产|设置|办理|使用)?|后[方才]|后可以?(?:从事|开展|举办|经营|营业|上岗|运营|进入|销售|生产|设置))`
	never    = `(?:一律不准|一律不得|不得|禁止|严禁|不准|不允许|不予)`
)

var (
	without        = regexp.MustCompile(`未(?:经|取得|办理|获得?|领取|办妥|报|按[^。；，]{0,8}(?:办理|取得))[^。；]{0,24}?` + approval + `[^。；]{0,18}?` + never)
	forbidsWithout = regexp.MustCompile(`(?:不得|禁止|严禁|不准)[^。；，]{0,4}?未经[^。；，]{0,16}?(?:批准|许可|同意|审批|审核|备案|登记)`)
	listed         = regexp.MustCompile(`(?:列入|纳入|进入)[^。；，]{0,14}?(?:名录|目录|名单|备选库|企业库)[^。；]{0,10}?` + only + `|未(?:列入|纳入|进入)[^。；]{0,14}?(?:名录|目录|名单|备选库|企业库)[^。；]{0,14}?` + never)
	trained        = regexp.MustCompile(`(?:参加|通过|经过?)[^。；，]{0,20}?(?:培训|考试|考核)[^。；]{0,10}?(?:` + only + `|持证上岗|后上岗)`)
	onlyAfter      = regexp.MustCompile(`(?:备案|登记|注册|认定|认证|审定|年检|年审|报备|审核同意|签署意见|盖章|审批|批准|核准|同意|许可|审核|核实|审查)[^。；，]{0,10}?，?` + only)
	ownPermit      = regexp.MustCompile(`(?:须|应当?|必须|需|方可)[^。；，]{0,10}?(?:取得|办理|领取|申领|申请|持有?|凭|获得|核发|具有|具备|申办)[^。；，]{0,14}?` + certs)
	coinedPermit   = regexp.MustCompile(`(?:凭|持有?|核发|发放|颁发|实行)[^。；，]{0,10}?(?:准运证|准入证|准销证|准营证|准养证|准购证|备案证|上岗证)`)
	regime         = regexp.MustCompile(`对[^。；，]{1,30}?实[行施][^。；，]{0,10}?(?:许可|审批|核准|准入|定点|年检|年审|监制|专营)(?:经营|生产|销售|屠宰|回收)?(?:制度?|管理)`)
	precondition   = regexp.MustCompile(`(?:作为|列为|设为)[^。；，]{0,25}?(?:前置|先决)(?:条件|程序|要件|环节)`)

	consent  = regexp.MustCompile(`(?:申请人|当事人|权利人|本人|业主|监护人|村民会议|村民代表会议|业主大会|个人|消费者|债权人|投资者|对方|其|家长|委托人|患者|股东|承包方|发包方|承包农户|农户|农民|所有权人|使用权人|著作权人|被收集者|被征收人|学生|居民)(?:的)?(?:书面|明确|单独)?(?:同意|许可|授权)`)
	organs   = regexp.MustCompile(`行政机关|执法机关|有关部门|各部门|工作人员|执法人员|各地|各级|政府部门|预算单位|采购人|采购代理|评标|招标人|决策`)
	internal = regexp.MustCompile(`^[^。；，]{0,10}?(?:印发|发布|公布|提交|上会|审议|签发|拨付|列支|开支|支付|动用|作出|出台|报送|上报|调整|下达|组织实施|安排|执行|录用|聘用|提拔|公开|披露|解密|复制|处罚决定|调取)`)
	statutes = regexp.MustCompile(`食品(?:经营|生产)|驾驶|行驶证|营业执照|排污许可|施工许可|规划许可|不动产|安全生产许可|执业许可|药品|医疗器械|危险化学品|危险货物|采矿|取水许可|道路运输|公共场所卫生|卫生许可|办学许可|特种设备|特种作业|烟草专卖|采伐|爆破|爆炸物|居住证|身份证|预售许可|教师资格|种子|动物(?:检疫|防疫)|网络预约|出租汽车|燃气经营|民用枪支|印刷经营|出版物|娱乐经营|快递业务|劳务派遣|人力资源服务许可|养犬登记证`)
	decides  = regexp.MustCompile(`决策|审议|决定|会议|印发|制定|出台`)
	lighter  = regexp.MustCompile(`清单|告知承诺|网上|并联|容缺|依法|国家|集中审批|分类|减少|简化|优化|取消`)
)

// anyOf is harmless where one of its parts is.
func anyOf(parts ...func(hit) bool) func(hit) bool {
	return func(h hit) bool {
		for _, p := range parts {
			if p(h) {
				return true
			}
		}
		return false
	}
}

// privateConsent: the consent of a private person is not a licence.
func privateConsent(h hit) bool { return consent.MatchString(h.text()) }

// amongOrgans: what an authority may not do is no licence.
func amongOrgans(h hit) bool {
	return organs.MatchString(h.text()) || organs.MatchString(segment(h.before())) || organs.MatchString(segment(h.text()+head(h.after(), 30)))
}

// insideOffice: papers and money inside the administration.
func insideOffice(h hit) bool { return internal.MatchString(h.after()) }

// insideDecision: a step of an organ's own decision making.
func insideDecision(h hit) bool { return decides.MatchString(h.text()) }

// knownLicence: a licence that a law has set; restating it is not setting it.
func knownLicence(h hit) bool { return statutes.MatchString(h.text()) }

// byLaw: 未依法取得, 依法取得.
func byLaw(h hit) bool {
	return lawful.MatchString(h.text()) || lawful.MatchString(segment(h.before()))
}

// lighterRegime: reforms of licensing that exist.
func lighterRegime(h hit) bool { return lighter.MatchString(h.text() + head(h.after(), 24)) }
