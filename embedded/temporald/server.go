package temporald

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/primitives"
	"go.temporal.io/server/temporal"

	"guibei/embedded/internal/freeport"
)

// Server is a Temporal server that serves. Its methods may be called from any goroutine.
type Server struct {
	address string
	port    int
	impl    temporal.Server
	log     *logger

	stop sync.Once
	done chan struct{}
	mu   sync.Mutex
	err  error
}

// errFatal says that the server found a state it cannot go on from.
var errFatal = errors.New("temporal gave up")

// Start brings the schema up to date, starts the server and returns when it serves
// the namespace.
func Start(ctx context.Context, o Options) (*Server, error) {
	if err := o.prepare(); err != nil {
		return nil, err
	}
	began := time.Now()
	quiet := newLogger(o.Logger, func(string) {})
	if err := ensureSchema(ctx, o, quiet); err != nil {
		return nil, fmt.Errorf("prepare the databases of temporal: %w", err)
	}
	schemaDone := time.Now()
	s, err := startOnFreePorts(ctx, o)
	if err != nil {
		return nil, err
	}
	up := time.Now()
	if err := s.awaitNamespace(ctx, o); err != nil {
		return nil, errors.Join(fmt.Errorf("wait for temporal to serve: %w", err), s.abandon(ctx))
	}
	o.Logger.Info("temporal serves", "address", s.address, "namespace", o.Namespace,
		"schema", schemaDone.Sub(began).Round(time.Millisecond),
		"start", up.Sub(schemaDone).Round(time.Millisecond),
		"namespace_ready", time.Since(up).Round(time.Millisecond))
	return s, nil
}

// startOnFreePorts tries again when another program takes a port between the choice
// and the server's own bind.
func startOnFreePorts(ctx context.Context, o Options) (*Server, error) {
	const attempts = 3
	var failed error
	for range attempts {
		p, err := choosePorts(o.FrontendPort)
		if err != nil {
			return nil, err
		}
		s, err := launch(ctx, o, p)
		if err == nil {
			return s, nil
		}
		failed = errors.Join(failed, err)
		if !errors.Is(err, errFatal) || ctx.Err() != nil {
			break
		}
	}
	return nil, fmt.Errorf("start temporal: %w", failed)
}

// choosePorts keeps the frontend's port if one is named; the others nobody knows.
func choosePorts(frontend int) (ports, error) {
	if frontend != 0 && !freeport.Free(frontend) {
		return nil, fmt.Errorf("端口 %d 已被其他程序占用，Temporal 无法在它上面提供服务", frontend)
	}
	free, err := freeport.Pick(len(services), frontend)
	if err != nil {
		return nil, err
	}
	p := ports{}
	for i, s := range services {
		p[s] = free[i]
	}
	if frontend != 0 {
		p[primitives.FrontendService] = frontend
	}
	return p, nil
}

// launch builds and starts the server. Upstream reports some failures by ending the
// calling goroutine through Logger.Fatal, so it gets one of its own.
func launch(ctx context.Context, o Options, p ports) (*Server, error) {
	s := &Server{
		address: p.address(primitives.FrontendService),
		port:    p[primitives.FrontendService],
		done:    make(chan struct{}),
	}
	s.log = newLogger(o.Logger, s.fail)
	result := make(chan error, 1)
	go func() {
		outcome := errFatal // stands when the goroutine is ended from inside
		defer func() { result <- outcome }()
		impl, err := temporal.NewServer(serverOptions(o, p, s.log)...)
		if err == nil {
			s.impl = impl
			err = impl.Start() // does not block
		}
		outcome = err
	}()
	select {
	case err := <-result:
		if err == nil {
			return s, nil
		}
		return nil, errors.Join(err, s.Err(), s.abandon(ctx))
	case <-ctx.Done():
		go func() { // nothing can interrupt the start; undo it when it is through
			if err := <-result; err != nil {
				o.Logger.Warn("temporal was interrupted while starting", "error", err)
			}
			_ = s.abandon(context.WithoutCancel(ctx))
		}()
		return nil, ctx.Err()
	}
}

func serverOptions(o Options, p ports, lg *logger) []temporal.ServerOption {
	return []temporal.ServerOption{
		temporal.WithConfig(serverConfig(o, p)),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithLogger(lg),
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper {
			return authorization.NewNoopClaimMapper()
		}),
		temporal.WithDynamicConfigClient(dynamicConfig()),
		temporal.WithStaticHosts(staticHosts(p)),
	}
}

// fail records that the server cannot go on.
func (s *Server) fail(msg string) { s.finish(fmt.Errorf("%w: %s", errFatal, msg)) }

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

// Address is where clients find the server.
func (s *Server) Address() string { return s.address }

// Port is the port of Address, to be given as Options.FrontendPort next time.
func (s *Server) Port() int { return s.port }

// Done is closed when the server has given up or was stopped.
func (s *Server) Done() <-chan struct{} { return s.done }

// Err says why the server gave up; nil while it runs and after Stop.
func (s *Server) Err() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

// Stop drains and stops the server. When ctx ends first the rest goes on in the
// background: upstream waits up to minutes for calls into a database that is away.
func (s *Server) Stop(ctx context.Context) error {
	var err error
	s.stop.Do(func() {
		s.finish(nil)
		s.log.mute()
		if s.impl == nil {
			return
		}
		result := make(chan error, 1)
		go func() {
			outcome := errFatal
			defer func() { result <- outcome }()
			outcome = s.impl.Stop()
		}()
		select {
		case err = <-result:
		case <-ctx.Done():
			err = ctx.Err()
		}
	})
	if err != nil {
		return fmt.Errorf("stop temporal at %s: %w", s.address, err)
	}
	return nil
}

// abandonBudget is how long a server that never served gets to stop.
const abandonBudget = 20 * time.Second

func (s *Server) abandon(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), abandonBudget)
	defer cancel()
	return s.Stop(ctx)
}
