package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// locales are tried in this order. All sort by code point; the first two know
// which Chinese characters are letters, which plain C does not.
var locales = []string{"C.UTF-8", "en_US.UTF-8", "C"}

// initCluster creates the cluster under another name and renames it when it is
// complete, so that a crash in between leaves nothing that looks like a cluster.
// Each attempt has its own name: the tool of a killed attempt may still be writing.
func initCluster(ctx context.Context, p paths, bin binaries, who account, password string) error {
	half, err := os.MkdirTemp(p.dir, filepath.Base(p.cluster)+halfSuffix) // mode 0700
	if err != nil {
		return fmt.Errorf("make the cluster folder: %w", err)
	}
	if err := who.give(half); err != nil {
		return fmt.Errorf("hand over the cluster folder: %w", err)
	}
	pwfile, err := passwordFile(p.dir, who, password)
	if err != nil {
		return err
	}
	defer os.Remove(pwfile)
	for _, locale := range locales {
		if err = initdb(ctx, bin, who, half, locale, pwfile); err == nil {
			break
		}
		if !errors.Is(err, errLocale) {
			return err
		}
	}
	if err != nil {
		return err
	}
	if err := os.Rename(half, p.cluster); err != nil {
		return fmt.Errorf("put the cluster in place: %w", err)
	}
	return syncDir(filepath.Dir(p.cluster))
}

// errLocale marks the one failure of initdb that another locale cures.
var errLocale = errors.New("this machine lacks the locale")

const (
	halfSuffix   = ".init-"
	passwordName = ".initdb-password"
)

// clearHalves removes what attempts to create a cluster left behind. What is still
// being written, or fails to go for another reason, is left to a later start.
func clearHalves(p paths) {
	left, _ := filepath.Glob(p.cluster + halfSuffix + "*") // fails on a malformed pattern only
	for _, path := range append(left, filepath.Join(p.dir, passwordName)) {
		_ = os.RemoveAll(path)
	}
}

// passwordFile lends the password to initdb. A pipe would not do: the other account
// may not open a pipe of ours again through /dev/stdin.
func passwordFile(dir string, who account, password string) (string, error) {
	path := filepath.Join(dir, passwordName)
	if err := writeFile(path, []byte(password+"\n")); err != nil {
		return "", err
	}
	if err := who.give(path); err != nil {
		_ = os.Remove(path)
		return "", fmt.Errorf("hand over the password file: %w", err)
	}
	return path, nil
}

// initdb runs the tool.
func initdb(ctx context.Context, bin binaries, who account, dir, locale, pwfile string) error {
	cmd := exec.CommandContext(ctx, bin.initdb(),
		"--pgdata="+dir,
		"--username="+superuser,
		"--pwfile="+pwfile,
		"--auth=scram-sha-256",
		"--encoding=UTF8",
		"--lc-collate=C",
		"--lc-ctype="+locale,
		"--lc-messages=C",
		"--data-checksums",
	)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = dir, environment, who.attributes()
	dieWithParent(cmd.SysProcAttr, syscall.SIGKILL)
	runtime.LockOSThread() // see spawn
	defer runtime.UnlockOSThread()
	out, err := cmd.CombinedOutput()
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return fmt.Errorf("initdb: %w", ctx.Err())
	}
	if strings.Contains(string(out), "invalid locale") {
		return fmt.Errorf("initdb: %w %s", errLocale, locale)
	}
	return fmt.Errorf("initdb: %w: %s", err, lastLines(string(out)))
}

// syncDir makes a rename in a folder durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return fmt.Errorf("sync %s: %w", dir, err)
	}
	return nil
}

// lastLines keeps the end of a long message.
func lastLines(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	const keep = 5
	if len(lines) > keep {
		lines = lines[len(lines)-keep:]
	}
	return strings.Join(lines, " | ")
}
