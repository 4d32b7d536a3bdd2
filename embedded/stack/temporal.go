package stack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"guibei/embedded/internal/freeport"
	"guibei/embedded/temporald"
)

// StartTemporal starts Temporal. It does nothing when Temporal runs.
func (s *Stack) StartTemporal(ctx context.Context) error {
	s.op.Lock()
	defer s.op.Unlock()
	return s.startTemporal(ctx)
}

// StopTemporal stops Temporal and leaves PostgreSQL running.
func (s *Stack) StopTemporal(ctx context.Context) error {
	s.op.Lock()
	defer s.op.Unlock()
	return s.stopTemporal(ctx)
}

// DropTemporal throws away everything Temporal knows and starts it empty: the
// disaster from which reconcile recovers.
func (s *Stack) DropTemporal(ctx context.Context) error {
	s.op.Lock()
	defer s.op.Unlock()
	if err := s.stopTemporal(ctx); err != nil {
		return err
	}
	for _, name := range []string{TemporalDatabase, VisibilityDatabase} {
		if err := s.pg.DropDatabase(ctx, name); err != nil {
			return err
		}
	}
	if err := s.ensureDatabases(ctx); err != nil {
		return err
	}
	return s.startTemporal(ctx)
}

func bootTemporal(ctx context.Context, o temporald.Options) (engine, error) {
	return temporald.Start(ctx, o)
}

// startTemporal is StartTemporal for a caller that holds op.
func (s *Stack) startTemporal(ctx context.Context) error {
	if s.temporal != nil {
		return nil
	}
	if s.port == 0 {
		port, err := rememberedPort(s.opt.Dir)
		if err != nil {
			return err
		}
		s.port = port
	}
	srv, err := s.boot(ctx, temporald.Options{
		Host: s.pg.Host(), Port: s.pg.Port(),
		User: temporalRole, Password: s.pg.Password(temporalRole),
		Database: TemporalDatabase, VisibilityDatabase: VisibilityDatabase,
		Namespace: Namespace, FrontendPort: s.port,
		Logger: s.log.With("part", "temporal"),
	})
	if err != nil {
		return fmt.Errorf("start Temporal: %w", err)
	}
	s.temporal = srv
	s.watchers.Go(func() { s.watchTemporal(srv) })
	return nil
}

// stopTemporal is StopTemporal for a caller that holds op.
func (s *Stack) stopTemporal(ctx context.Context) error {
	srv := s.temporal
	if srv == nil {
		return nil
	}
	s.temporal = nil // before Stop: tells watchTemporal that this end was wanted
	return srv.Stop(ctx)
}

// watchTemporal starts Temporal again when it gives up by itself.
func (s *Stack) watchTemporal(srv engine) {
	<-srv.Done()
	for attempt := 0; srv.Err() != nil; attempt++ {
		s.log.Error("Temporal gave up and will be started again", "error", srv.Err(), "attempt", attempt+1)
		select {
		case <-s.closing:
			return
		case <-time.After(min(time.Second<<min(attempt, 5), 30*time.Second)):
		}
		if s.replaceTemporal(srv) {
			return
		}
	}
}

// replaceTimeout bounds one attempt of replaceTemporal.
const replaceTimeout = 2 * time.Minute

// replaceTemporal is one attempt; true means that nothing is left to do.
func (s *Stack) replaceTemporal(dead engine) bool {
	ctx, cancel := context.WithTimeout(context.Background(), replaceTimeout)
	defer cancel()
	go func() {
		select {
		case <-s.closing:
			cancel()
		case <-ctx.Done():
		}
	}()
	s.op.Lock()
	defer s.op.Unlock()
	if s.temporal != dead {
		return true // stopped or replaced by somebody else
	}
	if err := s.stopTemporal(ctx); err != nil {
		s.log.Warn("the failed Temporal did not stop cleanly", "error", err)
	}
	if err := s.startTemporal(ctx); err != nil {
		s.temporal = dead // stay responsible for the next attempt
		s.log.Error("Temporal did not start", "error", err)
		return false
	}
	return true
}

// portFile remembers the frontend's port, so that addresses in other programs'
// configuration stay good.
type portFile struct {
	FrontendPort int `json:"frontend_port"`
}

// rememberedPort is the port of the last run, or a new one if that is taken.
func rememberedPort(dir string) (int, error) {
	path := filepath.Join(dir, "temporal.json")
	var pf portFile
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return 0, fmt.Errorf("read the port of Temporal: %w", err)
	}
	// A damaged file is as good as none: it holds a convenience.
	if json.Unmarshal(text, &pf) == nil && freeport.Free(pf.FrontendPort) {
		return pf.FrontendPort, nil
	}
	free, err := freeport.Pick(1)
	if err != nil {
		return 0, err
	}
	text, err = json.Marshal(portFile{FrontendPort: free[0]})
	if err != nil {
		return 0, fmt.Errorf("remember the port of Temporal: %w", err)
	}
	if err := os.WriteFile(path, append(text, '\n'), 0o600); err != nil {
		return 0, fmt.Errorf("remember the port of Temporal: %w", err)
	}
	return free[0], nil
}

func frontend(port int) string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(port)) }
