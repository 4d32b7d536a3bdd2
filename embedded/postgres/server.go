package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strconv"
	"sync"
	"time"

	"guibei/embedded/internal/freeport"
)

// superuser is the role that sets things up; the application never uses it.
const superuser = "guibei_super"

// Server is a private PostgreSQL. Its methods may be called from any goroutine.
type Server struct {
	opt       Options
	paths     paths
	bin       binaries
	who       account
	lock      *folderLock
	socketDir string
	stopOnce  sync.Once
	closing   chan struct{} // closed when Stop begins
	done      chan struct{} // closed when the server is down for good

	op    sync.Mutex // held while the process is being started or stopped
	child *child     // nil while halted; guarded by op

	mu    sync.Mutex // guards what follows
	state state
	err   error
}

// Start takes the data folder, creates the cluster if there is none, and returns
// when the server answers. A server that an earlier, killed run left behind is
// stopped first. The errors a person can do something about are Chinese sentences
// and wrap ErrInUse, ErrNoBinaries or ErrUnreachable.
func Start(ctx context.Context, opt Options) (*Server, error) {
	p, err := opt.prepare()
	if err != nil {
		return nil, err
	}
	lock, err := acquireLock(p.dir)
	if err != nil {
		return nil, err
	}
	s := &Server{opt: opt, paths: p, lock: lock, closing: make(chan struct{}), done: make(chan struct{})}
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(err, lock.release())
	}
	return s, nil
}

// start is Start under the folder's lock.
func (s *Server) start(ctx context.Context) error {
	major, err := clusterMajor(s.paths.cluster)
	if err != nil {
		return err
	}
	if s.bin, err = findBinaries(ctx, s.opt.Bin, major); err != nil {
		return err
	}
	if err := s.settleIn(ctx); err != nil {
		return err
	}
	if s.state, err = readState(s.paths.state); err != nil {
		return err
	}
	clearHalves(s.paths)
	if major == 0 {
		if err := s.create(ctx); err != nil {
			return err
		}
	} else if s.state.Passwords[superuser] == "" {
		return fmt.Errorf("数据目录里有数据库，但缺少它的密码文件 %s，请从备份恢复这个文件", s.paths.state)
	}
	if err := clearOrphan(ctx, s.paths.cluster, s.opt.Logger); err != nil {
		return err
	}
	s.op.Lock()
	defer s.op.Unlock()
	return s.firstRun(ctx)
}

// settleIn decides who runs the server and opens the way for that account.
func (s *Server) settleIn(ctx context.Context) error {
	var err error
	if s.who, err = chooseAccount(s.paths.cluster); err != nil {
		return err
	}
	if err := s.who.letIn(s.paths.dir); err != nil {
		return fmt.Errorf("open the data folder to %s: %w", s.who.name, err)
	}
	return s.who.check(ctx, s.bin, s.paths.dir)
}

// create makes the cluster. The password is saved first: a cluster never exists
// without it.
func (s *Server) create(ctx context.Context) error {
	if s.state.Passwords[superuser] == "" {
		s.state.Passwords[superuser] = rand.Text()
	}
	if err := s.state.write(s.paths.state); err != nil {
		return err
	}
	s.opt.Logger.Info("creating the PostgreSQL cluster", "dir", s.paths.cluster, "version", s.bin.major)
	return initCluster(ctx, s.paths, s.bin, s.who, s.state.Passwords[superuser])
}

// firstRun starts the process on the remembered port or, if that is taken, on
// another one, and remembers it.
func (s *Server) firstRun(ctx context.Context) error {
	owner, _, err := ownerOf(s.paths.cluster)
	if err != nil {
		return err
	}
	if owner.uid != s.who.uid {
		if err := s.who.giveAll(s.paths.cluster); err != nil {
			return fmt.Errorf("hand over the cluster: %w", err)
		}
	}
	if s.socketDir, err = s.paths.socketDir(&s.state, s.who); err != nil {
		return err
	}
	const attempts = 3
	for attempt := 1; ; attempt++ {
		if !freeport.Free(s.state.Port) {
			ports, err := freeport.Pick(1, s.state.Port)
			if err != nil {
				return err
			}
			s.state.Port = ports[0]
		}
		if err := s.state.write(s.paths.state); err != nil {
			return err
		}
		err := s.launch(ctx)
		// Between the look at the port and the server's own bind another may take it.
		if err == nil || !errors.Is(err, errPortTaken) || attempt == attempts {
			return err
		}
	}
}

// Restart stops the process and starts it again on the same port.
func (s *Server) Restart(ctx context.Context) error {
	if err := s.Halt(ctx); err != nil {
		return err
	}
	return s.Resume(ctx)
}

// Halt stops the process and keeps the folder: Resume starts it again.
func (s *Server) Halt(ctx context.Context) error {
	s.op.Lock()
	defer s.op.Unlock()
	c := s.child
	s.child = nil // tells a heal that waits for op that nobody wants it any more
	if c == nil {
		return nil
	}
	return c.stop(ctx)
}

// Resume starts the process after Halt. It does nothing when the process runs.
func (s *Server) Resume(ctx context.Context) error {
	s.op.Lock()
	defer s.op.Unlock()
	select {
	case <-s.closing:
		return errors.New("resume PostgreSQL: it was stopped for good")
	default:
	}
	if s.child != nil {
		return nil
	}
	return s.launch(ctx)
}

// Stop shuts the server down and gives the folder back. When ctx ends first the
// server is stopped at once, which costs a recovery at the next start but no data.
func (s *Server) Stop(ctx context.Context) error {
	first := false
	s.stopOnce.Do(func() {
		first = true
		close(s.closing) // before op: it ends an attempt to heal, which holds op
	})
	s.op.Lock()
	defer s.op.Unlock()
	if !first {
		return nil
	}
	var err error
	if c := s.child; c != nil {
		s.child = nil
		err = c.stop(ctx)
	}
	if short := s.state.ShortSocketDir; short != "" {
		_ = os.RemoveAll(short) // the next start clears what is left
	}
	s.finish(nil)
	return errors.Join(err, s.lock.release())
}

// finish closes Done once.
func (s *Server) finish(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	select {
	case <-s.done:
	default:
		s.err = err
		close(s.done)
	}
}

// Done is closed when the server is down for good: after Stop, or after a crash
// when Options.KeepDown is set.
func (s *Server) Done() <-chan struct{} { return s.done }

// Err says why the server went down; nil while it runs and after Stop.
func (s *Server) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

// SocketDir is the folder of the server's Unix socket.
func (s *Server) SocketDir() string { return s.socketDir }

// Host is the address the server listens on.
func (s *Server) Host() string { return "127.0.0.1" }

// Port is the TCP port the server listens on. It stays the same until Stop.
func (s *Server) Port() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state.Port
}

// Password is the password of a role made by EnsureRole, "" if there is none.
func (s *Server) Password(role string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state.Passwords[role]
}

// URL is how a role reaches a database over TCP. It contains the role's password.
func (s *Server) URL(role, database string) string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(role, s.Password(role)),
		Host:     net.JoinHostPort(s.Host(), strconv.Itoa(s.Port())),
		Path:     "/" + database,
		RawQuery: "sslmode=disable",
	}
	return u.String()
}

// stopBudget is how long a server that must not stay gets to stop.
const stopBudget = 30 * time.Second
