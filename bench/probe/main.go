// Command probe measures how long the lists and dashboards of a running server
// take, one request after another, as a person waits for them:
//
//	go run ./bench/probe -url http://127.0.0.1:8080 -login tianye -password …
//
// It prints the median, the 95th percentile and the longest of each, in
// milliseconds, and fails if a 95th percentile is above -most.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// probe asks one server as one person.
type probe struct {
	base   string
	client *http.Client
}

func run(ctx context.Context, args []string) error {
	f := flag.NewFlagSet("probe", flag.ContinueOnError)
	base := f.String("url", "http://127.0.0.1:8080", "address of the server")
	login := f.String("login", os.Getenv("GUIBEI_LOGIN"), "login name; GUIBEI_LOGIN if not given")
	password := f.String("password", os.Getenv("GUIBEI_PASSWORD"), "password; GUIBEI_PASSWORD if not given")
	n := f.Int("n", 100, "how often each is asked")
	most := f.Duration("most", time.Second, "how long the 95th percentile may be")
	if err := f.Parse(args); err != nil {
		return err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	p := &probe{*base, &http.Client{Jar: jar, Timeout: time.Minute}}
	if err := p.signIn(ctx, *login, *password); err != nil {
		return err
	}
	fmt.Printf("%-64s %8s %8s %8s %9s\n", "ms", "median", "p95", "longest", "bytes")
	var slow []error
	for _, path := range paths(time.Now()) {
		took, size, err := p.measure(ctx, path, *n)
		if err != nil {
			return err
		}
		p95 := took[len(took)*95/100]
		fmt.Printf("%-64s %8.1f %8.1f %8.1f %9d\n", short(path), ms(took[len(took)/2]), ms(p95), ms(took[len(took)-1]), size)
		if p95 > *most {
			slow = append(slow, fmt.Errorf("%s: %.1f ms", short(path), ms(p95)))
		}
	}
	return errors.Join(slow...)
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func short(path string) string {
	s, err := url.QueryUnescape(path)
	if err != nil {
		return path
	}
	return s
}

// paths are the questions of the screens.
func paths(now time.Time) []string {
	year := fmt.Sprintf("from=%d-01-01&to=%d-12-31", now.Year(), now.Year())
	three := fmt.Sprintf("from=%d-01-01&to=%d-12-31", now.Year()-2, now.Year())
	q := url.QueryEscape
	return []string{
		"cases", "cases?sort=due", "cases?sort=opened", "cases?stage=in_force", "cases?stage=filing&stage=legality_review", "cases?overdue=true&sort=due",
		"cases?organ=qs-zjj", "cases?organ=qs-kxl&class=township&sort=due", "cases?text=" + q("摊贩"), "cases?text=" + q("管理办法"), "cases?text=" + q("不会有的"),
		"cases?turn_role=reviewer", "cases?turn_organ=qs-zjj&sort=due", "cases?mine=true", "cases?published_" + fmt.Sprintf("from=%d-03-01", now.Year()-1),
		"cases/counts", "cases/counts?organ=qs-zjj", "cases/counts?text=" + q("摊贩"), "cases/counts?overdue=true",
		"obligations", "obligations?status=due", "obligations?overdue=true", "obligations?authority=bt-gov", "obligations?organ=qs-kxl&status=refused", "obligations?" + year,
		"rates?" + year, "rates?" + year + "&organ=qs-zjj", "rates?" + three, "rates/trend?" + year, "rates/trend?" + three + "&by=quarter",
		"rates/filing_rate/items?" + year + "&part=missing",
		"watch", "watch/overdue?limit=200", "durations?" + year,
		"library", "library?status=expired", "library?organ=qs-gov&year=" + strconv.Itoa(now.Year()-1), "library?text=" + q("犬只饲养"), "library?text=" + q("应当"),
		"library?text=" + q("噪声污染 组织现场核查"), "library?text=" + q("不会有的"), "library/facets",
		"tasks",
	}
}

func (p *probe) signIn(ctx context.Context, login, password string) error {
	body, err := json.Marshal(map[string]string{"login": login, "password": password})
	if err != nil {
		return err
	}
	_, err = p.do(ctx, http.MethodPost, "session", body)
	return err
}

// do sends a request and returns the size of the answer.
func (p *probe) do(ctx context.Context, method, path string, body []byte) (int64, error) {
	r, err := http.NewRequestWithContext(ctx, method, p.base+"/api/v1/"+path, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	a, err := p.client.Do(r)
	if err != nil {
		return 0, err
	}
	defer func() { _ = a.Body.Close() }() // it was only read
	if a.StatusCode >= http.StatusBadRequest {
		why, _ := io.ReadAll(a.Body) // the status says enough
		return 0, fmt.Errorf("%s %s: %s %s", method, short(path), a.Status, why)
	}
	return io.Copy(io.Discard, a.Body)
}

// measure asks n times and returns the times, sorted.
func (p *probe) measure(ctx context.Context, path string, n int) ([]time.Duration, int64, error) {
	took := make([]time.Duration, n)
	var size int64
	for i := range took {
		began := time.Now()
		var err error
		if size, err = p.do(ctx, http.MethodGet, path, nil); err != nil {
			return nil, 0, err
		}
		took[i] = time.Since(began)
	}
	slices.Sort(took)
	return took, size, nil
}
