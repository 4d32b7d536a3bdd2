package rules

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"guibei"
)

// Recommendation is whether a text looks like a normative document. A person
// decides.
type Recommendation string

// The recommendations.
const (
	Normative    Recommendation = "normative"
	NotNormative Recommendation = "not_normative"
	Unsure       Recommendation = "unsure"
)

var recommendationLabels = map[Recommendation]string{
	Normative: "疑似行政规范性文件", NotNormative: "疑似不是行政规范性文件", Unsure: "难以判断，请人工确认",
}

// Label returns the recommendation in Chinese.
func (r Recommendation) Label() string { return recommendationLabels[r] }

// Classified is what speaks for and against a text being a normative
// document: 涉及公民、法人和其他组织权利义务，具有普遍约束力，在一定期限内反复适用的公文
// (国办发〔2018〕37号).
type Classified struct {
	Recommendation Recommendation `json:"recommendation"`
	Confidence     float64        `json:"confidence"` // 0.5 for a toss-up, to 1
	Tests          []ClassTest    `json:"tests"`
	Exclusions     []Exclusion    `json:"exclusions"` // kinds of papers that are none, and why it could be one
}

// ClassTest is one of the five marks of a normative document.
type ClassTest struct {
	Key      string         `json:"key"` // issuer, external, general, repeated, public
	Label    string         `json:"label"`
	Met      bool           `json:"met"`
	Why      string         `json:"why"`
	Evidence []guibei.Place `json:"evidence"`
}

// Exclusion is a kind of paper that is no normative document.
type Exclusion struct {
	Label  string `json:"label"`
	Why    string `json:"why"`
	Strong bool   `json:"strong"` // by its kind alone; a weak one yields to the content
}

// exclusions are kinds of papers by their titles (37号, and the lists of
// provincial rules).
var exclusions = []struct {
	label  string
	re     *regexp.Regexp
	strong bool
}{
	{"法律、法规、规章", regexp.MustCompile(`条例(?:（[^（）]{1,8}）)?$|[^办方]法(?:实施细则)?$`), true},
	{"答复、函", regexp.MustCompile(`(?:复函|答复|的函|函)$`), true},
	{"对具体请示的批复", regexp.MustCompile(`批复$`), true},
	{"通报、表彰奖惩", regexp.MustCompile(`通报$|(?:表彰|表扬|嘉奖|授予|追授|处分)[^，]{0,40}(?:决定|通报|通知)$`), true},
	{"人事任免、组成人员", regexp.MustCompile(`(?:任免|任命|免去|任职|组成人员|调整[^，]{0,30}(?:领导小组|委员会|指挥部)[^，]{0,10}(?:成员|人员)|职务)[^，]{0,12}(?:通知|决定)$`), true},
	{"机构设置、编制", regexp.MustCompile(`(?:成立|设立|组建|撤销)[^，]{0,40}(?:领导小组|委员会|指挥部|联席会议|工作专班|协调机构)[^，]{0,6}(?:的通知|的决定|的批复)?$|机构编制|职能配置|三定`), true},
	{"会议、纪要、讲话", regexp.MustCompile(`会议纪要|纪要$|召开[^，]{0,40}会议|讲话|会议的通知$`), true},
	{"请示、报告", regexp.MustCompile(`(?:请示|报告)$`), true},
	{"节假日、便民通告", regexp.MustCompile(`节假日安排|放假|办公地址|办公时间|停水|停电[^，]{0,20}(?:通告|公告)`), true},
	{"下达资金、计划、指标", regexp.MustCompile(`下达[^，]{0,40}(?:资金|计划|指标|预算)|预算[^，]{0,10}(?:批复|分配)`), true},
	{"迁址、建设等一事一议", regexp.MustCompile(`迁址|提案|建议[^，]{0,10}(?:答复|办理)`), true},
	{"应急预案", regexp.MustCompile(`应急预案`), false},
	{"规划", regexp.MustCompile(`规划(?:（[^（）]{1,14}）)?(?:的通知)?$`), false},
	{"工作方案、要点、计划", regexp.MustCompile(`(?:工作方案|实施方案|行动方案|工作要点|行动计划|工作计划|任务分工|试点方案)》?(?:（[^（）]{1,10}）)?(?:的通知)?$`), false},
	{"内部管理", regexp.MustCompile(`(?:值班|考勤|公务接待|会议管理|印章管理|财务管理|绩效考核|机关[^，]{0,8}制度)`), false},
}

var (
	dutyOf    = regexp.MustCompile(`(?:公民|个人|居民|村民|企业|单位|机构|组织|经营者|申请人|当事人|用户|业主|纳税人|投标人|供应商|学生|职工|劳动者|农户|养殖户|驾驶人|车主|饲养人|养犬人|消费者|患者|人员|市场主体|经营主体|合作社|家庭|农民|社会团体|社团|团体|者)[^。；]{0,24}?(?:应当|不得|必须|可以|可申请|享受|有权|须|给予|按规定|免征|减征|可继续|可按)`)
	benefitOf = regexp.MustCompile(`(?:给予|发放|享受|提供|落实)[^。；]{0,16}?(?:补贴|奖励|补助|减免|优惠|贷款|贴息|救助|支持)`)
	banOf     = regexp.MustCompile(`(?:禁止|严禁|不得|限制)[^。；]{2,30}`)
	generalTo = regexp.MustCompile(`各(?:省|市|区|县|旗|乡|镇|街道|有关|部门|单位|委|局|直属)|(?:任何单位|任何个人|单位和个人)|行政区域内|适用本`)
	onceOnly  = regexp.MustCompile(`你(?:省|市|委|部|局|区|县|们)|收悉|来函|提案|第\d{3,5}号(?:建议|提案)|同意[^。；]{0,30}(?:迁址|设立|建立|组建)`)
	lasting   = regexp.MustCompile(`起施行|有效期|长期|每年|各年度|制度|机制|试行|暂行|自[^。；]{0,16}起(?:执行|实施)|今后|持续`)
	hidden    = regexp.MustCompile(`内部资料|不予公开|此件不公开`)
)

// external is where the mark of rights and duties stands among the five.
const external = 1

// evidenceMost is how many places are given for one mark.
const evidenceMost = 5

// Classify weighs the five marks of a normative document against the kinds of
// papers that are none. What a text does counts more than what it is called.
func Classify(in Input) Classified {
	title := in.title()
	v := in.read()
	duties, n := gather(v, dutyOf, benefitOf, banOf)
	general, g := gather(v, generalTo)
	once, o := gather(v, onceOnly)
	last, l := gather(v, lasting)
	shown, h := gather(v, hidden)
	issuer := temporary.FindString(title) == ""
	c := Classified{Tests: []ClassTest{
		classMark("issuer", "制定主体", issuer, "标题中没有临时机构、议事协调机构、内设机构", "制定机关疑似临时机构、议事协调机构或者内设机构", nil),
		classMark("external", "涉及管理对象的权利义务", n > 0, fmt.Sprintf("有%d句规定了单位、个人的权利义务或者待遇", n), "没有找到规定单位、个人权利义务的句子", duties),
		classMark("general", "普遍约束", o == 0 || g > o, fmt.Sprintf("对象不特定（%d处）", g), "是对特定单位、特定事项说的", append(general, once...)),
		classMark("repeated", "反复适用", l > 0, fmt.Sprintf("有施行、有效期、制度等持续适用的表述（%d处）", l), "没有持续适用的表述，可能是一次性事务", last),
		classMark("public", "公开发布", h == 0, "没有不公开的标志", "标明内部或者不公开", shown),
	}}
	c.Exclusions = excluded(title)
	strong := slices.ContainsFunc(c.Exclusions, func(x Exclusion) bool { return x.Strong })
	weak := slices.ContainsFunc(c.Exclusions, func(x Exclusion) bool { return !x.Strong })
	c.weigh(strong, weak, n)
	return c
}

// excluded are the kinds of papers that a title names.
func excluded(title string) []Exclusion {
	out := []Exclusion{}
	for _, x := range exclusions {
		if m := x.re.FindString(title); m != "" {
			out = append(out, Exclusion{x.label, "标题写作“" + m + "”", x.strong})
		}
	}
	return out
}

func classMark(key, label string, met bool, yes, no string, at []guibei.Place) ClassTest {
	t := ClassTest{Key: key, Label: label, Met: met, Why: yes, Evidence: at}
	if !met {
		t.Why = no
	}
	if t.Evidence == nil {
		t.Evidence = []guibei.Place{}
	}
	return t
}

// gather counts the sentences in which one of the patterns matches, and gives the
// first places.
func gather(v *view, patterns ...*regexp.Regexp) (places []guibei.Place, n int) {
	for i := range v.clauses {
		c := &v.clauses[i]
		for _, re := range patterns {
			m := re.FindStringIndex(c.text)
			if m == nil || m[1] <= c.lead {
				continue
			}
			if n++; len(places) < evidenceMost {
				places = append(places, c.placeOf(m[0], m[1]))
			}
			break
		}
	}
	return places, n
}

// How many sentences on outsiders outweigh a title.
const (
	someDuties = 2
	manyDuties = 12
)

// weigh turns marks and exclusions into a recommendation.
func (c *Classified) weigh(strong, weak bool, duties int) {
	met := 0
	for _, t := range c.Tests {
		if t.Met {
			met++
		}
	}
	switch {
	case strong && duties >= manyDuties && met == len(c.Tests) && !strings.Contains(c.Exclusions[0].Label, "法律"):
		c.Recommendation, c.Confidence = Unsure, 0.5 // called one thing, does another
	case strong:
		c.Recommendation, c.Confidence = NotNormative, 0.9
	case weak && duties < someDuties:
		c.Recommendation, c.Confidence = NotNormative, 0.65
	case met == len(c.Tests):
		c.Recommendation, c.Confidence = Normative, math.Min(0.95, 0.7+0.02*float64(duties))
	case duties > 0 && met >= len(c.Tests)-1:
		c.Recommendation, c.Confidence = Normative, 0.6
	case duties == 0:
		c.Recommendation, c.Confidence = Unsure, 0.5
	default:
		c.Recommendation, c.Confidence = Unsure, 0.5
	}
}
