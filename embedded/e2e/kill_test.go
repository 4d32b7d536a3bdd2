package e2e_test

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei/cmd/guibei/cli"
	"guibei/embedded/up"
	"guibei/internal/config"
)

// The environment of a child that is `guibei up --demo` and nothing else.
const (
	childFolder = "GUIBEI_E2E_FOLDER"
	childListen = "GUIBEI_LISTEN"
	readyLine   = "ready"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		os.Exit(child(dir))
	}
	os.Exit(m.Run())
}

// child runs the product until it is killed.
func child(dir string) int {
	c, err := config.Load(os.Environ())
	if err != nil {
		return 2
	}
	app := &cli.App{Config: c, Out: io.Discard, Err: os.Stderr, Now: time.Now, Log: slog.New(slog.DiscardHandler)}
	err = up.Up(context.Background(), app, cli.UpOptions{Data: dir, Demo: true, Ready: func(cli.Running) {
		_, _ = os.Stdout.WriteString(readyLine + "\n")
	}})
	if err != nil {
		_, _ = os.Stderr.WriteString(err.Error() + "\n")
		return 1
	}
	return 0
}

// raise starts a child on a folder and waits until it is ready.
func raise(t *testing.T, dir, listen string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), self)
	cmd.Env = append(os.Environ(), childFolder+"="+dir, childListen+"="+listen)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err, "it ended before it was ready")
	require.Equal(t, readyLine+"\n", line)
	return cmd
}

func TestAKilledSystemContinuesWhereItWas(t *testing.T) {
	dir, listen := folder(t), freePort(t)
	running := raise(t, dir, listen)
	t.Cleanup(func() {
		_ = running.Process.Signal(os.Interrupt)
		_ = running.Wait()
	})
	accounts, err := cli.ReadAccounts(filepath.Join(dir, "demo.json"))
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	r, err := cli.Play(ctx, accounts, time.Now(), func(step int, _ string) {
		if step%8 != 5 {
			return
		}
		require.NoError(t, running.Process.Kill())
		_ = running.Wait()
		running = raise(t, dir, listen)
	})
	require.NoError(t, err)
	told(t, r)
	require.Equal(t, map[string][2]int{"报备率": {2, 2}, "报备及时率": {1, 2}, "规范率": {1, 2}, "审核率": {1, 1}}, ratesOf(r))
}
