package rules

import (
	"regexp"
	"slices"
	"strings"

	"guibei/laws"
)

// What one number in a legal text looks like, folded, and an amount of money.
const (
	num   = `[\d.〇零一二三四五六七八九十百千万亿两几壹贰叁肆伍陆柒捌玖拾佰仟]+`
	money = `(?:人民币)?` + num + `(?:余|多)?(?:元|块钱|倍)`
)

// comma parts the words of a sentence: the stretch in which a negation governs
// a verb.
var commas = []string{"，", "；", "。", "：", "！", "？"}

// segment returns the words of text between the last comma and its end.
func segment(text string) string {
	from := 0
	for _, c := range commas {
		if i := strings.LastIndex(text, c); i >= 0 && i+len(c) > from {
			from = i + len(c)
		}
	}
	return text[from:]
}

var (
	negation = regexp.MustCompile(`不得|禁止|严禁|不准|不许|不应|杜绝|防止|不再|取消|清理|停止|暂停|避免|制止|纠正|无权|免予|免于|免除|无需|无须|不予|不需|不用|不必`)
	// carries is how a negation reaches over the next comma: 不得以任何形式，向….
	carries = regexp.MustCompile(`(?:不得|禁止|严禁|不准|不许|杜绝|防止)(?:以|利用|借|通过|因|将|把|在|随意|擅自|违反|违规|违法|变相)[^，。；]*，$`)
	// endsNegation is where a negation stops governing: 禁止乱倒垃圾违者罚款.
	endsNegation = regexp.MustCompile(`违者|否则|违反|的[，]?(?:一律|予以|由|可以?)|并`)
)

// pretext is what a long list may stand behind: 不得以贷款承诺费、咨询费等名义收取.
var pretext = regexp.MustCompile(`^(?:以|利用|借|通过)`)

// How many bytes a negation reaches: about twenty characters, a hundred
// through a list of pretexts.
const (
	maxGoverned = 60
	maxPretext  = 300
)

// forbidden reports whether the words before a hit forbid it: a prohibition
// addressed to authorities, or a charge that is lifted.
func forbidden(before string) bool {
	seg := segment(before)
	for _, m := range negation.FindAllStringIndex(seg, -1) {
		governed := seg[m[1]:]
		reach := maxGoverned
		if pretext.MatchString(governed) {
			reach = maxPretext
		}
		if len(governed) <= reach && !endsNegation.MatchString(governed) {
			return true
		}
	}
	rest := strings.TrimSuffix(before, seg)
	return strings.HasSuffix(rest, "，") && carries.MatchString(tail(rest, 90)) && !endsNegation.MatchString(seg)
}

// tail returns at most n last bytes of s, from the start of a character.
func tail(s string, n int) string {
	if len(s) <= n {
		return s
	}
	s = s[len(s)-n:]
	for len(s) > 0 && s[0]&0xC0 == 0x80 {
		s = s[1:]
	}
	return s
}

// head returns at most n first bytes of s, to the end of a character.
func head(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n]
}

var (
	asBasis  = regexp.MustCompile(`(?:依照|依据|按照|根据|遵照|适用|由[^。；]{0,20}依|按)[^。；《》]{0,14}$`)
	violates = regexp.MustCompile(`(?:违反|违背|不符合|未按照?)[^。；《》，]{0,10}$`)
	provides = regexp.MustCompile(`^(?:[^。；，]{0,8})?(?:规定|明确)`)
)

// near is how far, in bytes, a guard looks around a hit.
const near = 400

// restated returns what the clause restates, see restates.
func (c *clause) restated() string {
	if c.basis == nil {
		basis := restates(c.text, c.citations())
		c.basis = &basis
	}
	return *c.basis
}

// restates returns the reference a clause names as the basis of what it says,
// "" for none. 违反《…》的 names what is violated and is no basis.
func restates(text string, cited []laws.Citation) string {
	var basis string
	var whole []laws.Citation
	for _, c := range cited {
		before := tail(text[:c.Start], near)
		listed := len(whole) > 0 && strings.TrimLeft(text[whole[len(whole)-1].End:c.Start], "、和及以") == ""
		switch {
		case violates.MatchString(before):
			continue
		case asBasis.MatchString(before), provides.MatchString(head(text[c.End:], near)) && c.Article != "":
			whole = append(whole, c)
		case listed:
			whole = append(whole, c)
		}
	}
	if len(whole) == 0 {
		return ""
	}
	i := slices.IndexFunc(whole, func(c laws.Citation) bool { return c.Article != "" })
	basis = text[whole[max(i, 0)].Start:whole[max(i, 0)].End]
	return basis
}

// lawful is a pointer to the law without naming it: 依法吊销.
var lawful = regexp.MustCompile(`依法|依规|(?:依照|依据|按照?|根据)(?:国家|上级|自治区|省|市)?(?:的)?(?:有关|相关|现行)?(?:法律|法规|规定|政策|标准)`)

// pointsToLaw reports whether the words around a hit leave the matter to the
// law without setting anything themselves.
func pointsToLaw(before, hit string) bool {
	return lawful.MatchString(segment(before)) || lawful.MatchString(hit)
}

var amount = regexp.MustCompile(money + `|` + num + `%`)

// official is public staff or an authority: what they get is 处分, not 处罚.
var official = regexp.MustCompile(`公职人员|国家工作人员|工作人员|责任人|领导干部|领导人员|公务员|单位负责人|党员|干部|责任单位|各部门|有关部门|各镇|各街道|处分|评优|评先|考核|绩效`)

// outsider is anybody an administrative penalty can fall on.
var outsider = regexp.MustCompile(`企业|商户|经营者|业主|当事人|个人|居民|村民|市民|用户|公民|公司|供应商|投标人|申请人|摊主|店|车主|驾驶人|饲养人|养犬人|养殖户|行为人|从业者|从业人员|违反|违规|违法|拒不`)
