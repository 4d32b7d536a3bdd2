package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"guibei/rates"
)

// ratesCmd prints the rates as a supervisor may read them, over the public
// API.
type ratesCmd struct {
	From  string `required:"" help:"公布日期自，如 2026-01-01。"`
	To    string `required:"" help:"公布日期至，如 2026-12-31。"`
	Organ string `help:"只看一个制定机关。"`
	JSON  bool   `name:"json" help:"输出 JSON。"`
}

// Run implements the subcommand.
func (c *ratesCmd) Run(ctx context.Context, app *App) error {
	if app.Config.Login == "" || app.Config.Password == "" {
		return errors.New("请用环境变量 GUIBEI_LOGIN 和 GUIBEI_PASSWORD 给出账号和口令")
	}
	s, err := signIn(ctx, app.Config.URL, app.Config.Login, string(app.Config.Password))
	if err != nil {
		return err
	}
	q := url.Values{"from": {c.From}, "to": {c.To}}
	if c.Organ != "" {
		q.Set("organ", c.Organ)
	}
	var answer json.RawMessage
	if err := s.call(ctx, http.MethodGet, "/api/v1/rates?"+q.Encode(), nil, nil, &answer); err != nil {
		return err
	}
	if c.JSON {
		_, err := fmt.Fprintln(app.Out, string(answer))
		return err
	}
	var got ratesAnswer
	if err := json.Unmarshal(answer, &got); err != nil {
		return err
	}
	for _, line := range append(got.Organs, got.Total) {
		fmt.Fprintln(app.Out, line.Name)
		printRates(app.Out, line.Rates)
	}
	return nil
}

// ratesAnswer is what the command line reads of the API's report.
type ratesAnswer struct {
	Total  ratesLine   `json:"total"`
	Organs []ratesLine `json:"organs"`
}

type ratesLine struct {
	Name  string       `json:"organ_name"`
	Rates []rates.Rate `json:"rates"`
}

func printRates(w io.Writer, rs []rates.Rate) {
	for _, r := range rs {
		fmt.Fprintf(w, "  %s %s（%d／%d）\n", r.Name, r.Percent(), r.Numerator, r.Denominator)
	}
}
