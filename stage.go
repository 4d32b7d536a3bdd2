package guibei

// Stage is where a case stands in the life of its document.
type Stage string

// The stages, in the order of the procedure.
const (
	NoCase          Stage = ""                 // before the case exists
	Draft           Stage = "draft"            // 起草
	Submitted       Stage = "submitted"        // 待起草单位负责人同意
	Completeness    Stage = "completeness"     // 材料完备性审查
	Supplement      Stage = "supplement"       // 补正
	FairCompetition Stage = "fair_competition" // 公平竞争审查
	LegalityReview  Stage = "legality_review"  // 合法性审核
	Revision        Stage = "revision"         // 修改
	Deliberation    Stage = "deliberation"     // 集体审议
	Signing         Stage = "signing"          // 签发、统一登记编号
	Signed          Stage = "signed"           // 已签发，待公布
	InFiling        Stage = "filing"           // 已公布，备案中
	InForce         Stage = "in_force"         // 备案办结
	Withdrawn       Stage = "withdrawn"        // 已撤回
	Terminated      Stage = "terminated"       // 已终止
)

// Stages lists every stage of an existing case, in order.
var Stages = []Stage{
	Draft, Submitted, Completeness, Supplement, FairCompetition, LegalityReview, Revision,
	Deliberation, Signing, Signed, InFiling, InForce, Withdrawn, Terminated,
}

var stageLabels = map[Stage]string{
	NoCase: "尚未立件", Draft: "起草", Submitted: "待单位负责人同意", Completeness: "材料完备性审查", Supplement: "补正",
	FairCompetition: "公平竞争审查", LegalityReview: "合法性审核", Revision: "修改", Deliberation: "集体审议",
	Signing: "签发编号", Signed: "待公布", InFiling: "备案中", InForce: "备案办结", Withdrawn: "已撤回", Terminated: "已终止",
}

// Label returns the stage in Chinese.
func (s Stage) Label() string { return stageLabels[s] }

// Closed reports whether nothing more can happen to a case by its workflow.
// What comes later in the life of a document in force is not a wait.
func (s Stage) Closed() bool { return s == InForce || s == Withdrawn || s == Terminated }
