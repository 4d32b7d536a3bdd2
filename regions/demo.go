package regions

import (
	"errors"
	"io/fs"
	"slices"

	"guibei"
)

// DemoPerson is somebody of a demonstration, with the name to sign in by.
// There are no passwords here: each installation makes its own.
type DemoPerson struct {
	Login  string
	Person guibei.Person
}

// demo is the people of a demonstration as their file spells them.
type demo struct {
	People []demoPerson `yaml:"people"`
}

type demoPerson struct {
	Login  string      `yaml:"login"`
	ID     string      `yaml:"id"`
	Name   string      `yaml:"name"`
	Grants []demoGrant `yaml:"grants"`
}

type demoGrant struct {
	Organ string        `yaml:"organ"`
	Roles []guibei.Role `yaml:"roles"`
}

// Demo returns the organs and the invented people that a demonstration of a
// region starts with; NotFound if the region is unknown or has none.
func Demo(code string) ([]guibei.Organ, []DemoPerson, error) {
	r, err := Load(code)
	if err != nil {
		return nil, nil, err
	}
	data, err := files.ReadFile(r.dir + "/demo.yaml")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, guibei.Errorf(guibei.NotFound, "%s没有演示人员，请选择有演示人员的地区，或者自行建立账号。", r.Name)
	}
	if err != nil {
		return nil, nil, err
	}
	people, err := parseDemo(data, r)
	return r.Organs(), people, err
}

func parseDemo(data []byte, r *Region) ([]DemoPerson, error) {
	var d demo
	if err := readStrict(data, &d); err != nil {
		return nil, err
	}
	out := make([]DemoPerson, 0, len(d.People))
	for _, p := range d.People {
		person := guibei.Person{ID: p.ID, Name: p.Name}
		for _, g := range p.Grants {
			if !r.p.hasOrgan(g.Organ) {
				return nil, guibei.Errorf(guibei.Invalid, "演示人员%s的机关“%s”不在%s的机关清单里，请改正。", p.Name, g.Organ, r.Name)
			}
			for _, role := range g.Roles {
				person.Grants = append(person.Grants, guibei.Grant{Role: role, Organ: g.Organ})
			}
		}
		taken := slices.ContainsFunc(out, func(o DemoPerson) bool { return o.Login == p.Login || o.Person.ID == p.ID })
		if p.Login == "" || p.ID == "" || p.Name == "" || taken {
			return nil, guibei.Errorf(guibei.Invalid, "演示人员“%s”的登录名或者编号缺失、重复，请改正。", p.Name)
		}
		if err := guibei.CheckGrants(person.Grants); err != nil {
			return nil, err
		}
		out = append(out, DemoPerson{Login: p.Login, Person: person})
	}
	return out, nil
}
