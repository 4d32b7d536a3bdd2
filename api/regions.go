package api

import (
	"context"
	"slices"
	"strings"

	"guibei"
	"guibei/regions"
)

// RegionView is the parameters of a region, with what each rests on.
type RegionView struct {
	Code        string           `json:"code" doc:"地区代码"`
	Name        string           `json:"name" doc:"地区"`
	Parent      string           `json:"parent" doc:"上级"`
	Province    string           `json:"province" doc:"省、自治区、直辖市"`
	Zone        string           `json:"zone" doc:"时区"`
	Hash        string           `json:"hash" doc:"参数包的 sha256"`
	Unconfirmed int              `json:"unconfirmed" doc:"尚未经本地书面确认的参数个数"`
	Params      []ParamView      `json:"params" nullable:"false" doc:"全部参数"`
	Tracks      []TrackView      `json:"tracks" nullable:"false" doc:"备案途径"`
	Numbers     []NumberView     `json:"numbers" nullable:"false" doc:"编号规则"`
	Materials   []MaterialOption `json:"materials" nullable:"false" doc:"送审材料"`
}

// ParamView is one value of a parameter as people read it.
type ParamView struct {
	Key       string      `json:"key" doc:"参数，如 clocks.review"`
	Group     string      `json:"group" doc:"参数的类别：routing、procedure、clocks、tracks、numbers、validity"`
	Label     string      `json:"label" doc:"名称"`
	Value     string      `json:"value" doc:"取值"`
	Unit      string      `json:"unit,omitempty" doc:"单位：日、工作日、个月、年；没有单位的不出现"`
	From      guibei.Date `json:"from" doc:"自何日起适用"`
	InForce   bool        `json:"in_force" doc:"今天是否适用"`
	Source    string      `json:"source" doc:"依据：法律、规章或者文件和条款"`
	Confirmed bool        `json:"confirmed" doc:"是否经本地书面确认"`
	Note      string      `json:"note,omitempty" doc:"须注意的事项"`
}

// TrackView is a route of filing.
type TrackView struct {
	ID           string           `json:"id" doc:"备案途径"`
	Name         string           `json:"name" doc:"名称"`
	Authority    OrganRef         `json:"authority" doc:"备案机关"`
	HandledBy    OrganRef         `json:"handled_by" doc:"承办机构"`
	Desk         guibei.Role      `json:"desk" doc:"办理岗位"`
	DeskLabel    string           `json:"desk_label" doc:"办理岗位名称"`
	Classes      []ClassOption    `json:"classes" nullable:"false" doc:"哪些类别的文件须报"`
	Materials    []MaterialOption `json:"materials" nullable:"false" doc:"备案材料"`
	FilingPeriod string           `json:"filing_period" doc:"报送期限"`
	FilingSource string           `json:"filing_source" doc:"报送期限的依据"`
}

// ClassOption is a class of documents with its name.
type ClassOption struct {
	Class guibei.Class `json:"class" doc:"文件类别"`
	Label string       `json:"label" doc:"名称"`
}

// MaterialOption is a kind of material with its name.
type MaterialOption struct {
	Kind  guibei.MaterialKind `json:"kind" doc:"材料"`
	Label string              `json:"label" doc:"名称"`
}

// NumberView is how numbers are written.
type NumberView struct {
	Key       string `json:"key" doc:"编号"`
	Label     string `json:"label" doc:"名称"`
	Value     string `json:"value" doc:"规则"`
	Source    string `json:"source" doc:"依据"`
	Confirmed bool   `json:"confirmed" doc:"是否经本地书面确认"`
}

// RegionSummary names a region.
type RegionSummary struct {
	Code        string `json:"code" doc:"地区代码"`
	Name        string `json:"name" doc:"地区"`
	Current     bool   `json:"current" doc:"是否有本系统的机关"`
	Unconfirmed int    `json:"unconfirmed" doc:"尚未确认的参数个数"`
}

type (
	regionsOutput struct {
		Body struct {
			Regions []RegionSummary `json:"regions" nullable:"false" doc:"地区参数包"`
		}
	}
	regionInput struct {
		Code string `path:"code" doc:"地区代码"`
	}
	regionOutput struct{ Body RegionView }
)

func (s *Server) regionRoutes() {
	handle(s, route{method: "GET", path: "/api/v1/regions", id: "regions", tag: tagSystem, summary: "地区参数包清单", errors: []int{forbidden}}, s.listRegions)
	handle(s, route{method: "GET", path: "/api/v1/regions/{code}", id: "region", tag: tagSystem, summary: "一个地区的全部参数和依据", errors: []int{forbidden, notFound}}, s.getRegion)
}

// mayReadRegions lets past who answers for the parameters or judges by them.
func mayReadRegions(p guibei.Person) error {
	if slices.ContainsFunc([]guibei.Role{guibei.SystemAdmin, guibei.Auditor, guibei.Supervisor, guibei.ReviewLead}, p.HasRole) {
		return nil
	}
	return guibei.Errorf(guibei.Forbidden, "地区参数由系统管理员、审计管理员、监督人员和审核机构负责人查看，如有需要，请联系系统管理员。")
}

// listRegions names the packs shipped.
func (s *Server) listRegions(ctx context.Context, p guibei.Person, _ *struct{}) (*regionsOutput, error) {
	if err := mayReadRegions(p); err != nil {
		return nil, err
	}
	here, err := s.regionsHere(ctx)
	if err != nil {
		return nil, err
	}
	out := &regionsOutput{}
	out.Body.Regions = []RegionSummary{}
	for _, r := range regions.All() {
		out.Body.Regions = append(out.Body.Regions, RegionSummary{
			Code: r.Code, Name: r.Name, Current: slices.Contains(here, r), Unconfirmed: len(r.Unconfirmed()),
		})
	}
	return out, nil
}

// getRegion is everything that a pack sets.
func (s *Server) getRegion(_ context.Context, p guibei.Person, in *regionInput) (*regionOutput, error) {
	if err := mayReadRegions(p); err != nil {
		return nil, err
	}
	r, err := regions.Load(in.Code)
	if err != nil {
		return nil, err
	}
	today := guibei.DateOf(s.Now(), r.Location())
	v := RegionView{
		Code: r.Code, Name: r.Name, Parent: r.Parent, Province: r.Province, Zone: r.Zone, Hash: r.Hash(),
		Unconfirmed: len(r.Unconfirmed()), Params: paramViews(r.Params(), today), Tracks: []TrackView{}, Numbers: []NumberView{},
		Materials: materialOptions(r.RequiredMaterials(today)),
	}
	names := map[string]string{}
	for _, o := range r.Organs() {
		names[o.ID] = o.Name
	}
	for _, t := range r.AllTracks() {
		v.Tracks = append(v.Tracks, trackView(r, t, names, today))
	}
	for _, one := range v.Params {
		if one.InForce && (one.Group == "numbers" || strings.HasSuffix(one.Key, ".registration_no")) {
			v.Numbers = append(v.Numbers, NumberView{one.Key, one.Label, one.Value, one.Source, one.Confirmed})
		}
	}
	return &regionOutput{v}, nil
}

// paramViews says of each value whether it is in force today: the last of its
// parameter that began by then.
func paramViews(params []regions.Param, today guibei.Date) []ParamView {
	out := []ParamView{}
	for i, p := range params {
		group, _, _ := strings.Cut(p.Path, ".")
		v := ParamView{
			Key: p.Path, Group: group, Label: p.Label, Value: p.Value, Unit: p.Unit, From: p.From, Source: p.Source, Confirmed: p.Confirmed,
		}
		later := slices.ContainsFunc(params[i+1:], func(q regions.Param) bool { return q.Path == p.Path && !today.Before(q.From) })
		switch {
		case today.Before(p.From):
			v.Note = "自" + chineseDay(p.From) + "起适用。"
		case later:
			v.Note = "已被后来的规定取代，只用于以前的期限。"
		default:
			v.InForce = true
		}
		if !p.Confirmed {
			v.Note += "尚未经本地书面确认，暂按此执行，请核对依据。"
		}
		out = append(out, v)
	}
	return out
}

func trackView(r *regions.Region, t guibei.Track, names map[string]string, today guibei.Date) TrackView {
	ref := func(id string) OrganRef { return OrganRef{ID: id, Name: names[id]} }
	v := TrackView{
		ID: t.ID, Name: t.Name, Authority: ref(t.Authority), HandledBy: ref(r.HandledBy(t.ID)), Desk: t.Desk, DeskLabel: t.Desk.Label(),
		Classes: []ClassOption{}, Materials: materialOptions(r.FilingMaterials(t.ID, today)), FilingPeriod: "不设期限",
	}
	for _, class := range []guibei.Class{guibei.GovDocument, guibei.DeptDocument, guibei.TownshipDocument} {
		if slices.ContainsFunc(r.Tracks(class, today), func(have guibei.Track) bool { return have.ID == t.ID }) {
			v.Classes = append(v.Classes, ClassOption{class, regions.ClassLabel(class)})
		}
	}
	if period, limited := r.Period(guibei.FilingClock, t.ID, today); limited {
		v.FilingPeriod, v.FilingSource = period.String(), period.Source
		if period.RollForward {
			v.FilingPeriod += "，末日遇节假日顺延"
		}
	}
	return v
}

func materialOptions(kinds []guibei.MaterialKind) []MaterialOption {
	out := []MaterialOption{}
	for _, k := range kinds {
		out = append(out, MaterialOption{k, k.Label()})
	}
	return out
}
