// Command seed fills a database with invented cases, published and running, so
// that lists and dashboards can be measured and shown with as many as a
// district has in a year, or a province in ten:
//
//	set -a; . data/guibei.env; set +a        # a running guibei up
//	go run ./bench/seed -n 100000
//
// What it writes is consistent: every constraint holds, the events of every
// case are a chain that guibei verify walks, open cases have tasks, clocks and
// alarms. It is written by COPY, past the one writer of these tables: never run
// it on a database with real cases.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"guibei/deadline"
	"guibei/regions"
	"guibei/store"
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

// settings say what is made.
type settings struct {
	n        int
	database string
	region   string
	blobs    string
	years    int
	seed     uint64
	lean     bool
}

func parse(args []string) (settings, error) {
	var s settings
	f := flag.NewFlagSet("seed", flag.ContinueOnError)
	f.IntVar(&s.n, "n", 10_000, "how many cases")
	f.StringVar(&s.database, "database", cmp.Or(os.Getenv("GUIBEI_MIGRATE_DATABASE_URL"), os.Getenv("GUIBEI_DATABASE_URL")),
		"URL of the database, for its owner; GUIBEI_MIGRATE_DATABASE_URL or else GUIBEI_DATABASE_URL if not given")
	f.StringVar(&s.region, "region", "150204", "region pack whose organs and periods are used")
	f.StringVar(&s.blobs, "blobs", os.Getenv("GUIBEI_BLOBS"), "folder of the files; GUIBEI_BLOBS if not given, none if that is empty")
	f.IntVar(&s.years, "years", 10, "over how many years, up to now, the cases were opened")
	f.Uint64Var(&s.seed, "seed", 1, "the same seed and the same day make the same cases")
	f.BoolVar(&s.lean, "lean", false, "one event a case, and of the clocks only those that are open: for a million")
	if err := f.Parse(args); err != nil {
		return s, err
	}
	if s.database == "" || s.n < 1 || s.years < 1 {
		return s, errors.New("seed: -database (or GUIBEI_MIGRATE_DATABASE_URL), -n and -years are needed")
	}
	return s, nil
}

// chunk is how many cases are written in one transaction.
const chunk = 2000

func run(ctx context.Context, args []string) error {
	s, err := parse(args)
	if err != nil {
		return err
	}
	region, err := regions.Load(s.region)
	if err != nil {
		return err
	}
	pool, err := store.Open(ctx, s.database)
	if err != nil {
		return err
	}
	defer pool.Close()
	began := time.Now()
	st := store.New(pool, time.Now)
	calendar, err := region.WorkingDays(ctx, st)
	if err != nil {
		return err
	}
	m, err := prepare(ctx, st, s, region, calendar, began)
	if err != nil {
		return err
	}
	for done := 0; done < s.n; {
		lives := make([]*life, min(chunk, s.n-done))
		for i := range lives {
			if lives[i], err = m.life(); err != nil {
				return err
			}
		}
		if err := write(ctx, pool, lives, s.lean); err != nil {
			return err
		}
		done += len(lives)
		fmt.Printf("\r%d of %d cases in %s", done, s.n, time.Since(began).Round(time.Second))
	}
	fmt.Println()
	return settle(ctx, pool)
}

// settle does what autovacuum does within the hour: without it an index alone
// answers nothing.
func settle(ctx context.Context, pool *pgxpool.Pool) error {
	c, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer c.Release()
	if _, err := c.Exec(ctx, `SET statement_timeout = 0`); err != nil {
		return err
	}
	_, err = c.Exec(ctx, `VACUUM ANALYZE cases, case_search, version, opinion, obligation, task, clock, event, published_text`)
	return err
}

// prepare puts the organs and the files on record that every case refers to.
func prepare(ctx context.Context, st *store.Store, s settings, region *regions.Region, calendar *deadline.Calendar, now time.Time) (*maker, error) {
	for _, o := range region.Organs() {
		if err := st.PutOrgan(ctx, o); err != nil {
			return nil, err
		}
	}
	m := &maker{
		settings: s, chance: rand.New(rand.NewPCG(s.seed, uint64(now.Unix()/secondsOfDay))), //nolint:gosec // the same cases again is what is wanted
		region: region, calendar: calendar,
		zone: region.Location(), now: now.UTC().Truncate(time.Microsecond), terms: map[string]rules{},
	}
	m.run = fmt.Sprintf("%04X", m.chance.IntN(1<<16))
	return m, m.files(ctx, st)
}

const secondsOfDay = 86_400
