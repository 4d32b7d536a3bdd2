package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"guibei"
)

// submitCmd opens a case for a draft and submits it, over the public API.
type submitCmd struct {
	File     string   `arg:"" help:"送审稿（docx）。"`
	Issuer   string   `required:"" help:"制定机关编号，如 qs-gov。"`
	Organ    string   `help:"起草单位编号；只在一个单位任起草人的可以不填。"`
	Title    string   `help:"文件名称；不填则取自正文。"`
	Material []string `help:"材料，写作 种类=文件，如 drafting_explanation=说明.docx，可以多次。"`
	Key      string   `help:"幂等键：同一键重复执行只报送一次。"`
}

// Run implements the subcommand.
func (c *submitCmd) Run(ctx context.Context, app *App) error {
	if app.Config.Login == "" || app.Config.Password == "" {
		return errors.New("请用环境变量 GUIBEI_LOGIN 和 GUIBEI_PASSWORD 给出账号和口令")
	}
	s, err := signIn(ctx, app.Config.URL, app.Config.Login, string(app.Config.Password))
	if err != nil {
		return err
	}
	if c.Key == "" {
		c.Key = uuid.NewString()
	}
	id, err := c.open(ctx, s)
	if err != nil {
		return err
	}
	res, err := s.command(ctx, "/api/v1/cases/"+id+"/submit", c.Key+"/submit", time.Time{}, guibei.Submit{})
	if err != nil {
		return fmt.Errorf("已立件（件号 %s），但没有报送：%w", id, err)
	}
	_, err = fmt.Fprintf(app.Out, "已报送。件号 %s，现在处于“%s”。\n", id, res.Stage.Label())
	return err
}

func (c *submitCmd) open(ctx context.Context, s *session) (string, error) {
	open := guibei.OpenCase{DraftingOrgan: c.Organ, IssuingOrgan: c.Issuer, Title: c.Title}
	if open.DraftingOrgan == "" {
		organs := s.me.Organs(guibei.Drafter)
		if len(organs) != 1 {
			return "", fmt.Errorf("您在%d个单位任起草人，请用 --organ 说明起草单位", len(organs))
		}
		open.DraftingOrgan = organs[0]
	}
	var err error
	if open.Document, err = s.upload(ctx, c.File); err != nil {
		return "", err
	}
	for _, m := range c.Material {
		kind, file, ok := strings.Cut(m, "=")
		if !ok || guibei.MaterialKind(kind).Label() == "" {
			return "", fmt.Errorf("材料“%s”应写作 种类=文件，种类为：%s", m, materialKinds())
		}
		ref, err := s.upload(ctx, file)
		if err != nil {
			return "", err
		}
		open.Materials = append(open.Materials, guibei.Material{Kind: guibei.MaterialKind(kind), File: ref})
	}
	res, err := s.command(ctx, "/api/v1/cases", c.Key+"/open", time.Time{}, open)
	return res.Case, err
}

func materialKinds() string {
	var out []string
	for _, k := range guibei.MaterialKinds {
		out = append(out, string(k)+"（"+k.Label()+"）")
	}
	return strings.Join(out, "、")
}
