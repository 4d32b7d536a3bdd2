package regions

import (
	"slices"
	"time"

	"guibei"
)

// Package is what a set of papers must hold, and who says so.
type Package struct {
	Kinds     []guibei.MaterialKind
	Source    string // law or rule and clause, in Chinese
	Confirmed bool
}

// Requires reports whether the package must hold a kind of material.
func (p Package) Requires(k guibei.MaterialKind) bool { return slices.Contains(p.Kinds, k) }

// SubmissionPackage returns what must be handed in for review on a day.
func (r *Region) SubmissionPackage(on guibei.Date) Package {
	return packageOn(r.p.Procedure.RequiredMaterials, on)
}

// FilingPackage returns what must be filed by a track on a day; the empty
// package for an unknown track.
func (r *Region) FilingPackage(track string, on guibei.Date) Package {
	for _, t := range r.p.Tracks {
		if t.ID == track {
			return packageOn(t.Materials, on)
		}
	}
	return Package{}
}

func packageOn(d dated[[]guibei.MaterialKind], on guibei.Date) Package {
	v, _ := d.on(on)
	return Package{Kinds: slices.Clone(v.Value), Source: v.Source, Confirmed: v.Confirmed}
}

// Routing returns which organs deal with what an issuer issues at an instant,
// and who says so. It is Invalid where the region routes no documents of such
// an issuer.
func (r *Region) Routing(now time.Time, issuer guibei.Organ) (guibei.Routing, string, error) {
	on := guibei.DateOf(now, r.loc)
	routing, err := r.route(issuer, on)
	if err != nil {
		return guibei.Routing{}, "", err
	}
	v, _ := r.p.Routing[issuer.Kind].on(on)
	return routing, v.Source, nil
}

// UnitHeadApproval reports whether the head of the drafting unit must agree
// before a draft is handed in on a day.
func (r *Region) UnitHeadApproval(on guibei.Date) bool { return r.p.Procedure.UnitHeadApproval.get(on) }

// Label returns the name of a class of documents in Chinese.
func Label(c guibei.Class) string { return classLabels[c] }
