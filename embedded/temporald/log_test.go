package temporald

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"

	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/log/tag"
)

func TestOnlyWarningsAndWorseAreWritten(t *testing.T) {
	t.Parallel()
	var buf bytes.Buffer
	l := newLogger(slog.New(slog.NewTextHandler(&buf, nil)), func(string) {})
	l.Info("quiet")
	l.SLog().Info("quiet too")
	l.With(tag.NewStringTag("shard", "3")).Warn("loud")
	if got := buf.String(); strings.Contains(got, "quiet") || !strings.Contains(got, "loud") || !strings.Contains(got, "shard=3") {
		t.Errorf("wrote %q", got)
	}
	buf.Reset()
	l.mute()
	l.With(tag.NewStringTag("shard", "3")).Error("complaint while stopping")
	if buf.Len() != 0 {
		t.Errorf("wrote %q while muted", buf.String())
	}
}

func TestARepeatedSentenceIsCounted(t *testing.T) {
	t.Parallel()
	l := &limiter{seen: map[string]*window{}}
	now := time.Unix(0, 0)
	written := 0
	for range 100 {
		if ok, _ := l.allow("database is away", now); ok {
			written++
		}
	}
	if written != windowQuota {
		t.Errorf("%d lines written in one window, want %d", written, windowQuota)
	}
	ok, skipped := l.allow("database is away", now.Add(windowLength+time.Second))
	if !ok || skipped != 100-windowQuota {
		t.Errorf("next window: written %v with %d skipped", ok, skipped)
	}
}

func TestFatalEndsTheGoroutineAndFailsTheServer(t *testing.T) {
	t.Parallel()
	s := &Server{done: make(chan struct{})}
	var l log.Logger = newLogger(slog.New(slog.DiscardHandler), s.fail)
	went := make(chan bool, 1)
	go func() {
		defer close(went)
		l.Fatal("unable to go on")
		went <- true
	}()
	if <-went {
		t.Error("the goroutine went on after Fatal")
	}
	<-s.Done()
	if err := s.Err(); err == nil || !strings.Contains(err.Error(), "unable to go on") {
		t.Errorf("Err is %v", err)
	}
}
