package regions

import "guibei"

// pack is a region as its file spells it.
type pack struct {
	Code      string                                  `yaml:"code"`
	Name      string                                  `yaml:"name"`
	Parent    string                                  `yaml:"parent"`
	Province  string                                  `yaml:"province"`
	Zone      string                                  `yaml:"zone"`
	Words     Words                                   `yaml:"words"`
	LocalDays localDays                               `yaml:"local_days"`
	Organs    []organ                                 `yaml:"organs"`
	Routing   map[guibei.OrganKind]dated[route]       `yaml:"routing"`
	Procedure procedure                               `yaml:"procedure"`
	Clocks    map[guibei.ClockKind]dated[limit]       `yaml:"clocks"`
	Tracks    []track                                 `yaml:"tracks"`
	Numbers   map[guibei.NumberField]dated[numbering] `yaml:"numbers"`
	Validity  validity                                `yaml:"validity"`
	Rules     rulebook                                `yaml:"rules"`
}

// Words are what a place calls things, for labels and letters.
type Words struct {
	County         string `yaml:"county"`           // 区, 市, 旗县
	Township       string `yaml:"township"`         // 镇、街道; 苏木乡镇
	LegalDept      string `yaml:"legal_dept"`       // 司法局
	Congress       string `yaml:"congress"`         // 人大常委会
	Unified        string `yaml:"unified"`          // the three of 三统一
	Document       string `yaml:"document"`         // 行政规范性文件
	PreFilingCheck string `yaml:"pre_filing_check"` // 前置备案预审
}

// localDays are days off of the region beyond the State Council's, and the
// weekend days worked in exchange.
type localDays struct {
	Off  []localDay `yaml:"off"`
	Work []localDay `yaml:"work"`
}

type localDay struct {
	Date   guibei.Date `yaml:"date"`
	Name   string      `yaml:"name"`
	Source string      `yaml:"source"`
}

type organ struct {
	ID     string           `yaml:"id"`
	Name   string           `yaml:"name"`
	Kind   guibei.OrganKind `yaml:"kind"`
	Prefix string           `yaml:"prefix"` // 机关代字, e.g. 青政; empty if it numbers nothing here
}

type procedure struct {
	UnitHeadApproval  dated[bool]                  `yaml:"unit_head_approval"`
	RequiredMaterials dated[[]guibei.MaterialKind] `yaml:"required_materials"`
	Exemptions        dated[[]guibei.Exemption]    `yaml:"exemptions"`
	LateEntryDays     dated[int]                   `yaml:"late_entry_days"`
	ReviewMinimum     dated[limit]                 `yaml:"review_minimum"`
	Consultation      dated[limit]                 `yaml:"consultation_market"`
	EffectiveGap      dated[limit]                 `yaml:"effective_gap"`
}

type track struct {
	ID             string                            `yaml:"id"`
	Name           string                            `yaml:"name"`
	Authority      string                            `yaml:"authority"`  // organ id of the 备案机关
	HandledBy      string                            `yaml:"handled_by"` // organ id of the office that does its work, if it is not itself
	Desk           guibei.Role                       `yaml:"desk"`
	Classes        dated[[]guibei.Class]             `yaml:"classes"`
	Materials      dated[[]guibei.MaterialKind]      `yaml:"materials"`
	Clocks         map[guibei.ClockKind]dated[limit] `yaml:"clocks"`
	RegistrationNo dated[string]                     `yaml:"registration_no"` // pattern; empty: the authority numbers elsewhere
}

type validity struct {
	MaxYears       dated[int]    `yaml:"max_years"`
	TrialYears     dated[int]    `yaml:"trial_years"`
	CountFrom      dated[string] `yaml:"count_from"`
	AutoLapse      dated[bool]   `yaml:"auto_lapse"`
	EvaluateBefore dated[int]    `yaml:"evaluate_months_before"`
}

// rulebook is what a place changes of the rules that drafts are checked by.
type rulebook struct {
	Off dated[[]string] `yaml:"off"` // identifiers of rules that do not apply here
}

const (
	fromEffective = "effective_on"
	fromPublished = "published_on"
)

// ofTrack are the clocks that run once for each obligation, and are therefore
// set by its track.
var ofTrack = []guibei.ClockKind{guibei.FilingClock, guibei.FormCheckClock, guibei.FilingSupplementClock}
