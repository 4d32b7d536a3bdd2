package storetest

import (
	"context"
	"time"

	"guibei"
	"guibei/store"
)

// Organs are in every database of the tests: those of a district and of the
// authorities it files with.
var Organs = []guibei.Organ{
	{ID: "gov", Name: "青山区人民政府", Kind: guibei.Government, Region: "150204"},
	{ID: "office", Name: "青山区人民政府办公室", Kind: guibei.GovOffice, Region: "150204"},
	{ID: "zjj", Name: "青山区住房和城乡建设局", Kind: guibei.Department, Region: "150204"},
	{ID: "sfj", Name: "青山区司法局", Kind: guibei.Department, Region: "150204"},
	{ID: "scjg", Name: "青山区市场监督管理局", Kind: guibei.Department, Region: "150204"},
	{ID: "city", Name: "包头市人民政府", Kind: guibei.Superior, Region: "150200"},
	{ID: "npc", Name: "青山区人大常委会", Kind: guibei.Congress, Region: "150204"},
}

// The people of the tests: one for every part somebody plays in a case.
var (
	Drafter      = person("drafter", "起草人", guibei.Grant{Role: guibei.Drafter, Organ: "zjj"})
	Head         = person("head", "单位负责人", guibei.Grant{Role: guibei.UnitHead, Organ: "zjj"})
	Clerk        = person("clerk", "办公室", guibei.Grant{Role: guibei.OfficeClerk, Organ: "office"}, guibei.Grant{Role: guibei.CouncilClerk, Organ: "office"})
	FairReviewer = person("fair", "公平竞争审查", guibei.Grant{Role: guibei.FairReviewer, Organ: "scjg"})
	Reviewer     = person("reviewer", "审核人员", guibei.Grant{Role: guibei.Reviewer, Organ: "sfj"})
	Lead         = person("lead", "审核科长", guibei.Grant{Role: guibei.ReviewLead, Organ: "sfj"})
	Counsel      = person("counsel", "法律顾问", guibei.Grant{Role: guibei.Counsel, Organ: "sfj"})
	CityDesk     = person("city-desk", "市司法局", guibei.Grant{Role: guibei.FilingReviewer, Organ: "city"})
	CongressDesk = person("npc-desk", "人大备案科", guibei.Grant{Role: guibei.CongressDesk, Organ: "npc"})
	Supervisor   = person("supervisor", "监督人员", guibei.Grant{Role: guibei.Supervisor, Organ: "gov"})
	Admin        = person("admin", "系统管理员", guibei.Grant{Role: guibei.SystemAdmin, Organ: "office"})
)

// People lists them all; they are in every database of the tests.
var People = []guibei.Person{
	Drafter, Head, Clerk, FairReviewer, Reviewer, Lead, Counsel, CityDesk, CongressDesk, Supervisor, Admin,
}

func person(id, name string, grants ...guibei.Grant) guibei.Person {
	return guibei.Person{ID: id, Name: name, Grants: grants}
}

// staff puts [Organs] and [People] into the template. They are committed there,
// because two open transactions that add the same row wait for each other.
func staff(ctx context.Context, s *store.Store) error {
	for _, o := range Organs {
		if err := s.PutOrgan(ctx, o); err != nil {
			return err
		}
	}
	for _, p := range People {
		if err := s.PutPerson(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// At returns a clock that stands still.
func At(t time.Time) func() time.Time { return func() time.Time { return t } }
