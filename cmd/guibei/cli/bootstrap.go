package cli

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"
)

// bootstrapLife is how long a bootstrap link may be used.
const bootstrapLife = 24 * time.Hour

// bootstrapCmd makes a one-time link for the first administrator. There is no
// default account and no default password.
type bootstrapCmd struct{}

// Run implements the subcommand.
func (bootstrapCmd) Run(ctx context.Context, app *App) error {
	p, err := assembleReady(ctx, app)
	if err != nil {
		return err
	}
	defer p.close()
	base := app.Config.PublicURL
	if base == "" {
		base = "http://" + app.Config.Listen
	}
	link, err := p.bootstrapLink(ctx, base)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(app.Out, "请在24小时内打开此链接建立系统管理员（只能使用一次）：\n%s\n", link)
	return err
}

func (p *parts) bootstrapLink(ctx context.Context, base string) (string, error) {
	token := rand.Text()
	if err := p.store.PutBootstrapToken(ctx, token, p.app.Now().Add(bootstrapLife)); err != nil {
		return "", err
	}
	return base + "/bootstrap?token=" + token, nil
}
