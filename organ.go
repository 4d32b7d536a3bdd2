package guibei

import "slices"

// OrganKind says what sort of organ this is; routing and filing tracks depend
// on it.
type OrganKind string

// The kinds of organ the product tells apart.
const (
	Government  OrganKind = "government"  // 本级人民政府
	GovOffice   OrganKind = "gov_office"  // 政府办公室, issues in the government's place
	Department  OrganKind = "department"  // 工作部门、法律法规授权组织
	Township    OrganKind = "township"    // 镇、乡、苏木
	Subdistrict OrganKind = "subdistrict" // 街道办事处
	Superior    OrganKind = "superior"    // 上级人民政府
	Congress    OrganKind = "congress"    // 人大常委会
)

// Organ is a body that drafts, issues, reviews, files or receives filings.
type Organ struct {
	ID     string    `json:"id"`   // short code, stable for life, e.g. "qs-sfj"
	Name   string    `json:"name"` // full name as on documents
	Kind   OrganKind `json:"kind"`
	Region string    `json:"region"` // region code of the pack that governs it, e.g. "150204"
}

// Class is the class of a normative document, which decides its filing tracks.
type Class string

// The classes of 令262号 (Inner Mongolia) and of every rule read so far.
const (
	GovDocument      Class = "gov"      // 政府规范性文件, the office's documents included
	DeptDocument     Class = "dept"     // 部门规范性文件
	TownshipDocument Class = "township" // 乡镇街道规范性文件
)

var classLabels = map[Class]string{GovDocument: "政府规范性文件", DeptDocument: "部门规范性文件", TownshipDocument: "乡镇街道规范性文件"}

// Label returns the class in Chinese.
func (c Class) Label() string { return classLabels[c] }

// ClassOf returns the class of what an organ of this kind issues.
func ClassOf(k OrganKind) (Class, error) {
	switch k {
	case Government, GovOffice:
		return GovDocument, nil
	case Department:
		return DeptDocument, nil
	case Township, Subdistrict:
		return TownshipDocument, nil
	case Superior, Congress:
	}
	return "", Errorf(Invalid, "该机关不是本系统中的规范性文件制定机关，请选择政府、部门、镇或者街道作为制定机关。")
}

// Role is what a person may do, always within an organ.
type Role string

// The roles of the field (domain.md §9.1).
const (
	Drafter        Role = "drafter"         // 起草人
	UnitHead       Role = "unit_head"       // 起草单位负责人
	OfficeClerk    Role = "gov_office"      // 制定机关办公机构
	FairReviewer   Role = "fcr_reviewer"    // 公平竞争审查人员
	Reviewer       Role = "reviewer"        // 合法性审核人员
	ReviewLead     Role = "review_lead"     // 审核机构负责人
	Counsel        Role = "counsel"         // 法律顾问, engaged by the reviewing organ
	CouncilClerk   Role = "council_clerk"   // 会议秘书
	FilingReviewer Role = "filing_reviewer" // 备案审查人员
	CongressDesk   Role = "npc_desk"        // 人大备案机构
	Supervisor     Role = "supervisor"      // 监督考核
	SystemAdmin    Role = "sysadmin"        // 系统管理员
	SecurityAdmin  Role = "secadmin"        // 安全管理员
	Auditor        Role = "auditor"         // 审计管理员
)

// Roles lists every role in the order people read them.
var Roles = []Role{
	Drafter, UnitHead, OfficeClerk, FairReviewer, Reviewer, ReviewLead, Counsel, CouncilClerk,
	FilingReviewer, CongressDesk, Supervisor, SystemAdmin, SecurityAdmin, Auditor,
}

var roleLabels = map[Role]string{
	Drafter: "起草人", UnitHead: "起草单位负责人", OfficeClerk: "制定机关办公机构", FairReviewer: "公平竞争审查人员",
	Reviewer: "合法性审核人员", ReviewLead: "审核机构负责人", Counsel: "法律顾问", CouncilClerk: "会议秘书",
	FilingReviewer: "备案审查人员", CongressDesk: "人大备案机构", Supervisor: "监督人员",
	SystemAdmin: "系统管理员", SecurityAdmin: "安全管理员", Auditor: "审计管理员", systemRole: "系统",
}

// systemRole is what the product itself acts as: clocks and reconciliation.
const systemRole Role = "system"

// Label returns the role in Chinese.
func (r Role) Label() string { return roleLabels[r] }

// Administrative reports whether r is one of the three administrators (三员),
// who may hold no business role and no second administrative one.
func (r Role) Administrative() bool {
	return r == SystemAdmin || r == SecurityAdmin || r == Auditor
}

// Grant is a role held within one organ.
type Grant struct {
	Role  Role   `json:"role"`
	Organ string `json:"organ"`
}

// Person is somebody with an account.
type Person struct {
	ID     string  `json:"id"`
	Name   string  `json:"name"`
	Grants []Grant `json:"grants"`
}

// Has reports whether the person holds role in organ.
func (p Person) Has(role Role, organ string) bool {
	return slices.Contains(p.Grants, Grant{Role: role, Organ: organ})
}

// HasRole reports whether the person holds role in any organ.
func (p Person) HasRole(role Role) bool {
	return slices.ContainsFunc(p.Grants, func(g Grant) bool { return g.Role == role })
}

// Organs returns the organs where the person holds any of roles, in order and
// without repeats. No roles means any role.
func (p Person) Organs(roles ...Role) []string {
	var out []string
	for _, g := range p.Grants {
		if (len(roles) == 0 || slices.Contains(roles, g.Role)) && !slices.Contains(out, g.Organ) {
			out = append(out, g.Organ)
		}
	}
	return out
}

// CheckGrants refuses a set of grants that breaks the separation of duties:
// the three administrators exclude each other and every business role
// (等保 三员分立).
func CheckGrants(grants []Grant) error {
	var admin, business int
	for _, g := range grants {
		if _, known := roleLabels[g.Role]; !known || g.Role == systemRole {
			return Errorf(Invalid, "没有“%s”这个角色，请从角色清单中选择。", g.Role)
		}
		if g.Role.Administrative() {
			admin++
		} else {
			business++
		}
	}
	if admin > 1 || admin == 1 && business > 0 {
		return Errorf(Invalid, "系统管理员、安全管理员、审计管理员三员须由不同的人担任，且不得兼任业务角色，请分别建立账号。")
	}
	return nil
}
