package stack

import (
	"context"
	"errors"
	"log/slog"
	"testing"

	"guibei/embedded/postgres"
	"guibei/embedded/temporald"
)

// frail is an engine that gives up when told to.
type frail struct {
	done chan struct{}
	err  error
}

func (f *frail) Stop(context.Context) error {
	if f.err == nil {
		close(f.done)
	}
	return nil
}
func (f *frail) Done() <-chan struct{} { return f.done }
func (f *frail) Err() error            { return f.err }

func TestATemporalThatGivesUpIsReplaced(t *testing.T) {
	t.Parallel()
	first := &frail{done: make(chan struct{})}
	second := &frail{done: make(chan struct{})}
	booted := make(chan engine)
	script := []func() (engine, error){
		func() (engine, error) { return first, nil },
		func() (engine, error) { return nil, errors.New("no luck yet") },
		func() (engine, error) { return second, nil },
	}
	s := &Stack{
		opt: Options{Dir: t.TempDir()}, log: slog.New(slog.DiscardHandler),
		pg: &postgres.Server{}, closing: make(chan struct{}),
	}
	s.boot = func(context.Context, temporald.Options) (engine, error) { // only called under s.op
		e, err := script[0]()
		script = script[1:]
		if err == nil {
			go func() { booted <- e }()
		}
		return e, err
	}
	if err := s.StartTemporal(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := <-booted; got != first {
		t.Fatal("something else was started")
	}
	first.err = errors.New("gave up")
	close(first.done)
	if got := <-booted; got != second {
		t.Fatal("the engine was not replaced")
	}
	close(s.closing)
	if err := s.StopTemporal(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.watchers.Wait()
}
