package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

var (
	// errPortTaken means that another program listens on the chosen port.
	errPortTaken = errors.New("the port is taken")
	// errStillAttached means that parts of a killed server have not noticed yet.
	errStillAttached = errors.New("processes of the previous server still run")
)

// attachedWait bounds how long launch lets the parts of a killed server go.
const attachedWait = 30 * time.Second

// launch starts the process and waits until it answers. The caller holds op.
func (s *Server) launch(ctx context.Context) error {
	giveUp := time.Now().Add(attachedWait)
	for {
		c, err := s.launchOnce(ctx)
		if err == nil {
			s.child = c
			go s.watch(c)
			return nil
		}
		if !errors.Is(err, errStillAttached) || time.Now().After(giveUp) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(500 * time.Millisecond):
		}
	}
}

// launchOnce is one attempt of launch.
func (s *Server) launchOnce(ctx context.Context) (*child, error) {
	if err := writeConfig(s.paths.cluster, s.who, s.state.Port, s.socketDir); err != nil {
		return nil, err
	}
	log, err := s.paths.openLog()
	if err != nil {
		return nil, err
	}
	defer log.Close() // the child has its own copy
	from, err := log.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, fmt.Errorf("find the end of the PostgreSQL log: %w", err)
	}
	c, err := spawn(s.bin, s.who, s.paths.cluster, log)
	if err != nil {
		return nil, err
	}
	ready, cancel := context.WithTimeout(ctx, s.opt.StartTimeout)
	defer cancel()
	if err := s.awaitReady(ready, c); err != nil {
		stopCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopBudget)
		defer cancel()
		return nil, explain(errors.Join(err, c.stop(stopCtx)), s.paths.log, from)
	}
	return c, nil
}

// awaitReady asks until the server accepts the superuser or the process ends.
func (s *Server) awaitReady(ctx context.Context, c *child) error {
	url := s.URL(superuser, "postgres")
	for {
		conn, err := pgconn.Connect(ctx, url)
		if err == nil {
			return conn.Close(ctx)
		}
		if refused := (&pgconn.PgError{}); errors.As(err, &refused) && strings.HasPrefix(refused.Code, "28") {
			return fmt.Errorf("数据库拒绝了 postgres.json 里的密码，请从备份恢复这个文件: %w", err)
		}
		select {
		case <-c.exited:
			return fmt.Errorf("PostgreSQL ended while starting: %w", c.err)
		case <-ctx.Done():
			return fmt.Errorf("wait for PostgreSQL to answer: %w", errors.Join(ctx.Err(), err))
		case <-time.After(pollEvery):
		}
	}
}

// explain adds to a failed start what the server wrote into its log meanwhile, and
// marks the failures that another attempt can cure.
func explain(err error, log string, from int64) error {
	said := tail(log, from)
	switch {
	case strings.Contains(said, "could not create any TCP/IP sockets"):
		err = errors.Join(errPortTaken, err)
	case strings.Contains(said, "shared memory block") && strings.Contains(said, "still in use"):
		err = errors.Join(errStillAttached, err)
	}
	return fmt.Errorf("start PostgreSQL: %w; %s says: %s", err, log, lastLines(said))
}

// tail reads the log from an offset; what cannot be read is not worth a second error.
func tail(log string, from int64) string {
	f, err := os.Open(log)
	if err != nil {
		return ""
	}
	defer f.Close()
	if _, err := f.Seek(from, io.SeekStart); err != nil {
		return ""
	}
	text, _ := io.ReadAll(io.LimitReader(f, 64<<10))
	return string(text)
}

// healBackoff is the pause before each attempt to bring the server back.
func healBackoff(attempt int) time.Duration {
	return min(250*time.Millisecond<<min(attempt, 10), 30*time.Second)
}

// watch waits for the end of one run and brings the server back if nobody asked
// for that end.
func (s *Server) watch(c *child) {
	<-c.exited
	if c.wanted.Load() {
		return
	}
	err := fmt.Errorf("PostgreSQL ended by itself: %w", c.err)
	if c.err == nil {
		err = errors.New("PostgreSQL ended by itself")
	}
	if s.opt.KeepDown {
		s.opt.Logger.Error("PostgreSQL is gone", "error", err)
		s.finish(err)
		return
	}
	s.heal(c, err)
}

// heal starts the server again until it runs, or until Halt or Stop takes over.
func (s *Server) heal(dead *child, err error) {
	for attempt := 0; ; attempt++ {
		s.opt.Logger.Error("PostgreSQL is gone and will be started again",
			"error", err, "attempt", attempt+1, "log", s.paths.log)
		select {
		case <-s.closing:
			return
		case <-time.After(healBackoff(attempt)):
		}
		var over bool
		if over, err = s.revive(dead); over {
			return
		}
	}
}

// revive is one attempt of heal; over means that nothing is left to do.
func (s *Server) revive(dead *child) (over bool, err error) {
	s.op.Lock()
	defer s.op.Unlock()
	if s.child != dead {
		return true, nil
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		select {
		case <-s.closing:
			cancel()
		case <-ctx.Done():
		}
	}()
	if err := s.launch(ctx); err != nil {
		return false, err
	}
	s.opt.Logger.Info("PostgreSQL runs again")
	return true, nil
}
