package regions

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata"

	"guibei"
	"guibei/deadline"
)

//go:embed */*.yaml
var files embed.FS

// Region is one place as its pack describes it. It is immutable and safe for
// concurrent use.
type Region struct {
	Code     string // administrative division code, e.g. "150204"
	Name     string
	Parent   string // the city, prefecture or league above
	Province string
	Zone     string // IANA name, e.g. "Asia/Shanghai"
	Words    Words

	dir    string // of the pack's files among those shipped; empty for one's own
	p      pack
	loc    *time.Location
	hash   string
	params []Param
}

// Load returns the region of a code among the packs shipped; NotFound names
// those that exist.
func Load(code string) (*Region, error) {
	var have []string
	for _, r := range All() {
		if r.Code == code {
			return r, nil
		}
		have = append(have, r.Code+" "+r.Name)
	}
	return nil, guibei.Errorf(guibei.NotFound, "没有代码为“%s”的地区参数包，现有：%s。请改用其中之一，或者先为本地区编写参数包。",
		code, strings.Join(have, "、"))
}

// All returns the regions shipped, by code.
func All() []*Region { return slices.Clone(shipped()) }

var shipped = sync.OnceValue(func() []*Region {
	names, err := fs.Glob(files, "*/region.yaml")
	if err != nil {
		panic(err) // the pattern is ours
	}
	all := make([]*Region, 0, len(names))
	for _, name := range names {
		r, err := readPack(name)
		if err != nil {
			panic(fmt.Errorf("%s: %w", name, err)) // the packs are part of the build, and tested
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b *Region) int { return strings.Compare(a.Code, b.Code) })
	return all
})

func readPack(name string) (*Region, error) {
	data, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	r, err := Parse(data)
	if err != nil {
		return nil, err
	}
	r.dir = path.Dir(name)
	return r, nil
}

// Parse reads a pack. It is Invalid if a field is unknown, repeated or of the
// wrong type, a clock neither set nor left open, a value without source or
// beyond reason, or an organ not in the list; the message names every place.
func Parse(data []byte) (*Region, error) {
	p := pack{Zone: "Asia/Shanghai"}
	if err := readStrict(data, &p); err != nil {
		return nil, err
	}
	w := p.walk()
	if err := combine(w.errs); err != nil {
		return nil, err
	}
	loc, err := time.LoadLocation(p.Zone)
	if err != nil {
		return nil, guibei.Because(guibei.Invalid, err, "没有“"+p.Zone+"”这个时区，请改正 zone。")
	}
	sum := sha256.Sum256(data)
	return &Region{
		Code: p.Code, Name: p.Name, Parent: p.Parent, Province: p.Province, Zone: p.Zone, Words: p.Words,
		p: p, loc: loc, hash: hex.EncodeToString(sum[:]), params: w.params,
	}, nil
}

// Location returns the zone in which the region's dates are civil dates. The
// zone files are linked in (time/tzdata), for a scratch image has none.
func (r *Region) Location() *time.Location { return r.loc }

// Hash returns the SHA-256 of the pack's bytes, in hex: what an event or a
// receipt names to say by which parameters it was made.
func (r *Region) Hash() string { return r.hash }

// Params returns every value of every parameter, in the order of the pack.
func (r *Region) Params() []Param { return slices.Clone(r.params) }

// Unconfirmed returns the values that the region has not confirmed in writing.
func (r *Region) Unconfirmed() []Param {
	return slices.DeleteFunc(r.Params(), func(p Param) bool { return p.Confirmed })
}

// Organs returns the organs that the pack knows: what an installation starts
// with.
func (r *Region) Organs() []guibei.Organ {
	out := make([]guibei.Organ, len(r.p.Organs))
	for i, o := range r.p.Organs {
		out[i] = guibei.Organ{ID: o.ID, Name: o.Name, Kind: o.Kind, Region: r.Code}
	}
	return out
}

// Calendar returns the national calendar with the region's own days over it;
// the national one itself where the region has none.
func (r *Region) Calendar(national *deadline.Calendar) (*deadline.Calendar, error) {
	if len(r.p.LocalDays.Off)+len(r.p.LocalDays.Work) == 0 {
		return national, nil
	}
	c, err := national.Overlay(national.ID()+"-"+r.Code, days(r.p.LocalDays.Off), days(r.p.LocalDays.Work))
	if err != nil {
		return nil, guibei.Because(guibei.Invalid, err, r.Name+"的地方放假安排与国务院的放假安排合不上："+err.Error()+"。请核对参数包的 local_days。")
	}
	return c, nil
}

// LocalDaysOff returns the days off that the region has beyond the State
// Council's.
func (r *Region) LocalDaysOff() []deadline.Day { return days(r.p.LocalDays.Off) }

func days(local []localDay) []deadline.Day {
	out := make([]deadline.Day, len(local))
	for i, d := range local {
		out[i] = deadline.Day{Date: d.Date, Name: d.Name}
	}
	return out
}

// Period returns how long a clock may run that starts on a day; false if the
// region sets no limit. The track matters only to the clocks of an obligation:
// filing, form check and filing supplement.
func (r *Region) Period(k guibei.ClockKind, track string, on guibei.Date) (deadline.Period, bool) {
	if !slices.Contains(ofTrack, k) {
		return period(r.p.Clocks[k], on)
	}
	for _, t := range r.p.Tracks {
		if t.ID == track {
			return period(t.Clocks[k], on)
		}
	}
	return deadline.Period{}, false
}

// ReviewMinimum returns how long a legality review must at least take; false
// if the region sets no minimum.
func (r *Region) ReviewMinimum(on guibei.Date) (deadline.Period, bool) {
	return period(r.p.Procedure.ReviewMinimum, on)
}

// RequiredMaterials returns what a package must hold to be submitted to review
// on a day.
func (r *Region) RequiredMaterials(on guibei.Date) []guibei.MaterialKind {
	return slices.Clone(r.p.Procedure.RequiredMaterials.get(on))
}

// Consultation returns how long the public must at least be consulted on a
// document that concerns market entities; false if the region sets no minimum.
func (r *Region) Consultation(on guibei.Date) (deadline.Period, bool) {
	return period(r.p.Procedure.Consultation, on)
}

// EffectiveGap returns how long after publication a document may take effect
// at the earliest; false if the region sets no minimum.
func (r *Region) EffectiveGap(on guibei.Date) (deadline.Period, bool) {
	return period(r.p.Procedure.EffectiveGap, on)
}

// Tracks returns the filing tracks that a document of a class owes when it is
// published on a day.
func (r *Region) Tracks(class guibei.Class, on guibei.Date) []guibei.Track {
	var out []guibei.Track
	for _, t := range r.p.Tracks {
		if slices.Contains(t.Classes.get(on), class) {
			out = append(out, guibei.Track{ID: t.ID, Name: t.Name, Authority: t.Authority, Desk: t.Desk})
		}
	}
	return out
}

// AllTracks returns every filing track, whatever it is owed for.
func (r *Region) AllTracks() []guibei.Track {
	out := make([]guibei.Track, len(r.p.Tracks))
	for i, t := range r.p.Tracks {
		out[i] = guibei.Track{ID: t.ID, Name: t.Name, Authority: t.Authority, Desk: t.Desk}
	}
	return out
}

// FilingMaterials returns what a package for a track must hold on a day.
func (r *Region) FilingMaterials(track string, on guibei.Date) []guibei.MaterialKind {
	return r.filingMaterials(on)[track]
}

// HandledBy returns the organ whose people do the work of a track's authority,
// which is often the 司法局 for its government; "" for an unknown track.
func (r *Region) HandledBy(track string) string {
	for _, t := range r.p.Tracks {
		if t.ID == track {
			return cmp.Or(t.HandledBy, t.Authority)
		}
	}
	return ""
}

// Validity is how long documents may be in force.
type Validity struct {
	MaxYears       int  // of an ordinary document
	TrialYears     int  // of a 暂行 or 试行 one
	FromEffective  bool // counted from 施行之日, else from 公布之日
	AutoLapse      bool // lapses by itself at the end
	EvaluateMonths int  // how many months before the end evaluation begins
}

// EffectiveGapDays is how many days must lie between publication and taking
// effect, 0 when the region asks for none or counts in something other than days.
func (r *Region) EffectiveGapDays(on guibei.Date) int {
	if l := r.p.Procedure.EffectiveGap.get(on); !l.None && l.Unit == deadline.Days {
		return l.N
	}
	return 0
}

// RulesOff are the checking rules that do not apply in the region on a day.
func (r *Region) RulesOff(on guibei.Date) map[string]bool {
	off := map[string]bool{}
	for _, id := range r.p.Rules.Off.get(on) {
		off[id] = true
	}
	return off
}

// Validity returns the limits in force on a day.
func (r *Region) Validity(on guibei.Date) Validity {
	v := r.p.Validity
	return Validity{
		MaxYears: v.MaxYears.get(on), TrialYears: v.TrialYears.get(on),
		FromEffective: v.CountFrom.get(on) == fromEffective,
		AutoLapse:     v.AutoLapse.get(on), EvaluateMonths: v.EvaluateBefore.get(on),
	}
}
