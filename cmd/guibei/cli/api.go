package cli

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"go.temporal.io/sdk/client"
	"golang.org/x/sync/errgroup"

	"guibei"
	"guibei/api"
	"guibei/docx"
	"guibei/internal/config"
	"guibei/internal/metrics"
	"guibei/internal/model"
	"guibei/laws"
	"guibei/rules"
	"guibei/workflows"
)

// shutdownWithin is how long answers that have begun may still take.
const shutdownWithin = 10 * time.Second

// apiCmd serves the API.
type apiCmd struct{}

// Run implements the subcommand.
func (apiCmd) Run(ctx context.Context, app *App) error {
	p, err := assembleReady(ctx, app)
	if err != nil {
		return err
	}
	defer p.close()
	l, err := p.listen()
	if err != nil {
		return err
	}
	fmt.Fprintf(app.Out, "接口服务在 http://%s\n", l.Addr())
	return ended(p.serve(ctx, l))
}

func (p *parts) listen() (net.Listener, error) {
	l, err := net.Listen("tcp", p.app.Config.Listen)
	if err != nil {
		return nil, fmt.Errorf("不能在 %s 上提供服务，请换一个 GUIBEI_LISTEN：%w", p.app.Config.Listen, err)
	}
	return l, nil
}

// serve answers HTTP on l until ctx ends, and then finishes what it has begun.
func (p *parts) serve(ctx context.Context, l net.Listener) error {
	o := p.apiOptions(l)
	folder, err := templateFolder(p.app.Config)
	if err != nil {
		return err
	}
	if folder != nil {
		defer folder.Close()
		o.TemplateFolder = folder
	}
	s, err := api.New(o)
	if err != nil {
		return err
	}
	srv := api.NewServer(l.Addr().String(), s)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return s.Run(ctx) })
	g.Go(func() error { return listenUntil(ctx, srv, l) })
	return g.Wait()
}

// listenUntil serves until ctx ends, and then finishes what it has begun.
func listenUntil(ctx context.Context, srv *http.Server, l net.Listener) error {
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownWithin)
	defer cancel()
	return srv.Shutdown(end)
}

func (p *parts) apiOptions(l net.Listener) api.Options {
	filler, converters := engines(p.app.Config, p.app.Log)
	return api.Options{
		Templates: templates(p.app.Config), Filler: filler, Converters: converters,
		Store: p.store, Dispatcher: p.dispatcher, Files: p.blobs, Log: p.app.Log, Now: p.app.Now,
		Adviser: adviser(p.app.Config),
		Metrics: metrics.New(p.backlog), Screen: screen, Check: p.check,
		Engine: p.engine, Nudge: p.nudge, AdminOrgan: p.adminOrgan(), PublicURL: p.publicURL(l), Version: Version,
	}
}

func (p *parts) publicURL(l net.Listener) string {
	if u := p.app.Config.PublicURL; u != "" {
		return u
	}
	return "http://" + l.Addr().String()
}

func (p *parts) engine(ctx context.Context) error {
	_, err := p.temporal.CheckHealth(ctx, &client.CheckHealthRequest{})
	return err
}

// nudge tells a case to compute its periods again.
func (p *parts) nudge(ctx context.Context, caseID string) error {
	return workflows.Nudge(ctx, p.temporal, caseID)
}

// adviser is the model that is configured, nil for none.
func adviser(c config.Config) api.Adviser {
	if c.ModelURL == "" {
		return nil
	}
	return &model.Client{URL: c.ModelURL, Name: c.ModelName, Key: string(c.ModelKey), HTTP: &http.Client{}}
}

// screen refuses what must not be kept: a document with a secrecy mark. This
// is a system for papers that are no secret.
func screen(doc *docx.Document) error {
	if rules.Secret(rules.FromDocx(doc)) {
		return guibei.Errorf(guibei.Invalid, "文中有密级标志。本系统不得处理涉密文件，文件没有保存；请按保密规定线下办理，确属误标的，删去后重新上传。")
	}
	return nil
}

func (p *parts) check(ctx context.Context, doc *docx.Formatted, sha256 string) (guibei.CheckReceipt, error) {
	in := rulesInput(doc.Document, rules.LayoutOf(doc), p.region, guibei.DateOf(p.app.Now(), p.region.Location()))
	in.DocumentSHA256 = sha256
	setting, err := p.store.RuleSetting(ctx, p.region.Code)
	if err != nil {
		return guibei.CheckReceipt{}, err
	}
	if err := in.Apply(setting); err != nil {
		return guibei.CheckReceipt{}, err
	}
	if in.Lists, err = p.store.Lists(ctx, p.region.Code); err != nil {
		return guibei.CheckReceipt{}, err
	}
	if in.Texts, err = laws.Load(rules.Cited(in.Text), in.On, shelf{ctx, p.store}); err != nil {
		return guibei.CheckReceipt{}, err
	}
	return rules.Check(in), nil
}

// backlog is what waits, for the metrics.
func (p *parts) backlog(ctx context.Context) (metrics.Backlog, error) {
	h, err := p.store.Health(ctx)
	b := metrics.Backlog{Pending: h.Pending, Parked: h.ParkedCases + h.ParkedOpening}
	if !h.OldestPending.IsZero() {
		b.Oldest = p.app.Now().Sub(h.OldestPending)
	}
	return b, err
}

// adminOrgan is where the first administrator belongs: the region's government
// office, or whatever organ its pack names first.
func (p *parts) adminOrgan() guibei.Organ {
	organs := p.region.Organs()
	for _, o := range organs {
		if o.Kind == guibei.GovOffice {
			return o
		}
	}
	return organs[0]
}
