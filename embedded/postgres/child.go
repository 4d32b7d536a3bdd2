package postgres

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sync/atomic"
	"syscall"
	"time"
)

// The signals that PostgreSQL understands.
const (
	fastShutdown      = syscall.SIGINT  // roll back, write a checkpoint, exit
	immediateShutdown = syscall.SIGQUIT // exit; the next start recovers
)

// child is one run of the server.
type child struct {
	proc   *os.Process
	exited chan struct{} // closed when the process is gone
	err    error         // how it went; read after exited
	wanted atomic.Bool   // true once we asked it to stop
}

// spawn starts the server. Its output goes to log, an open file and not a pipe, so
// that the server does not depend on this process.
func spawn(bin binaries, who account, cluster string, log *os.File) (*child, error) {
	cmd := exec.Command(bin.postgres(), "-D", cluster)
	cmd.Dir, cmd.Env = cluster, environment
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = who.attributes()
	dieWithParent(cmd.SysProcAttr, fastShutdown)

	c := &child{exited: make(chan struct{})}
	started := make(chan error, 1)
	go func() {
		// The kernel sends the parent-death signal when the *thread* that forked ends
		// (golang.org/issue/27505). This goroutine keeps its thread as long as the child.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err != nil {
			return
		}
		c.err = cmd.Wait()
		close(c.exited)
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", bin.postgres(), err)
	}
	c.proc = cmd.Process
	return c, nil
}

// stop shuts the server down, fast if there is time for it, at once if not, and
// returns when it is gone.
func (c *child) stop(ctx context.Context) error {
	c.wanted.Store(true)
	c.signal(fastShutdown)
	select {
	case <-c.exited:
		return nil
	case <-ctx.Done():
	}
	c.signal(immediateShutdown)
	select {
	case <-c.exited:
		return nil
	case <-time.After(10 * time.Second):
	}
	c.signal(syscall.SIGKILL)
	<-c.exited
	return fmt.Errorf("PostgreSQL had to be killed: %w", ctx.Err())
}

// signal does nothing to a process that is gone; os.Process knows.
func (c *child) signal(s syscall.Signal) { _ = c.proc.Signal(s) }
