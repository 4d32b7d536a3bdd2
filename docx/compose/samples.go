package compose

// Sample is an example of a letter, complete and made up, to start from and to try a template with. It returns nil for
// a kind that does not exist.
func Sample(k Kind) Letter {
	const (
		title  = "某某区城市停车管理办法"
		docNo  = "某政规〔2026〕3号"
		bureau = "某某区司法局"
		gov    = "某某区人民政府"
		upper  = "某某市人民政府"
		traffi = "某某区交通运输局"
	)
	contact := Contact{Person: "张某", Phone: "0000-1234567"}
	copies := Copies{CopyTo: "区人民政府办公室"}
	head := func(no string) Head { return Head{Organ: bureau, No: no, Date: "2026-11-24"} }
	switch k {
	case LegalityOpinion:
		return &LegalityOpinionData{
			Head: head("某司审〔2026〕12号"), Copies: copies,
			To: traffi, Title: title, Version: "第二稿", SubmittedOn: "2026-11-03", Conclusion: "应当予以修改",
			Basis:   "《某某自治区行政规范性文件管理办法》",
			Summary: "送审稿制定目的正当，制定主体适格，程序基本完备。\n个别条款缺乏上位法依据，应当修改后再提交集体审议。",
			Items: []OpinionItem{
				{"合法性", "制定主体是否合法", "没有问题"},
				{"合法性", "是否超越法定职权", "没有问题"},
				{"合法性", "是否违法设定行政许可、行政处罚、行政强制等", "有问题"},
				{"合理性", "措施与目的是否相当", "没有问题"},
				{"科学性", "是否必要、可行", "没有问题"},
				{"程序", "是否征求意见、经公平竞争审查", "没有问题"},
			},
			Problems: []Problem{
				{
					Place: "第十二条", Test: "行政处罚", Reason: "该条对占用公共停车泊位的行为规定罚款。行政规范性文件不得设定行政处罚。",
					Basis: "《中华人民共和国行政处罚法》第十六条", Suggestion: "删去罚款的内容，改为“依照有关法律、法规的规定处理”。",
				},
				{Place: "第十八条", Reason: "该条要求经营者加入停车行业协会，增加了市场主体的义务，没有法律、法规依据。", Basis: "《优化营商环境条例》第六十四条", Suggestion: "删去该条。"},
			},
		}
	case SupplementNotice:
		return &SupplementNoticeData{
			Head: head("某司补〔2026〕5号"), Contact: contact,
			To: traffi, Title: title, Purpose: "合法性审核", SubmittedOn: "2026-11-03", Reason: "送审材料中缺少公平竞争审查结论，征求意见情况没有说明采纳情况。",
			Items: []MissingItem{
				{"公平竞争审查结论", "文件涉及经营者经济活动，请补充书面审查结论"},
				{"征求意见及采纳情况说明", "逐条写明意见、是否采纳；未采纳的写明理由"},
			},
			DueOn: "2026-12-01", Consequence: "补正所用时间不计入合法性审核期限。",
		}
	case FilingReport:
		return &FilingReportData{
			Head: Head{Organ: gov, No: "某政备〔2026〕3号", Date: "2026-12-20"}, Contact: contact,
			Imprint: Imprint{CopyTo: "区人大常委会办公室，区司法局", Printer: gov + "办公室", PrintedOn: "2026-12-20"},
			Signer:  "李某某", To: upper, Title: title, DocumentNo: docNo, UnifiedNo: "MQGS-2026-0003",
			Meeting: "区人民政府第12次常务会议", MeetingOn: "2026-12-02", PublishedOn: "2026-12-10", Channel: "某某区人民政府网站",
			EffectiveOn: "2027-01-15", ExpiresOn: "2032-01-14", Basis: "《某某自治区行政规范性文件管理办法》的有关规定",
			Enclosures: []EnclosedItem{{title + "正式文本", "5份"}, {"起草说明", "5份"}, {"制定依据", "1份"}, {"合法性审核意见书", "1份"}, {"公平竞争审查结论", ""}},
		}
	case DraftingNote:
		return &DraftingNoteData{
			Title: title, Drafter: traffi, Date: "2026-11-03",
			Necessity: "近年来，全区机动车保有量持续增长，停车供需矛盾突出。\n现行管理措施分散在多个文件中，需要统一规范。",
			Basis:     "《中华人民共和国道路交通安全法》及其实施条例。",
			Comments: []CommentTaken{
				{"区住房和城乡建设局", "建议明确新建住宅停车位配建标准", "采纳", ""},
				{"公众意见（3件）", "建议夜间免费开放机关停车场", "部分采纳", "涉密场所不宜开放"},
			},
			Consulted: "2026年9月1日至9月30日向社会公开征求意见，收到意见12件。",
		}
	case RegistrationNotice:
		return &RegistrationNoticeData{
			Head: head("某司备〔2026〕8号"),
			To:   traffi, Title: title, DocumentNo: docNo, SubmittedOn: "2026-12-12", RegistrationNo: "MQBA-2026-0008", RegisteredOn: "2026-12-15",
		}
	case ReviewOpinion:
		return &ReviewOpinionData{
			Head: head("某司备审〔2026〕2号"), Contact: contact, Copies: copies,
			To: traffi, Title: title, DocumentNo: docNo, PublishedOn: "2026-12-10", Origin: "依申请审查", Basis: "《某某自治区行政规范性文件管理办法》",
			Findings: []ReviewPoint{{
				Article: "第六条第二款", Quote: "外地车辆在本区停放的，加收一倍停车费。", Problem: "该款对外地车辆实行歧视性收费，排除、限制竞争，并增加公民的义务。",
				Basis: "《公平竞争审查条例》第九条、《优化营商环境条例》第六十四条",
			}},
			Action: "对第六条第二款予以修改，修改前停止执行该款。", DueOn: "2027-01-20", Further: "逾期不处理的，将依法予以纠正。",
		}
	case ClarificationRequest:
		return &ClarificationRequestData{
			Head: head("某司函〔2026〕21号"), Contact: contact,
			To: traffi, Title: title, DocumentNo: docNo, SubmittedOn: "2026-12-12",
			Questions: []Question{
				{"第六条", "对外地车辆加收停车费的依据和测算过程"},
				{"第九条", "“重点区域”的范围及其划定程序"},
			},
			DueOn: "2026-12-31",
		}
	case FilingCatalogue:
		entry := CatalogueItem{
			Title: title, DocumentNo: docNo, UnifiedNo: "MQGS-2026-0003", Issuer: gov, Drafter: traffi, Class: "政府", PublishedOn: "2026-12-10",
			EffectiveOn: "2027-01-15", ExpiresOn: "2032-01-14", Channel: "某某区人民政府网站", OpinionNo: "某司审〔2026〕12号", OpinionOn: "2026-11-24",
			Competition: "符合", SubmittedOn: "2026-12-20", Authority: upper, RegistrationNo: "SBA-2026-0071", RegisteredOn: "2026-12-25", Outcome: "通过",
		}
		second := entry
		second.Title, second.DocumentNo, second.UnifiedNo, second.RegistrationNo = "某某区户外广告设置管理规定", "某政规〔2026〕4号", "MQGS-2026-0004", "SBA-2026-0080"
		return &FilingCatalogueData{Organ: gov, Period: "2026年度", Date: "2027-01-20", Entries: []CatalogueItem{entry, second}}
	}
	return nil
}
