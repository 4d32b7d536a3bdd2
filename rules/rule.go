package rules

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"guibei"
	"guibei/laws"
	"guibei/lists"
)

// engineVersion counts changes of what all rules share: folding, sentences,
// guards.
const engineVersion = 3

// Group says what part of a document a rule is about.
type Group string

// The groups of rules.
const (
	Package        Group = "package"        // 材料齐备
	Classification Group = "classification" // 是不是行政规范性文件
	Authority      Group = "authority"      // 制定主体和职权
	Procedure      Group = "procedure"      // 制定程序
	Content        Group = "content"        // 禁止性内容
	Competition    Group = "competition"    // 公平竞争
	Citing         Group = "citation"       // 依据与引用
	Dates          Group = "dates"          // 施行与有效期
	Structure      Group = "structure"      // 结构
	Format         Group = "format"         // 公文格式
	Secrecy        Group = "secrecy"        // 保密与个人信息
	Writing        Group = "text"           // 文字
)

// Groups are all groups, in the order in which people read them.
var Groups = []Group{Package, Classification, Authority, Procedure, Content, Competition, Citing, Dates, Structure, Format, Secrecy, Writing}

// Level says how strong the source of a rule is.
type Level string

// The levels of sources, strongest first.
const (
	Statute    Level = "law"        // 法律
	Regulation Level = "regulation" // 行政法规、国务院文件
	Ordinance  Level = "rule"       // 规章
	Standard   Level = "standard"   // 标准
	Practice   Level = "practice"   // 通行做法
)

// Rule is one thing to look for, with the law behind it.
type Rule struct {
	ID       string // R001; never reused
	Version  int    // raised whenever the code finds something else than before; a row is in the hash itself
	Group    Group
	Title    string // Chinese, what the finding is headed with
	Basis    string // Chinese, law and article
	Source   Level
	Severity guibei.Severity // of its plain finding; single leads may be lower
	Looks    string          // Chinese: what it looks for
	Blind    string          // Chinese: what it does not see
	Check    func(*Input) []guibei.Finding

	probes []probe // its patterns; nil for a rule that is more than patterns
	row    *row    // where it comes from; nil for a rule that is code
}

// Input is what a check looks at.
type Input struct {
	Text  Text
	Title string // as the case knows it; empty means Text.Title

	// Layout is how the text looks in Word; nil for plain text, of which
	// nothing is said about its looks.
	Layout *Layout

	// Materials are what the package holds; nil means that there is no package
	// yet and its completeness is not asked.
	Materials []guibei.MaterialKind
	Required  []guibei.MaterialKind // by the region; empty asks for nothing

	On            guibei.Date // the day the document is judged by; zero leaves out what depends on a day
	MaxYears      int         // longest validity in years, 0 when the region sets none
	MaxTrialYears int         // the same for 试行 and 暂行
	MinGapDays    int         // shortest time from publication to taking effect, in days; 0 when the region sets none

	Laws  *laws.Register // nil means laws.Default
	Lists lists.Lists    // of the region, as far as they were imported
	Texts laws.Shelf     // words of the laws it cites, see Cited; nil when there are none

	Off   map[string]bool // rules that the region has switched off, by identifier
	Extra []Rule          // the bureau's own rules, see Bureau

	Ablate Ablation // zero but for measuring

	DocumentSHA256 string // of the docx, for the receipt
	TextSHA256     string // of its text, for the receipt

	view *view // made once, see Input.read
}

// Check runs every rule and returns the receipt. The same input always gives
// the same receipt; findings stand in the order of the text, those without a
// place first.
func Check(in Input) guibei.CheckReceipt {
	in.read()
	found := []guibei.Finding{}
	for _, r := range in.rules() {
		found = append(found, bounded(r.Check(&in))...)
	}
	in.sort(found)
	found = in.once(found)
	receipt := guibei.CheckReceipt{
		DocumentSHA256: in.DocumentSHA256, TextSHA256: in.TextSHA256,
		RuleSet: in.ruleSet(), Laws: in.lawsHash(), Verdict: verdict(found), Findings: found,
	}
	return receipt
}

// What a receipt says in one word.
const (
	Clean   = "clean"   // nothing was found
	Leads   = "leads"   // something to look at
	Blocked = "blocker" // something that must be answered
)

func verdict(found []guibei.Finding) string {
	switch {
	case slices.ContainsFunc(found, func(f guibei.Finding) bool { return f.Severity == guibei.Blocker }):
		return Blocked
	case len(found) > 0:
		return Leads
	}
	return Clean
}

// maxFindings is how many findings of one rule a receipt lists. More are not
// read by anybody, and a hostile text must not make a receipt larger than
// itself.
const maxFindings = 200

// bounded cuts a long list and says so in its last finding.
func bounded(fs []guibei.Finding) []guibei.Finding {
	if len(fs) <= maxFindings {
		return fs
	}
	more := len(fs) - maxFindings
	fs = fs[:maxFindings]
	fs[maxFindings-1].Detail += fmt.Sprintf("（本规则另有%d处，未逐一列出，请一并检查。）", more)
	return fs
}

// sort orders findings by paragraph, offset and rule. It is stable: what one
// rule finds at one place stays in the rule's order.
func (in *Input) sort(found []guibei.Finding) {
	order := make(map[string]int, len(in.Text.Paragraphs))
	for i, p := range slices.Concat(in.Text.Paragraphs, in.Text.Beside) {
		if _, twice := order[p.ID]; !twice {
			order[p.ID] = i + 1 // 0 is left for findings without a place
		}
	}
	slices.SortStableFunc(found, func(a, b guibei.Finding) int {
		return cmp.Or(
			cmp.Compare(order[a.Place.Paragraph], order[b.Place.Paragraph]),
			cmp.Compare(a.Place.Start, b.Place.Start),
			cmp.Compare(a.Rule, b.Rule),
		)
	})
}

// rules are those that the check runs, by identifier.
func (in *Input) rules() []Rule {
	return slices.DeleteFunc(slices.Concat(All(), in.Extra), func(r Rule) bool { return in.Off[r.ID] })
}

// SetHash identifies the rules that come with the program: their identifiers,
// versions, severities and the engine they run in. It does not depend on the
// parameters of a region.
func SetHash() string { return hashOf(All()) }

func hashOf(all []Rule) string {
	set := []string{fmt.Sprintf("engine %d", engineVersion)}
	for _, r := range all {
		set = append(set, fmt.Sprintf("%s %d %s %q %s", r.ID, r.Version, r.Severity, r.Basis, r.row.fingerprint()))
	}
	return hash(strings.Join(set, "\n"))
}

// ruleSet identifies the rules together with the parameters they ran with.
func (in *Input) ruleSet() string {
	return hash(fmt.Sprintf("%s\nyears %d trial %d gap %d required %q laws %s ablation %+v lists %s",
		hashOf(in.rules()), in.MaxYears, in.MaxTrialYears, in.MinGapDays, in.Required, in.lawsHash(), in.Ablate, in.Lists.Hash()))
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// lawsHash identifies what was known of laws: the register and the texts.
func (in *Input) lawsHash() string {
	if len(in.Texts) == 0 {
		return in.register().Hash()
	}
	return hash(in.register().Hash() + "\n" + in.Texts.Hash())
}

func (in *Input) register() *laws.Register {
	if in.Laws == nil {
		return laws.Default()
	}
	return in.Laws
}

// title returns the document's title without blanks, as far as it is known.
func (in *Input) title() string {
	if in.Title != "" {
		return foldString(in.Title)
	}
	return foldString(in.Text.Title)
}

// finding begins a finding of the rule.
func (r *Rule) finding(place guibei.Place, detail string) guibei.Finding {
	return guibei.Finding{
		Rule: r.ID, Group: string(r.Group), Title: r.Title, Severity: r.Severity, Basis: r.Basis, Detail: detail, Place: place,
	}
}
