package guibei

import "slices"

// SeenBy returns the case as the person may read it; false when not at all.
//
// Everybody but counsel reads the whole of it, save what was asked of counsel
// and answered, which stays with the reviewing organ. Counsel reads what the
// question needs: the text it is about, the materials, the question, their own
// opinion, and the organ's opinion once that is issued.
func (c Case) SeenBy(p Person) (Case, bool) {
	if !c.VisibleTo(p) {
		return Case{}, false
	}
	n := c.clone()
	n.Counsel = slices.DeleteFunc(n.Counsel, func(q CounselRequest) bool { return !c.readsCounsel(p, q.Counsel, q.Round) })
	if c.CounselOnly(p) {
		n.narrow(p.ID)
	}
	return n, true
}

// CounselOnly reports whether the person sees the case as its counsel and in
// no other part.
func (c *Case) CounselOnly(p Person) bool {
	if !p.Has(Counsel, c.ReviewOrgan) || !c.counsels(p.ID) {
		return false
	}
	other := Person{ID: p.ID, Grants: slices.DeleteFunc(slices.Clone(p.Grants), func(g Grant) bool { return g.Role == Counsel })}
	return !c.VisibleTo(other)
}

// ReadsDrafts reports whether the person may read an opinion that is not
// issued yet: it is the reviewing organ's own until then.
func (c *Case) ReadsDrafts(p Person) bool {
	return p.Has(Reviewer, c.ReviewOrgan) || p.Has(ReviewLead, c.ReviewOrgan)
}

// Reads reports whether the person may read the payload of an event of the
// case. What the reviewing organ writes down and asks before it issues its
// opinion is its own; counsel reads what brings a text and what is theirs.
func (c *Case) Reads(p Person, e Event) bool {
	switch CommandKind(e.Kind) {
	case RecordOpinionCmd:
		return c.ReadsDrafts(p)
	case AssignCounselCmd, GiveCounselOpinionCmd, WithdrawCounselCmd:
		var about struct {
			Counsel string `json:"counsel"`
			Round   int    `json:"round"`
		}
		_ = jsonInto(e.Payload, &about) // we wrote it ourselves
		return c.readsCounsel(p, about.Counsel, about.Round)
	default:
		return !c.CounselOnly(p) || slices.Contains(openToCounsel, e.Kind)
	}
}

// openToCounsel are the events that say what text and materials there are.
var openToCounsel = []EventKind{
	EventKind(OpenCaseCmd), EventKind(EditDraftCmd), EventKind(SubmitCmd), EventKind(AnswerSupplementCmd),
}

// readsCounsel reports whether a person may read what was asked of a counsel in
// a round and answered: the reviewing organ and that counsel always; the other
// counsel of the case and who supervises once the organ has concluded, so that
// no counsel writes after another.
func (c *Case) readsCounsel(p Person, counsel string, round int) bool {
	if c.ReadsDrafts(p) || p.ID == counsel {
		return true
	}
	return c.concluded(round) && (c.counsels(p.ID) || p.HasRole(Supervisor) || p.HasRole(Auditor))
}

// concluded reports whether the opinion of a round was issued. A new round
// begins only after that.
func (c *Case) concluded(round int) bool {
	return round < c.Round || c.Opinion != nil && c.Opinion.Round == round && c.Opinion.Issued
}

// narrow leaves of the case what its counsel needs.
func (c *Case) narrow(person string) {
	latest := 0
	for _, q := range c.Counsel {
		if q.Counsel == person && q.Status != CounselWithdrawn {
			latest = max(latest, q.On.Version)
		}
	}
	if c.Text.N > latest { // a later text was not put to them
		c.Text = Version{N: latest}
	}
	c.Materials = slices.DeleteFunc(c.Materials, func(m Material) bool { return !slices.Contains(reviewMaterials, m.Kind) })
	if c.Opinion != nil && !c.Opinion.Issued {
		c.Opinion = nil
	}
	c.Fair, c.Meeting, c.Dispositions, c.Obligations = nil, nil, nil, nil
	c.Tasks = slices.DeleteFunc(c.Tasks, func(t Task) bool { return t.Assignee != person })
	c.Clocks = slices.DeleteFunc(c.Clocks, func(k Clock) bool { return k.Kind != ReviewClock })
	c.Drafters, c.Reviewers = nil, nil
}

// reviewMaterials are the materials that a review is about; the others come
// later in the life of a document.
var reviewMaterials = []MaterialKind{DraftingExplanation, LegalBasis, AdoptionRecord, UnitOpinion, FairCompetitionDoc, OtherMaterial}
