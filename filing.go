package guibei

import "time"

// Track is one route of filing that a document owes, as the region's rule
// says: who receives it. Its period stands in the region pack.
type Track struct {
	ID        string `json:"id"`        // e.g. "gov_up"
	Name      string `json:"name"`      // e.g. "报市人民政府备案"
	Authority string `json:"authority"` // organ id of the 备案机关
	Desk      Role   `json:"desk"`      // who checks there: FilingReviewer or CongressDesk
}

// FilingStatus is where one obligation stands.
type FilingStatus string

// The states of an obligation (domain.md §2.6, first part). Review of the
// substance is another module's register.
const (
	FilingDue        FilingStatus = "due"        // 待报备
	FilingSubmitted  FilingStatus = "submitted"  // 已报送，形式审查中
	FilingSupplement FilingStatus = "supplement" // 补正中
	FilingRegistered FilingStatus = "registered" // 已备案登记
	FilingRefused    FilingStatus = "refused"    // 不属于规范性文件，不予登记
)

var filingLabels = map[FilingStatus]string{
	FilingDue: "待报备", FilingSubmitted: "形式审查中", FilingSupplement: "补正中",
	FilingRegistered: "已备案登记", FilingRefused: "不予登记（不属于规范性文件）",
}

// Label returns the status in Chinese.
func (s FilingStatus) Label() string { return filingLabels[s] }

// Closed reports whether nothing more is owed.
func (s FilingStatus) Closed() bool { return s == FilingRegistered || s == FilingRefused }

// FormResult is how the first form check ended; 规范率 counts it.
type FormResult string

// The results of the first form check.
const (
	FormUnchecked FormResult = ""
	FormPassed    FormResult = "passed"
	FormDefective FormResult = "defective"
	FormRefused   FormResult = "refused"
)

// Obligation is one (document, filing authority) pair: the unit in which the
// three rates count.
type Obligation struct {
	ID             string       `json:"id"` // case id + "/" + track id
	Track          Track        `json:"track"`
	Status         FilingStatus `json:"status"`
	DueOn          Date         `json:"due_on,omitzero"`          // as in force now; frozen at submission
	DueOnOriginal  Date         `json:"due_on_original,omitzero"` // as first computed
	SubmittedAt    time.Time    `json:"submitted_at,omitzero"`    // first submission, by the server's clock
	FirstCheck     FormResult   `json:"first_check,omitempty"`
	RegistrationNo string       `json:"registration_no,omitempty"`
	RegisteredOn   Date         `json:"registered_on,omitzero"`
	Determination  string       `json:"determination,omitempty"` // written reason of a refusal
	Materials      []Material   `json:"materials,omitempty"`     // of the latest submission
	Submissions    int          `json:"submissions"`
}
