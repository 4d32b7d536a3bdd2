/** What each door does and by which clause; shown as the help page. Each text is [Chinese, English]. */
export interface HelpText { id: string; title: readonly [string, string]; steps: readonly (readonly [string, string])[]; basis: readonly string[] }

export const helpTexts: readonly HelpText[] = [
  {
    id: 'drafter', title: ['起草人', 'Drafters'],
    steps: [
      ['报送前先自查：把 docx 拖到“报送前自查”，几秒钟后看到线索和依据。线索不是结论，最终由人判断。', 'Check first: drop the docx on “Check a draft”. Leads are no verdict; people decide.'],
      ['立件时系统列出必需的材料和依据，补齐后才能报送；办公机构还可以要求补正，补正期间暂停计时。', 'When a case is opened the required materials are listed with their basis; it is submitted when they are there. A supplement pauses the clock.'],
      ['收到审核意见后逐项答复：采纳、部分采纳或者不采纳；不采纳的写明理由和依据，提请集体审议时一并说明。', 'Answer each item of the opinion; what is not adopted needs reason and basis, and goes to the meeting.'],
    ],
    basis: ['国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见（国办发〔2018〕115号）第（五）项、第（八）项', '国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知（国办发〔2018〕37号）', '公平竞争审查条例第十二条'],
  },
  {
    id: 'reviewer', title: ['合法性审核人员', 'Legality reviewers'],
    steps: [
      ['工作台左侧是正文，右侧是线索和审核意见。按 j、k 在线索之间移动，a 采纳，d 不采纳，c 批注，? 查看全部按键；单键操作可以关闭。', 'The text is on the left, leads and opinion on the right. j and k move, a accepts, d dismisses, c comments, ? shows all keys; they can be switched off.'],
      ['审核期限一般不少于五个工作日、最长不超过十五个工作日；少于五个工作日签发的，须选择免于最短期限的理由。', 'The review takes at least five and at most fifteen working days; less needs one of the reasons.'],
      ['审核意见逐项写明结果；有问题的写明理由、依据和位置。内容自动保存，两人同时修改时由您选择保留哪一份。', 'Each item needs a result; a problem needs reason, basis and place. It is saved by itself; when two people write at once you choose.'],
      ['审核后正文有改动的，原审核失效，须重新审核。', 'A text changed after its review must be reviewed again.'],
    ],
    basis: ['国办发〔2018〕115号第（五）项、第（六）项、第（八）项', '公平竞争审查条例第十八条'],
  },
  {
    id: 'office', title: ['办公机构', 'The office'],
    steps: [
      ['完备性审查：逐项核对材料，一次写全需要补正的内容。', 'Check completeness, and ask for everything at once.'],
      ['集体审议：同一次会议的多件可以一并记录。未经合法性审核或者审核不合法的，不得提交审议。', 'Deliberation: several documents of one meeting at once. Without a lawful review nothing goes to the meeting.'],
      ['签发后统一登记、统一编号、统一印发；公布前须经保密审查；未公布的不得作为行政管理依据。', 'Then it is signed, numbered and published; secrecy is reviewed first; what is not published binds nobody.'],
      ['公布后在期限内报送备案。报送的时间以系统收到为准，不能补录。', 'After publication it is filed within the period; the time counts when the system receives it.'],
    ],
    basis: ['国办发〔2018〕37号', '政府信息公开条例第十七条、第二十六条', '优化营商环境条例第六十二条'],
  },
  {
    id: 'filing', title: ['备案审查人员', 'Filing desks'],
    steps: [
      ['形式审查：材料齐全、格式规范的予以登记；不齐的书面要求补正；认定不属于规范性文件的，写明理由，不予登记。', 'Form check: register what is complete, ask in writing for what is missing, or find with reasons that it is no normative document.'],
      ['首次形式审查的结果决定规范率；不予登记的不计入应报备的件数。', 'The first form check decides compliance (规范率); what is not registered is not counted as owed.'],
    ],
    basis: ['法规规章备案审查条例第八条、第九条（参照）', '本地区的规定见系统管理中的地区参数'],
  },
  {
    id: 'supervisor', title: ['监督人员', 'Supervisors'],
    steps: [
      ['报备率＝已报送的备案义务÷到期或者已报送的；报备及时率＝按期报送的÷期限明确的；规范率＝首次形式审查通过的÷已报送的。分子、分母都可以打开看到是哪些文件。', 'Each rate opens as its numerator and denominator.'],
      ['“离百分之百还差这些”就是要催办的清单；期限按工作日分组。', '“What is between us and 100 %” is the list to act on.'],
      ['没有应报备的文件时不显示百分之百，显示“—”。', 'Where nothing is owed there is no 100 %, but “—”.'],
    ],
    basis: ['法规规章备案审查条例（参照）', '国办发〔2018〕37号'],
  },
]
