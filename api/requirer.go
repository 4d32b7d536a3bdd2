package api

import (
	"slices"
	"time"

	"guibei"
	"guibei/regions"
)

// requirer looks up what one submission would need.
type requirer struct {
	p        guibei.Person
	byID     map[string]guibei.Organ
	now      func() time.Time
	region   *regions.Region
	drafting guibei.Organ
	issuing  guibei.Organ
}

// settle finds the organs that are meant and the region that governs them.
func (r *requirer) settle(in *requirementsInput) error {
	drafting := in.Drafting
	if mine := r.p.Organs(guibei.Drafter); drafting == "" && len(mine) > 0 {
		drafting = mine[0]
	}
	for _, named := range []struct {
		id   string
		into *guibei.Organ
	}{{drafting, &r.drafting}, {in.Issuing, &r.issuing}} {
		o, known := r.byID[named.id]
		if named.id != "" && !known {
			return guibei.Errorf(guibei.Invalid, "没有编号为“%s”的机关，请从机关清单中选择。", named.id)
		}
		*named.into = o
	}
	code := r.issuing.Region
	if code == "" {
		code = r.drafting.Region
	}
	if code == "" {
		return guibei.Errorf(guibei.Invalid, "请写明起草单位或者制定机关，从机关清单中选择。")
	}
	var err error
	if r.region, err = regions.Load(code); guibei.KindOf(err) == guibei.NotFound {
		return guibei.Because(guibei.Invalid, err, "该机关所在地区没有参数包，不能在本系统中制定文件，请选择本地区的机关。")
	}
	return err
}

func (r *requirer) today() guibei.Date { return guibei.DateOf(r.now(), r.region.Location()) }

func (r *requirer) ref(id string) OrganRef { return OrganRef{ID: id, Name: r.byID[id].Name} }

// issuers are the organs whose documents a unit may draft: the government and
// its office, and the unit's own, as far as the region says who reviews them.
func (r *requirer) issuers(organs []guibei.Organ) []IssuerView {
	out := []IssuerView{}
	for _, o := range organs {
		above := o.Kind == guibei.Government || o.Kind == guibei.GovOffice
		if !above && o.ID != r.drafting.ID {
			continue
		}
		routing, _, err := r.region.Routing(r.now(), o)
		if err != nil {
			continue // it issues nothing here
		}
		out = append(out, IssuerView{r.ref(o.ID), routing.Class, regions.Label(routing.Class)})
	}
	return out
}

// route fills in who deals with what the issuer issues.
func (r *requirer) route(v *RequirementsView) error {
	routing, why, err := r.region.Routing(r.now(), r.issuing)
	if err != nil {
		return err
	}
	v.Routing = &RoutingView{
		Class: routing.Class, ClassLabel: regions.Label(routing.Class), Why: why,
		Office: r.ref(routing.Office), Review: r.ref(routing.Review), Fair: r.ref(routing.Fair),
		UnitHeadApproval: r.region.UnitHeadApproval(r.today()),
	}
	for _, t := range r.region.Tracks(routing.Class, r.today()) {
		v.Tracks = append(v.Tracks, TrackNeeds{
			ID: t.ID, Name: t.Name, Authority: r.ref(t.Authority), Materials: requirements(r.region.FilingPackage(t.ID, r.today())),
		})
	}
	return nil
}

// requirements lists every kind of material, the required ones first.
func requirements(p regions.Package) []RequirementView {
	out := make([]RequirementView, 0, len(guibei.MaterialKinds))
	for _, required := range []bool{true, false} {
		for _, k := range guibei.MaterialKinds {
			if p.Requires(k) != required {
				continue
			}
			v := RequirementView{Kind: k, Label: k.Label(), Required: required}
			if required {
				v.Why = p.Source
			}
			out = append(out, v)
		}
	}
	return out
}

// needs is requirements with what is there already.
func needs(p regions.Package, have, atHand []guibei.Material) []NeedView {
	in := func(ms []guibei.Material, k guibei.MaterialKind) bool {
		return slices.ContainsFunc(ms, func(m guibei.Material) bool { return m.Kind == k })
	}
	out := make([]NeedView, 0, len(guibei.MaterialKinds))
	for _, v := range requirements(p) {
		out = append(out, NeedView{v, in(have, v.Kind), in(atHand, v.Kind)})
	}
	return out
}
