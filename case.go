package guibei

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Case (件) is one normative document from its first draft to its archive. It
// is what the store keeps and what commands are decided on.
type Case struct {
	ID       string
	Region   string // code of the region pack that governs it
	Class    Class
	Title    string
	Stage    Stage
	Revision int64  // commands applied; what people's optimistic lock compares
	Seq      int64  // last event
	Head     string // hash of the last event
	LastAt   time.Time
	OpenedAt time.Time

	DraftingOrgan string // 起草单位
	IssuingOrgan  string // 制定机关
	OfficeOrgan   string // 制定机关办公机构
	ReviewOrgan   string // 审核机构
	FairOrgan     string // 公平竞争审查机构

	Text      Version
	Materials []Material
	Drafters  []string // person ids of everybody who supplied text; none of them may review it
	Reviewers []string // person ids of everybody who reviewed it; none of them may filing-review it
	CameFrom  Stage    // where a supplement or revision returns to

	Round        int // rounds of legality review begun
	Reviewer     string
	Fair         *FairReview
	Opinion      *Opinion         // of the latest round
	Counsel      []CounselRequest // of all rounds
	Dispositions []Disposition
	Meeting      *RecordDeliberation

	Reviewed    Lock
	Deliberated Lock
	Published   Lock

	Signer      string
	DatedOn     Date
	DocumentNo  string // 发文字号
	UnifiedNo   string // 统一编号
	PublishedOn Date
	EffectiveOn Date
	ValidUntil  Date
	Channel     string
	URL         string

	Obligations []Obligation
	Tasks       []Task  // open ones
	Clocks      []Clock // running, paused and stopped ones
	Parked      string  // why the workflow waits for an operator
	ParkedBy    string  // command id that parked it
}

// Terms is what a decision needs to know beyond the case: the region's
// parameters as in force, and the facts of the files that the command names.
// They are data, so that deciding stays pure.
type Terms struct {
	Zone              *time.Location
	UnitHeadApproval  bool
	RequiredMaterials []MaterialKind
	FilingMaterials   map[string][]MaterialKind // by track id
	EarliestOpinion   Date                      // the minimum period of review ends; zero: none
	Exemptions        []Exemption               // that the region accepts for issuing earlier
	LateEntryDays     int                       // how long after the day an act may be entered; 0: the same day only
	Tracks            []Track                   // that a document of this issuer owes
	Routing           Routing                   // for opening a case
	Numbers           map[NumberField]NumberRule
	Files             map[string]File // by SHA-256
	Nominee           *Person         // the person that the command appoints ([NomineeOf]), nil if there is none
}

// Routing is which organs deal with what an organ issues: who reviews and
// where it is filed are independent lookups.
type Routing struct {
	Region, Office, Review, Fair string
	Class                        Class
}

// NumberField is a number that the store allots from a sequence, without gaps.
type NumberField string

// The numbers of the spine.
const (
	OpinionNo      NumberField = "opinion_no"      // 审核意见书文号
	DocumentNo     NumberField = "document_no"     // 发文字号
	UnifiedNo      NumberField = "unified_no"      // 统一编号
	RegistrationNo NumberField = "registration_no" // 备案登记号
)

// NumberRule is how numbers of a sequence are written.
type NumberRule struct {
	Scope   string // the sequence; the year is added by the store, for every sequence restarts each year
	Pattern string // {year}, {n} and {n:04} are replaced
}

// Format writes the n-th number of year.
func (r NumberRule) Format(year, n int) string {
	s := strings.ReplaceAll(r.Pattern, "{year}", strconv.Itoa(year))
	s = strings.ReplaceAll(s, "{n}", strconv.Itoa(n))
	for w := 2; w <= 6; w++ {
		s = strings.ReplaceAll(s, fmt.Sprintf("{n:0%d}", w), fmt.Sprintf("%0*d", w, n))
	}
	return s
}

// numberRule returns the rule of a number; registration numbers are each
// authority's own, so the region keys them by track ("registration_no:gov_up").
func (t Terms) numberRule(f NumberField, ob *Obligation) (NumberRule, bool) {
	if ob != nil {
		f += NumberField(":" + ob.Track.ID)
	}
	rule, ok := t.Numbers[f]
	return rule, ok
}

// NumberRequest asks the store for the next number of a sequence.
type NumberRequest struct {
	Field      NumberField
	Rule       NumberRule
	Year       int
	Obligation string // for registration numbers
}

// Outcome is what a command does, before it is committed.
type Outcome struct {
	Case    Case   // as it will be; Tasks are those that will be open
	Before  int64  // Case.Seq that the decision was made on
	Command string // id; empty for what clocks and the system do
	Kind    CommandKind
	Events  []Event // not yet sealed
	Clocks  []ClockOp
	Numbers []NumberRequest
	Requeue string // a parked command to send again
}

// Fill writes an allotted number into the outcome.
func (o *Outcome) Fill(r NumberRequest, number string) {
	c := &o.Case
	switch r.Field {
	case OpinionNo:
		opinion := *c.Opinion
		opinion.No = number
		c.Opinion = &opinion
	case DocumentNo:
		c.DocumentNo = number
	case UnifiedNo:
		c.UnifiedNo = number
	case RegistrationNo:
		for i := range c.Obligations {
			if c.Obligations[i].ID == r.Obligation {
				c.Obligations[i].RegistrationNo = number
			}
		}
	}
	if len(o.Events) > 0 {
		o.Events[0].add(string(r.Field), number)
	}
}

// add puts one more fact into the payload of an event that is not sealed yet.
func (e *Event) add(key string, value any) {
	facts := map[string]any{}
	if len(e.Payload) > 0 {
		if err := json.Unmarshal(e.Payload, &facts); err != nil {
			panic("guibei: event payload is not an object: " + err.Error()) // we wrote it ourselves
		}
	}
	facts[key] = value
	e.Payload = mustJSON(facts)
}

func mustJSON(v any) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic("guibei: cannot write " + fmt.Sprintf("%T", v) + " as JSON: " + err.Error()) // only plain data gets here
	}
	return b
}

// OrganFor returns the organ in which a role acts on this case, "" when any
// organ will do. ob is the obligation for the filing desks.
func (c *Case) OrganFor(role Role, ob *Obligation) string {
	switch role {
	case Drafter, UnitHead:
		return c.DraftingOrgan
	case OfficeClerk, CouncilClerk:
		return c.OfficeOrgan
	case FairReviewer:
		return c.FairOrgan
	case Reviewer, ReviewLead, Counsel:
		return c.ReviewOrgan
	case FilingReviewer, CongressDesk:
		if ob != nil {
			return ob.Track.Authority
		}
	case Supervisor, SystemAdmin, SecurityAdmin, Auditor, systemRole:
	}
	return ""
}

// VisibleTo reports whether a person may read the case: business people of an
// organ that takes part, filing desks once they were sent it, supervisors and
// the auditor; counsel of what was asked of them; the system administrator only while it is parked and waits for
// exactly that person.
func (c *Case) VisibleTo(p Person) bool {
	for _, g := range p.Grants {
		switch g.Role {
		case Supervisor, Auditor:
			return true
		case SystemAdmin:
			if c.Parked != "" {
				return true
			}
		case Drafter, UnitHead:
			if g.Organ == c.DraftingOrgan {
				return true
			}
		case OfficeClerk, CouncilClerk, FairReviewer, Reviewer, ReviewLead:
			if c.Stage != Draft && g.Organ == c.OrganFor(g.Role, nil) {
				return true
			}
		case Counsel:
			if g.Organ == c.ReviewOrgan && c.counsels(p.ID) {
				return true
			}
		case FilingReviewer, CongressDesk:
			if slices.ContainsFunc(c.Obligations, func(o Obligation) bool { return o.Track.Authority == g.Organ && o.Submissions > 0 }) {
				return true
			}
		case SecurityAdmin, systemRole:
		}
	}
	return false
}

// Obligation returns the obligation of this id, nil if the case has none.
func (c *Case) Obligation(id string) *Obligation {
	for i := range c.Obligations {
		if c.Obligations[i].ID == id {
			return &c.Obligations[i]
		}
	}
	return nil
}

func (c *Case) hasMaterial(k MaterialKind) bool {
	return slices.ContainsFunc(c.Materials, func(m Material) bool { return m.Kind == k })
}

// putMaterials replaces the materials of the kinds that ms has.
func (c *Case) putMaterials(ms []Material) {
	kept := slices.DeleteFunc(slices.Clone(c.Materials), func(have Material) bool {
		return slices.ContainsFunc(ms, func(m Material) bool { return m.Kind == have.Kind })
	})
	c.Materials = slices.Concat(kept, ms)
}

// open puts up a task for the role's organ.
func (c *Case) open(k TaskKind, ob *Obligation, assignee string, at time.Time) {
	t := Task{Kind: k, Role: taskInfos[k].role, Assignee: assignee, OpenedAt: at}
	if ob != nil {
		t.Obligation = ob.ID
		if k == CheckFiling {
			t.Role = ob.Track.Desk
		}
	}
	t.Organ = c.OrganFor(t.Role, ob)
	same := func(have Task) bool {
		return have.Kind == k && have.Obligation == t.Obligation && (k != WriteCounselOpinion || have.Assignee == assignee)
	}
	if !slices.ContainsFunc(c.Tasks, same) {
		c.Tasks = append(c.Tasks, t)
	}
}

// done takes tasks of the kinds away; an empty obligation means the case's own.
func (c *Case) done(obligation string, kinds ...TaskKind) {
	c.Tasks = slices.DeleteFunc(c.Tasks, func(t Task) bool {
		return t.Obligation == obligation && slices.Contains(kinds, t.Kind)
	})
}

// clone copies everything that deciding may change.
func (c *Case) clone() Case {
	n := *c
	n.Materials = slices.Clone(c.Materials)
	n.Drafters = slices.Clone(c.Drafters)
	n.Reviewers = slices.Clone(c.Reviewers)
	n.Dispositions = slices.Clone(c.Dispositions)
	n.Counsel = slices.Clone(c.Counsel)
	n.Obligations = slices.Clone(c.Obligations)
	n.Tasks = slices.Clone(c.Tasks)
	n.Clocks = slices.Clone(c.Clocks)
	return n
}

// FilingsOpen counts the obligations that are still owed.
func (c *Case) FilingsOpen() int {
	n := 0
	for _, o := range c.Obligations {
		if !o.Status.Closed() {
			n++
		}
	}
	return n
}
