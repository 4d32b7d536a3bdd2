package cli

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/google/uuid"

	"guibei"
	"guibei/deadline"
	"guibei/examples"
	"guibei/regions"
)

// lateBy is how long ago the document of the demonstration was published: more
// than the government track allows even over the longest holiday, and less
// than the congress track allows.
const lateBy = 26

// story plays one document's life. Acts are entered with the dates on which
// they would have been done (补录); filings happen now.
type story struct {
	ctx    context.Context //nolint:containedctx // a story is one run
	cast   *Cast
	zone   *time.Location
	today  guibei.Date
	cal    *deadline.Calendar
	id     string
	steps  int
	run    string // makes the keys of this run its own
	tried  []string
	onStep func(int, string)
	first  []guibei.Finding // of the text as submitted
	last   []guibei.Finding // of the text as published
}

func newStory(ctx context.Context, c *Cast, now time.Time) (*story, error) {
	region, err := regions.Load(c.Accounts.Region)
	if err != nil {
		return nil, err
	}
	return &story{
		ctx: ctx, cast: c, zone: region.Location(), today: guibei.DateOf(now, region.Location()),
		cal: deadline.China(), run: uuid.NewString(),
	}, nil
}

// as returns the session of the first person who holds the role in the organ.
func (s *story) as(role guibei.Role, organ string) (*session, error) {
	for _, a := range s.cast.Accounts.People {
		if !a.Person.Has(role, organ) {
			continue
		}
		if have, ok := s.cast.sessions[a.Login]; ok {
			return have, nil
		}
		var in *session
		err := patiently(s.ctx, func() (err error) {
			in, err = signIn(s.ctx, s.cast.Accounts.URL, a.Login, a.Password)
			return err
		})
		if err != nil {
			return nil, err
		}
		s.cast.sessions[a.Login] = in
		return in, nil
	}
	return nil, fmt.Errorf("演示人员中没有%s（%s）", role.Label(), organ)
}

// before is the working day n working days before the day of publication.
func (s *story) before(n int) time.Time {
	d := s.today.AddDays(-lateBy)
	for n > 0 {
		if d = d.AddDays(-1); s.cal.Working(d) {
			n--
		}
	}
	return s.at(d)
}

// at is a moment of a day; each step comes a minute after the one before.
func (s *story) at(d guibei.Date) time.Time {
	return d.In(s.zone).Add(9*time.Hour + time.Duration(s.steps)*time.Minute)
}

// do gives one command of the case. A zero time means now.
func (s *story) do(role guibei.Role, organ, command string, at time.Time, payload any) error {
	in, err := s.as(role, organ)
	if err != nil {
		return err
	}
	s.steps++
	if s.onStep != nil {
		s.onStep(s.steps, s.id)
	}
	to := "/api/v1/cases"
	if command != "" {
		to += "/" + s.id + "/" + command
	}
	res, err := in.command(s.ctx, to, fmt.Sprintf("%s-%d", s.run, s.steps), at, payload)
	if err != nil {
		return fmt.Errorf("%s“%s”：%w", role.Label(), label(command), err)
	}
	s.id = res.Case
	return nil
}

// label is a command of the API's address in Chinese.
func label(command string) string {
	if command == "" {
		return guibei.OpenCaseCmd.Label()
	}
	return guibei.CommandKind(strings.ReplaceAll(command, "-", "_")).Label()
}

// mustRefuse gives a command that has to be refused, and keeps the reason.
func (s *story) mustRefuse(role guibei.Role, organ, command string, payload any) error {
	err := s.do(role, organ, command, time.Time{}, payload)
	if err == nil {
		return fmt.Errorf("%s“%s”本应被拒绝，却办成了", role.Label(), label(command))
	}
	if p := (*problem)(nil); !errors.As(err, &p) {
		return err
	}
	s.tried = append(s.tried, err.Error())
	return nil
}

// file uploads one of the example documents, as a person.
func (s *story) file(role guibei.Role, organ, name string) (guibei.FileRef, error) {
	in, err := s.as(role, organ)
	if err != nil {
		return guibei.FileRef{}, err
	}
	b, err := examples.Files.ReadFile(name)
	if err != nil {
		return guibei.FileRef{}, err
	}
	return in.uploadBytes(s.ctx, path.Base(name), b)
}

// papers uploads materials, each kind with the example made for it.
func (s *story) papers(role guibei.Role, organ string, kinds ...guibei.MaterialKind) ([]guibei.Material, error) {
	var out []guibei.Material
	for _, k := range kinds {
		ref, err := s.file(role, organ, examples.Material(k))
		if err != nil {
			return nil, err
		}
		out = append(out, guibei.Material{Kind: k, File: ref})
	}
	return out, nil
}
