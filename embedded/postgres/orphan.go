package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// How long a leftover server gets for each way of stopping. A fast shutdown writes
// a checkpoint, which takes its time on a slow disk.
const (
	orphanFast      = 60 * time.Second
	orphanImmediate = 15 * time.Second
	orphanKill      = 15 * time.Second
	pollEvery       = 50 * time.Millisecond
)

// clearOrphan stops the server that a killed parent left behind on the cluster. The
// caller holds the folder's lock, so no living Guibei wants that server.
func clearOrphan(ctx context.Context, cluster string, log *slog.Logger) error {
	pidFile := filepath.Join(cluster, "postmaster.pid")
	pid, err := readPID(pidFile)
	if err != nil || pid == 0 {
		return err
	}
	if !runsOn(ctx, pid, cluster) {
		// The number now belongs to nobody or to a stranger. PostgreSQL forgives the
		// first and refuses to start in the second case, which is common in containers.
		if err := os.Remove(pidFile); err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("remove the stale pid file: %w", err)
		}
		return nil
	}
	log.Warn("stopping the PostgreSQL that an earlier run left behind", "pid", pid)
	for _, step := range []struct {
		signal syscall.Signal
		wait   time.Duration
	}{{fastShutdown, orphanFast}, {immediateShutdown, orphanImmediate}, {syscall.SIGKILL, orphanKill}} {
		if err := syscall.Kill(pid, step.signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("stop the leftover PostgreSQL %d: %w", pid, err)
		}
		gone, err := waitGone(ctx, pid, cluster, step.wait)
		if gone || err != nil {
			return err
		}
	}
	return fmt.Errorf("上次运行留下的 PostgreSQL（进程号 %d）无法停止，请手工结束它后再启动", pid)
}

// readPID gives the first line of the pid file, 0 when there is none.
func readPID(pidFile string) (int, error) {
	text, err := os.ReadFile(pidFile)
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read the pid file: %w", err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	// A torn file gives 0; PostgreSQL writes its own judgement about it into the log.
	pid, _ := strconv.Atoi(strings.TrimSpace(first))
	return max(pid, 0), nil
}

// waitGone polls until the process is no longer the cluster's server.
func waitGone(ctx context.Context, pid int, cluster string, limit time.Duration) (bool, error) {
	deadline := time.Now().Add(limit)
	for time.Now().Before(deadline) {
		if !runsOn(ctx, pid, cluster) {
			return true, nil
		}
		select {
		case <-ctx.Done():
			return false, fmt.Errorf("wait for the leftover PostgreSQL: %w", ctx.Err())
		case <-time.After(pollEvery):
		}
	}
	return false, nil
}

// runsOn reports whether a process is a server on the cluster. The number alone
// proves nothing: after a reboot it may belong to the machine's own PostgreSQL,
// which must not be stopped. A dead process that nobody reaped has no command line.
func runsOn(ctx context.Context, pid int, cluster string) bool {
	var line []byte
	if runtime.GOOS == "linux" {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
		if err != nil {
			return false
		}
		line = text
	} else {
		text, err := exec.CommandContext(ctx, "ps", "-ww", "-o", "command=", "-p", strconv.Itoa(pid)).Output()
		if err != nil {
			return false
		}
		line = text
	}
	return strings.Contains(string(line), cluster)
}
