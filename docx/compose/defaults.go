package compose

// letter begins a letter in 信函格式 (GB/T 9704—2012 10.1): the marking with its double line is in the head of the first
// page, the number stands to the right below the line, the title two lines below it.
func letter(title ...string) *sheet {
	s := &sheet{letter: true}
	s.p(stLetterNumber, "{{发文字号}}")
	s.ps("", "")
	for _, line := range title {
		s.p(stTitle, line)
	}
	return s
}

// upward begins a document to a superior organ in the general format (7.2): the marking, the number to the left and the
// signer to the right above the red line, the title two lines below it.
func upward(title ...string) *sheet {
	s := &sheet{}
	s.b.WriteString(mark(stMark, stMarkLong, "{{发文机关}}文件"))
	s.p(stNumberUp, "　{{发文字号}}\t签发人：\v{{签发人}}\v　")
	s.ps("", "")
	for _, line := range title {
		s.p(stTitle, line)
	}
	return s
}

// contact is whom to ask, where a letter says it.
func (s *sheet) contact() {
	s.ps("{{#联系人}}", "联系人：{{联系人}}{{#联系电话}}，联系电话：{{联系电话}}{{/联系电话}}。", "{{/联系人}}")
}

func legalityOpinionTemplate() ([]byte, error) {
	s := letter("关于《{{文件名称}}》的", "合法性审核意见书")
	s.p(stTo, "{{送审单位}}：")
	s.ps("你单位{{送审日期}}报送的《{{文件名称}}》{{#送审稿版本}}（{{送审稿版本}}）{{/送审稿版本}}收悉。" +
		"根据《国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见》（国办发〔2018〕115号）{{#审核依据}}和{{审核依据}}{{/审核依据}}，" +
		"本机关从合法性、合理性、科学性、程序四个方面进行了审核，现提出如下意见。")
	s.section("审核结论", "经审核，结论为：{{审核结论}}。", "{{#综合意见}}", "{{综合意见}}", "{{/综合意见}}")
	s.p(stHeading, "审核情况")
	s.table("审核事项", stCell,
		column{"序号", "{{序号}}", 8}, column{"方面", "{{方面}}", 14}, column{"审核内容", "{{审核内容}}", 48}, column{"审核结果", "{{审核结果}}", 30})
	s.problems()
	s.p(stHeading, "有关要求")
	s.ps("{{#结论合法}}", "送审稿在提交集体审议前作实质性改动的，应当重新报送合法性审核。", "{{/结论合法}}",
		"{{#结论须修改}}", "请按照上述意见逐项修改。未完全采纳的，应当在提请集体审议时书面说明理由和依据。", "{{/结论须修改}}",
		"{{#结论不合法}}", "该文件不得提交集体审议。", "{{/结论不合法}}")
	s.p(stClosing, "本意见仅就送审稿作出，不得以征求意见、会签、参加审议等方式代替合法性审核。")
	s.sign("发文机关")
	s.copies()
	return s.pack("合法性审核意见书")
}

// problems is the section of a legality opinion that is there only if something was found.
func (s *sheet) problems() {
	s.ps("{{#有问题}}")
	s.p(stHeading, "存在的问题和修改意见")
	s.ps("{{#问题}}")
	s.p(stPoint, "（{{序号中文}}）{{位置}}{{#审核内容}}（{{审核内容}}）{{/审核内容}}")
	s.ps("{{理由}}", "依据：{{依据}}。", "{{#建议}}", "修改意见：{{建议}}", "{{/建议}}", "{{/问题}}", "{{/有问题}}")
}

func supplementNoticeTemplate() ([]byte, error) {
	s := letter("关于补正《{{文件名称}}》", "{{报送事项}}材料的通知")
	s.p(stTo, "{{报送单位}}：")
	s.ps("你单位{{报送日期}}报送{{报送事项}}的《{{文件名称}}》及有关材料收悉。经审查，材料不齐全或者不符合规定要求，现将补正事项通知如下。")
	s.section("补正理由", "{{补正理由}}")
	s.ps("{{#有材料}}")
	s.p(stHeading, "需要补正的材料")
	s.table("材料", stCell, column{"序号", "{{序号}}", 8}, column{"材料名称", "{{名称}}", 36}, column{"补正要求", "{{要求}}", 56})
	s.ps("{{/有材料}}")
	s.section("补正期限", "请于{{补正期限}}前（含当日）补正并重新报送。{{#期限说明}}{{期限说明}}{{/期限说明}}")
	s.contact()
	s.p(stClosing, "特此通知。")
	s.sign("发文机关")
	s.copies()
	return s.pack("补正通知")
}

func filingReportTemplate() ([]byte, error) {
	s := upward("{{发文机关}}关于报送", "《{{文件名称}}》备案的报告")
	s.p(stTo, "{{备案机关}}：")
	s.ps("《{{文件名称}}》（{{文件字号}}{{#统一编号}}，统一编号：{{统一编号}}{{/统一编号}}）已于{{审议日期}}经{{审议会议}}审议通过，"+
		"{{公布日期}}通过{{公布载体}}公布，自{{施行日期}}起施行{{#有效期至}}，有效期至{{有效期至}}{{/有效期至}}。",
		"根据{{备案依据}}，现将该文件及有关材料报送备案，请予审查。",
		"特此报告。")
	s.ps("{{#附件}}", "{{#首项}}") // 7.3.4: the word 附件 stands before the first only, the numbers below one another
	s.p(stAnnex, "附件：{{序号}}.{{名称}}{{#份数}}（{{份数}}）{{/份数}}")
	s.ps("{{/首项}}", "{{^首项}}")
	s.p(stAnnexNext, "{{序号}}.{{名称}}{{#份数}}（{{份数}}）{{/份数}}")
	s.ps("{{/首项}}", "{{/附件}}")
	s.sign("发文机关")
	s.ps("{{#联系人}}", "（联系人：{{联系人}}{{#联系电话}}，联系电话：{{联系电话}}{{/联系电话}}）", "{{/联系人}}") // 7.3.6
	s.imprint()
	return s.pack("备案报告")
}

func draftingNoteTemplate() ([]byte, error) {
	s := &sheet{}
	s.p(stTitle, "关于《{{文件名称}}》的")
	s.p(stTitle, "起草说明")
	s.ps("", "现就《{{文件名称}}》的起草情况说明如下。")
	s.section("制定的必要性", "{{必要性}}")
	s.section("制定依据", "{{制定依据}}")
	s.section("起草过程", "{{起草过程}}")
	s.section("主要内容", "{{主要内容}}")
	s.section("征求意见及采纳情况", "{{征求意见情况}}", "{{#有意见}}", "意见采纳情况见下表：")
	s.table("意见", stCell, column{"序号", "{{序号}}", 8}, column{"提出单位", "{{提出单位}}", 20}, column{"意见内容", "{{意见内容}}", 34},
		column{"采纳情况", "{{采纳情况}}", 14}, column{"理由", "{{理由}}", 24})
	s.ps("{{/有意见}}")
	s.section("评估论证情况", "{{评估结论}}")
	s.section("公平竞争审查情况", "{{公平竞争审查情况}}")
	s.section("重大分歧意见的处理", "{{分歧意见}}")
	s.p(stHeading, "施行日期和有效期")
	s.p(stClosing, "{{施行和有效期}}")
	s.sign("起草单位")
	return s.pack("起草说明")
}

func registrationNoticeTemplate() ([]byte, error) {
	s := letter("关于《{{文件名称}}》", "备案登记的通知")
	s.p(stTo, "{{报送机关}}：")
	s.ps("你单位{{报备日期}}报送备案的《{{文件名称}}》（{{文件字号}}）及有关材料收悉。",
		"经形式审查，{{#备案依据}}符合{{备案依据}}规定的备案登记条件{{/备案依据}}{{^备案依据}}符合备案登记条件{{/备案依据}}，"+
			"于{{登记日期}}予以备案登记，备案登记号为{{备案登记号}}。",
		"备案登记不代替备案审查。审查中发现问题的，将另行通知。")
	s.p(stClosing, "特此通知。")
	s.sign("发文机关")
	s.copies()
	return s.pack("备案登记通知")
}

func reviewOpinionTemplate() ([]byte, error) {
	s := letter("关于《{{文件名称}}》的", "备案审查意见")
	s.p(stTo, "{{制定机关}}：")
	s.ps("根据{{审查依据}}，本机关对你单位{{公布日期}}公布的《{{文件名称}}》（{{文件字号}}）进行了{{审查方式}}，现将审查意见通知如下。")
	s.p(stHeading, "审查发现的问题")
	s.ps("{{#问题}}")
	s.p(stPoint, "（{{序号中文}}）{{条款}}")
	s.ps("原文：“{{原文}}”", "{{存在问题}}", "依据：{{依据}}。", "{{/问题}}")
	s.section("处理意见", "{{处理意见}}")
	s.section("反馈要求", "请于{{处理期限}}前（含当日）自行处理并书面报告处理结果。其他文件存在同类问题的，请一并清理。修改后的文件应当重新公布、重新报送备案。{{#逾期后果}}{{逾期后果}}{{/逾期后果}}")
	s.contact()
	s.p(stClosing, "特此通知。")
	s.sign("发文机关")
	s.copies()
	return s.pack("备案审查意见")
}

func clarificationRequestTemplate() ([]byte, error) {
	s := letter("关于请对《{{文件名称}}》", "有关问题予以说明的函")
	s.p(stTo, "{{制定机关}}：")
	s.ps("你单位{{报备日期}}报送备案的《{{文件名称}}》（{{文件字号}}）收悉。备案审查中，以下事项需要进一步了解，请予说明。",
		"{{#说明事项}}", "{{序号中文}}、{{条款}}。{{事项}}", "{{/说明事项}}",
		"请于{{答复期限}}前（含当日）作出书面说明，并附有关依据和材料。")
	s.contact()
	s.p(stClosing, "此函。")
	s.sign("发文机关")
	s.copies()
	return s.pack("请予说明函")
}

func filingCatalogueTemplate() ([]byte, error) {
	s := &sheet{landscape: true}
	s.p(stTitle, "{{编制机关}}")
	s.p(stTitle, "{{期间}}行政规范性文件备案目录")
	s.p(stCell, "")
	s.table("文件", stSmall,
		column{"序号", "{{序号}}", 5}, column{"文件名称", "{{文件名称}}", 20}, column{"发文字号", "{{发文字号}}", 12}, column{"统一编号", "{{统一编号}}", 11},
		column{"制定机关", "{{制定机关}}", 11}, column{"公布日期", "{{公布日期}}", 10}, column{"施行日期", "{{施行日期}}", 10}, column{"有效期至", "{{有效期至}}", 10},
		column{"报备日期", "{{报备日期}}", 10}, column{"备案登记号", "{{备案登记号}}", 11}, column{"审查结论", "{{审查结论}}", 7}, column{"备注", "{{备注}}", 7})
	s.p(stCell, "")
	s.p(stCell, "共{{件数}}件。编制日期：{{成文日期}}")
	return s.pack("备案目录")
}
