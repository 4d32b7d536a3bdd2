package api

import (
	"context"

	"guibei"
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

func (s *Server) listRegions(context.Context, guibei.Person, *struct{}) (*regionsOutput, error) {
	return nil, errSoon
}

func (s *Server) getRegion(context.Context, guibei.Person, *regionInput) (*regionOutput, error) {
	return nil, errSoon
}
