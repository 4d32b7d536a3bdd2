package api

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"guibei"
	"guibei/store"
)

// GrantView is a role in an organ, with their names.
type GrantView struct {
	guibei.Grant
	RoleLabel string `json:"role_label" doc:"角色名称"`
	OrganName string `json:"organ_name" doc:"机关名称"`
}

// PersonView is a person with the roles held.
type PersonView struct {
	ID     string      `json:"id" doc:"人员编号"`
	Name   string      `json:"name" doc:"姓名"`
	Grants []GrantView `json:"grants" nullable:"false" doc:"岗位"`

	// Account is for administrators only.
	Account *AccountView `json:"account,omitempty" doc:"账号；只有管理员可见，没有账号的不出现"`
}

// AccountView is how an account stands.
type AccountView struct {
	Login       string    `json:"login" doc:"登录名"`
	Disabled    bool      `json:"disabled" doc:"是否停用"`
	Locked      bool      `json:"locked" doc:"现在是否因密码连续不正确而锁定"`
	LockedUntil time.Time `json:"locked_until,omitzero" doc:"锁定到何时"`
	LastSeen    time.Time `json:"last_seen,omitzero" doc:"最近使用的时间，精确到分钟"`
}

type (
	organsOutput struct {
		Body struct {
			Organs []guibei.Organ `json:"organs" nullable:"false" doc:"机关"`
		}
	}
	peopleOutput struct {
		Body struct {
			People []PersonView `json:"people" nullable:"false" doc:"人员"`
		}
	}
	personOutput struct{ Body PersonView }
	organOutput  struct{ Body guibei.Organ }
)

// me is who is signed in.
func (s *Server) me(ctx context.Context, p guibei.Person, _ *struct{}) (*personOutput, error) {
	v, err := s.personView(ctx, p)
	return &personOutput{v}, err
}

func (s *Server) personView(ctx context.Context, p guibei.Person) (PersonView, error) {
	names, err := s.organNames(ctx)
	return newPersonView(p, names), err
}

func newPersonView(p guibei.Person, organs map[string]string) PersonView {
	v := PersonView{ID: p.ID, Name: p.Name, Grants: []GrantView{}}
	for _, g := range p.Grants {
		v.Grants = append(v.Grants, GrantView{g, g.Role.Label(), organs[g.Organ]})
	}
	return v
}

// organNames returns the names of the organs by id.
func (s *Server) organNames(ctx context.Context) (map[string]string, error) {
	organs, err := s.Store.Organs(ctx)
	names := make(map[string]string, len(organs))
	for _, o := range organs {
		names[o.ID] = o.Name
	}
	return names, err
}

// listOrgans is the list that forms choose from.
func (s *Server) listOrgans(ctx context.Context, _ guibei.Person, _ *struct{}) (*organsOutput, error) {
	organs, err := s.Store.Organs(ctx)
	out := &organsOutput{}
	out.Body.Organs = list(organs)
	return out, err
}

var errNotSystemAdmin = guibei.Errorf(guibei.Forbidden, "只有系统管理员可以维护机关和人员，请联系系统管理员。")

// idPattern keeps ids of organs and people fit for paths, logs and file names.
var idPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,63}$`)

func checkShortID(what, id string) error {
	if !idPattern.MatchString(id) {
		return guibei.Errorf(guibei.Invalid, "%s应由小写字母、数字、连字符组成，不超过64个字符，请更正。", what)
	}
	return nil
}

type organInput struct {
	ID   string `path:"organ" doc:"机关编号，登记后不变，如 qs-sfj"`
	Body struct {
		Name   string           `json:"name" minLength:"2" maxLength:"100" doc:"机关全称，与公文一致"`
		Kind   guibei.OrganKind `json:"kind" doc:"机关类型"`
		Region string           `json:"region" minLength:"1" maxLength:"20" doc:"地区代码"`
	}
}

// putOrgan adds or changes an organ.
func (s *Server) putOrgan(ctx context.Context, p guibei.Person, in *organInput) (*organOutput, error) {
	if !p.HasRole(guibei.SystemAdmin) {
		return nil, errNotSystemAdmin
	}
	if err := checkShortID("机关编号", in.ID); err != nil {
		return nil, err
	}
	o := guibei.Organ{ID: in.ID, Name: strings.TrimSpace(in.Body.Name), Kind: in.Body.Kind, Region: in.Body.Region}
	facts := map[string]any{"name": o.Name, "kind": o.Kind, "region": o.Region}
	return &organOutput{o}, s.administer(ctx, p, guibei.OrganPut, ofOrgan(o.ID), facts, func(within *store.Store) error {
		return within.PutOrgan(ctx, o)
	})
}

type peopleInput struct {
	Role  guibei.Role `query:"role" doc:"只要有这一角色的人员"`
	Organ string      `query:"organ" maxLength:"100" doc:"只要在这一机关有岗位的人员"`
	Text  string      `query:"text" maxLength:"100" doc:"姓名、人员编号、登录名、机关名称中的文字"`
}

// listPeople is for administrators, and for review leads, who assign the
// reviewers of their own organ.
func (s *Server) listPeople(ctx context.Context, p guibei.Person, in *peopleInput) (*peopleOutput, error) {
	leads := p.Organs(guibei.ReviewLead)
	admin := slices.ContainsFunc(p.Grants, func(g guibei.Grant) bool { return g.Role.Administrative() })
	if !admin && len(leads) == 0 {
		return nil, guibei.Errorf(guibei.Forbidden, "只有管理员和审核机构负责人可以查看人员名单，如有需要，请联系系统管理员。")
	}
	people, err := s.Store.People(ctx)
	if err != nil {
		return nil, err
	}
	names, err := s.organNames(ctx)
	if err != nil {
		return nil, err
	}
	accounts := map[string]store.Account{}
	if admin {
		if accounts, err = s.Store.Accounts(ctx); err != nil {
			return nil, err
		}
	}
	out := &peopleOutput{}
	out.Body.People = []PersonView{}
	for _, q := range people {
		if !admin && !inAny(q, leads) || !in.wants(q) {
			continue
		}
		v := newPersonView(q, names)
		v.Account = s.accountView(accounts, q.ID)
		if v.has(in.Text) {
			out.Body.People = append(out.Body.People, v)
		}
	}
	return out, nil
}

// has reports whether a text is part of what is shown of the person.
func (v *PersonView) has(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text))
	where := []string{v.Name, v.ID}
	if v.Account != nil {
		where = append(where, v.Account.Login)
	}
	for _, g := range v.Grants {
		where = append(where, g.OrganName, g.RoleLabel)
	}
	return slices.ContainsFunc(where, func(s string) bool { return strings.Contains(strings.ToLower(s), text) })
}

func inAny(p guibei.Person, organs []string) bool {
	return slices.ContainsFunc(p.Grants, func(g guibei.Grant) bool { return slices.Contains(organs, g.Organ) })
}

func (in *peopleInput) wants(p guibei.Person) bool {
	return in.Role == "" && in.Organ == "" || slices.ContainsFunc(p.Grants, func(g guibei.Grant) bool {
		return (in.Role == "" || g.Role == in.Role) && (in.Organ == "" || g.Organ == in.Organ)
	})
}

type newPersonInput struct {
	Body struct {
		ID       string         `json:"id,omitempty" maxLength:"64" doc:"人员编号，登记后不变；不填则由系统编号"`
		Name     string         `json:"name" minLength:"1" maxLength:"50" doc:"姓名"`
		Grants   []guibei.Grant `json:"grants" nullable:"false" maxItems:"50" doc:"岗位"`
		Login    string         `json:"login" minLength:"2" maxLength:"100" doc:"登录名"`
		Password string         `json:"password" maxLength:"128" format:"password" doc:"初始密码，不少于12个字符"`
	}
}

// addPerson adds somebody with an account. One who is there is not replaced.
func (s *Server) addPerson(ctx context.Context, p guibei.Person, in *newPersonInput) (*personOutput, error) {
	if !p.HasRole(guibei.SystemAdmin) {
		return nil, errNotSystemAdmin
	}
	b := in.Body
	if b.ID == "" {
		b.ID = "p-" + uuid.NewString()
	}
	if err := checkShortID("人员编号", b.ID); err != nil {
		return nil, err
	}
	if _, err := s.Store.Person(ctx, b.ID); guibei.KindOf(err) != guibei.NotFound {
		return nil, taken(err, "这个人员编号已被使用，请换一个，或者修改原有人员。")
	}
	person := guibei.Person{ID: b.ID, Name: strings.TrimSpace(b.Name), Grants: list(b.Grants)}
	if err := s.create(ctx, p, person, b.Login, b.Password); err != nil {
		return nil, err
	}
	return s.withAccount(ctx, person)
}

// taken is a Conflict, unless looking failed.
func taken(err error, msg string) error {
	if err != nil {
		return err
	}
	return guibei.Errorf(guibei.Conflict, "%s", msg)
}

// create puts a new person and their account on record. What can be wrong is
// found before anything is written.
func (s *Server) create(ctx context.Context, by, p guibei.Person, login, password string) error {
	if err := guibei.CheckGrants(p.Grants); err != nil {
		return err
	}
	login = strings.TrimSpace(login)
	if _, err := s.Store.Account(ctx, login); guibei.KindOf(err) != guibei.NotFound {
		return taken(err, "这个登录名已被使用，请换一个。")
	}
	hash, err := s.hash(ctx, login, password)
	if err != nil {
		return err
	}
	facts := map[string]any{"name": p.Name, "login": login, "grants": p.Grants}
	return s.administer(ctx, by, guibei.PersonAdded, ofPerson(p.ID), facts, func(within *store.Store) error {
		return within.PutNewPerson(ctx, p, store.Account{Person: p.ID, Login: login, PasswordHash: hash})
	})
}

type personInput struct {
	ID   string `path:"person" doc:"人员编号"`
	Body struct {
		Name   string         `json:"name" minLength:"1" maxLength:"50" doc:"姓名"`
		Grants []guibei.Grant `json:"grants" nullable:"false" maxItems:"50" doc:"岗位；与现在的不同时，该人员须重新登录"`
	}
}

// putPerson changes the name and all grants of a person.
func (s *Server) putPerson(ctx context.Context, p guibei.Person, in *personInput) (*personOutput, error) {
	if !p.HasRole(guibei.SystemAdmin) {
		return nil, errNotSystemAdmin
	}
	before, err := s.Store.Person(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	after := guibei.Person{ID: before.ID, Name: strings.TrimSpace(in.Body.Name), Grants: list(in.Body.Grants)}
	if p.ID == after.ID && !after.HasRole(guibei.SystemAdmin) {
		return nil, guibei.Errorf(guibei.Conflict, "不能撤去自己的系统管理员岗位，请由另一名系统管理员办理。")
	}
	facts := map[string]any{"name": after.Name, "before": before.Grants, "after": after.Grants}
	err = s.administer(ctx, p, guibei.PersonChanged, ofPerson(after.ID), facts, func(within *store.Store) error {
		if err := within.PutPerson(ctx, after); err != nil {
			return err
		}
		if p.ID == after.ID || slices.Equal(before.Grants, after.Grants) {
			return nil
		}
		return within.DeleteSessions(ctx, after.ID)
	})
	if err != nil {
		return nil, err
	}
	return s.withAccount(ctx, after)
}

type accountInput struct {
	ID   string `path:"person" doc:"人员编号"`
	Body struct {
		Login    string `json:"login" minLength:"2" maxLength:"100" doc:"登录名"`
		Password string `json:"password" maxLength:"128" format:"password" doc:"新密码，不少于12个字符"`
		Disabled bool   `json:"disabled,omitempty" doc:"停用"`
	}
}

// putAccount gives a person another login or password, unlocks or disables the
// account. All sessions of the person end.
func (s *Server) putAccount(ctx context.Context, p guibei.Person, in *accountInput) (*struct{}, error) {
	if !p.HasRole(guibei.SystemAdmin) {
		return nil, errNotSystemAdmin
	}
	if p.ID == in.ID {
		return nil, guibei.Errorf(guibei.Conflict, "自己的密码请在“修改密码”处更改；停用自己的账号，请由另一名系统管理员办理。")
	}
	if _, err := s.Store.Person(ctx, in.ID); err != nil {
		return nil, err
	}
	login := strings.TrimSpace(in.Body.Login)
	hash, err := s.hash(ctx, login, in.Body.Password)
	if err != nil {
		return nil, err
	}
	a := store.Account{Person: in.ID, Login: login, PasswordHash: hash, Disabled: in.Body.Disabled}
	facts := map[string]any{"login": login, "disabled": a.Disabled}
	return nil, s.administer(ctx, p, guibei.AccountReset, ofPerson(in.ID), facts, func(within *store.Store) error {
		if err := within.PutAccount(ctx, a); err != nil {
			return err
		}
		return within.DeleteSessions(ctx, in.ID)
	})
}

type lockInput struct {
	ID   string `path:"person" doc:"人员编号"`
	Body struct {
		Locked bool   `json:"locked" doc:"停用为 true，启用为 false"`
		Reason string `json:"reason" minLength:"1" maxLength:"200" doc:"理由，记入管理记录"`
	}
}

// putLock disables or enables an account without touching its password: what
// the security administrator may do (三员分立).
func (s *Server) putLock(ctx context.Context, p guibei.Person, in *lockInput) (*personOutput, error) {
	if !p.HasRole(guibei.SecurityAdmin) && !p.HasRole(guibei.SystemAdmin) {
		return nil, guibei.Errorf(guibei.Forbidden, "只有安全管理员和系统管理员可以停用、启用账号，请联系安全管理员。")
	}
	if p.ID == in.ID {
		return nil, guibei.Errorf(guibei.Conflict, "不能停用、启用自己的账号，请由另一名管理员办理。")
	}
	person, err := s.Store.Person(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	kind := guibei.AccountUnlocked
	if in.Body.Locked {
		kind = guibei.AccountLocked
	}
	facts := map[string]any{"reason": strings.TrimSpace(in.Body.Reason)}
	err = s.administer(ctx, p, kind, ofPerson(in.ID), facts, func(within *store.Store) error {
		if err := within.Disable(ctx, in.ID, in.Body.Locked); err != nil || !in.Body.Locked {
			return err
		}
		return within.DeleteSessions(ctx, in.ID)
	})
	if err != nil {
		return nil, err
	}
	return s.withAccount(ctx, person)
}

// withAccount shows a person to an administrator.
func (s *Server) withAccount(ctx context.Context, p guibei.Person) (*personOutput, error) {
	v, err := s.personView(ctx, p)
	if err != nil {
		return nil, err
	}
	accounts, err := s.Store.Accounts(ctx)
	v.Account = s.accountView(accounts, p.ID)
	return &personOutput{v}, err
}

// accountView is how the account of a person stands, nil without one.
func (s *Server) accountView(accounts map[string]store.Account, person string) *AccountView {
	a, ok := accounts[person]
	if !ok {
		return nil
	}
	v := &AccountView{Login: a.Login, Disabled: a.Disabled, Locked: s.Now().Before(a.LockedUntil), LastSeen: a.SeenAt}
	if v.Locked {
		v.LockedUntil = a.LockedUntil
	}
	return v
}

type tasksOutput struct {
	Body struct {
		Tasks []store.TaskRow `json:"tasks" nullable:"false" doc:"待办事项"`
	}
}

// listTasks is what waits for the person.
func (s *Server) listTasks(ctx context.Context, p guibei.Person, _ *struct{}) (*tasksOutput, error) {
	tasks, err := s.Store.Tasks(ctx, p)
	out := &tasksOutput{}
	out.Body.Tasks = list(tasks)
	return out, err
}
