package guibei

// CheckItem is one thing that a legality review tests: a line of the opinion,
// ready to be filled in. ID becomes [OpinionItem.ID].
type CheckItem struct {
	ID      string
	Heading Heading
	Test    string
	Hint    string // what to look at
	Source  string // who asks for it
}

// The sources of the checklist.
const (
	seven   = "国办发〔2018〕115号（六）"
	conduct = "国办发〔2018〕37号"
	usual   = "审核实务"
)

// Checklist is the default content of a legality opinion under the four
// headings: the seven tests of 115号 under 合法性, and what practice asks
// beside them. Reviewers may add lines and mark some as not applicable.
var Checklist = []CheckItem{
	{"1", Legality, "制定主体", "制定机关是否具有制定行政规范性文件的主体资格；临时机构、议事协调机构、内设机构不得制定。", seven},
	{"2", Legality, "法定职权", "规定的事项是否属于制定机关的法定职权，有无超越职权或者代替其他机关作出规定。", seven},
	{"3", Legality, "与上位法和国家政策的一致性", "内容是否符合宪法、法律、法规、规章和国家政策；引用的条文是否现行有效、是否准确。", seven},
	{"4", Legality, "许可、处罚、强制、征收、收费等事项", "有无违法设立行政许可、行政处罚、行政强制、行政征收、行政收费等事项，包括以备案、登记、认定等形式变相设立。", seven},
	{"5", Legality, "减损权利或者增加义务", "有无没有法律、法规依据减损公民、法人和其他组织合法权益或者增加其义务的情形。", seven},
	{"6", Legality, "增加权力或者减少职责", "有无没有法律、法规依据增加本单位权力或者减少本单位法定职责的情形。", seven},
	{"7", Legality, "制定程序的合法性", "是否违反规范性文件的制定程序：评估论证、征求意见、公平竞争审查、起草单位内部审核等是否完成。", seven},

	{"8", Reasonableness, "措施与目的相当", "采取的措施与要达到的目的是否相当，有无影响更小的办法，有无“一刀切”。", usual},
	{"9", Reasonableness, "平等对待", "对同类对象是否同等对待，有无地域、所有制、户籍等不合理的差别。", usual},
	{"10", Reasonableness, "负担与过渡安排", "给公民、企业增加的负担是否合理；是否给予适应的时间，是否损害已经形成的信赖。", usual},

	{"11", Soundness, "制定的必要性", "是否确有必要制定；有无重复发文、照抄上位法、以文件落实文件。", conduct},
	{"12", Soundness, "可行性和可操作性", "责任主体、条件、程序、期限是否明确，能否执行；预期效果和风险是否经过评估。", conduct},
	{"13", Soundness, "体例结构和文字表述", "名称、条文结构、用语是否规范准确，前后是否一致，施行日期和有效期是否写明。", usual},

	{"14", Procedure, "评估论证和征求意见", "是否评估论证并写入起草说明；是否依法征求有关方面和社会公众的意见，采纳情况是否说明。", conduct},
	{"15", Procedure, "公平竞争审查", "涉及经营者经济活动的，是否经过公平竞争审查，结论是否针对现在的文本。", "公平竞争审查条例"},
	{"16", Procedure, "送审材料", "送审稿及其说明、制定依据、征求意见及采纳情况、起草单位合法性审核意见是否齐全、真实。", "国办发〔2018〕115号（五）"},
}
