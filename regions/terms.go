package regions

import (
	"slices"
	"strings"
	"time"

	"guibei"
)

// Terms returns what deciding about a document of this issuer needs of the
// region, by the values in force at now. Files, Nominee and EarliestOpinion are
// the caller's to fill. It is Invalid if the region routes no documents of such
// an issuer.
func (r *Region) Terms(now time.Time, issuer guibei.Organ) (guibei.Terms, error) {
	on := guibei.DateOf(now, r.loc)
	routing, err := r.route(issuer, on)
	if err != nil {
		return guibei.Terms{}, err
	}
	c := r.p.Procedure
	return guibei.Terms{
		Zone:              r.loc,
		UnitHeadApproval:  c.UnitHeadApproval.get(on),
		RequiredMaterials: r.RequiredMaterials(on),
		FilingMaterials:   r.filingMaterials(on),
		Exemptions:        slices.Clone(c.Exemptions.get(on)),
		LateEntryDays:     c.LateEntryDays.get(on),
		Tracks:            r.Tracks(routing.Class, on),
		Routing:           routing,
		Numbers:           r.numbers(issuer.ID, routing.Review, on),
	}, nil
}

// route looks up who deals with what the issuer issues.
func (r *Region) route(issuer guibei.Organ, on guibei.Date) (guibei.Routing, error) {
	class, err := guibei.ClassOf(issuer.Kind)
	if err != nil {
		return guibei.Routing{}, err
	}
	if issuer.Region != r.Code {
		return guibei.Routing{}, guibei.Errorf(guibei.Invalid, "%s不是%s的制定机关，请选择本地区的机关。", issuer.Name, r.Name)
	}
	v, ok := r.p.Routing[issuer.Kind].on(on)
	if !ok {
		return guibei.Routing{}, guibei.Errorf(guibei.Invalid, "%s没有规定“%s”制定的文件由谁审核，请改由有权的机关制定，或者请系统管理员补充参数包。",
			r.Name, organLabels[issuer.Kind])
	}
	or := func(id string) string {
		if id == self {
			return issuer.ID
		}
		return id
	}
	return guibei.Routing{
		Region: r.Code, Class: class,
		Office: or(v.Value.Office), Review: or(v.Value.Review), Fair: or(v.Value.Fair),
	}, nil
}

func (r *Region) filingMaterials(on guibei.Date) map[string][]guibei.MaterialKind {
	out := map[string][]guibei.MaterialKind{}
	for _, t := range r.p.Tracks {
		out[t.ID] = slices.Clone(t.Materials.get(on))
	}
	return out
}

// RegistrationField is the number of one track's register: every authority
// writes its own.
func RegistrationField(track string) guibei.NumberField {
	return guibei.RegistrationNo + guibei.NumberField(":"+track)
}

// numbers returns how the numbers of a case are written. A number is left out
// where the pack has no rule, or its organ no 机关代字: people enter it then.
func (r *Region) numbers(issuer, reviewer string, on guibei.Date) map[guibei.NumberField]guibei.NumberRule {
	out := map[guibei.NumberField]guibei.NumberRule{}
	owners := map[guibei.NumberField]string{
		guibei.OpinionNo: reviewer, guibei.DocumentNo: issuer, guibei.UnifiedNo: issuer,
	}
	for f, d := range r.p.Numbers {
		v, ok := d.on(on)
		if !ok {
			continue
		}
		if rule, ok := r.rule(f, v.Value, owners[f]); ok {
			out[f] = rule
		}
	}
	for _, t := range r.p.Tracks {
		if v, ok := t.RegistrationNo.on(on); ok {
			n := numbering{Pattern: v.Value, Scope: scopeOrgan}
			if rule, ok := r.rule(RegistrationField(t.ID), n, t.Authority); ok {
				out[RegistrationField(t.ID)] = rule
			}
		}
	}
	return out
}

// rule writes the prefix of the organ into the pattern and names the sequence.
func (r *Region) rule(f guibei.NumberField, n numbering, owner string) (guibei.NumberRule, bool) {
	prefix := r.prefix(owner)
	if strings.Contains(n.Pattern, "{prefix}") && prefix == "" {
		return guibei.NumberRule{}, false
	}
	scope := string(f) + "/" + r.Code
	if n.Scope == scopeOrgan {
		scope += "/" + owner
	}
	return guibei.NumberRule{Scope: scope, Pattern: strings.ReplaceAll(n.Pattern, "{prefix}", prefix)}, true
}

func (r *Region) prefix(owner string) string {
	i := slices.IndexFunc(r.p.Organs, func(o organ) bool { return o.ID == owner })
	if i < 0 {
		return ""
	}
	return r.p.Organs[i].Prefix
}
