package postgres

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"
)

// Options says what to run and where.
type Options struct {
	// Dir is the data folder; it is made when missing.
	Dir string
	// Bin is the folder with postgres and initdb (the value of GUIBEI_POSTGRES_BIN).
	// Empty means: look on PATH and in the usual places.
	Bin string
	// Logger gets what Guibei does with the server; what the server itself says goes
	// to log/postgres.log. Nil discards it.
	Logger *slog.Logger
	// StartTimeout bounds the wait for the server to answer; zero means five minutes,
	// which leaves room for recovery after a crash.
	StartTimeout time.Duration
	// KeepDown reports a crash of the server through Done instead of starting it again.
	KeepDown bool
}

// paths are the places inside a data folder.
type paths struct {
	dir     string // the data folder, absolute, without links
	cluster string
	state   string
	logDir  string
	log     string
	run     string
}

// logLimit is the size at which the server's log is put aside at a start.
const logLimit = 16 << 20

// prepare makes the data folder and fills in defaults.
func (o *Options) prepare() (paths, error) {
	if o.Dir == "" {
		return paths{}, errors.New("no data folder named")
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.StartTimeout == 0 {
		o.StartTimeout = 5 * time.Minute
	}
	dir, err := filepath.Abs(o.Dir)
	if err != nil {
		return paths{}, fmt.Errorf("data folder: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return paths{}, fmt.Errorf("make the data folder: %w", err)
	}
	// The server's command line carries this path, and the search for a leftover
	// server compares it; two names of one folder must not differ there.
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return paths{}, fmt.Errorf("data folder: %w", err)
	}
	return pathsIn(dir), nil
}

func pathsIn(dir string) paths {
	logs := filepath.Join(dir, "log")
	return paths{
		dir:     dir,
		cluster: filepath.Join(dir, "postgres"),
		state:   filepath.Join(dir, "postgres.json"),
		logDir:  logs,
		log:     filepath.Join(logs, "postgres.log"),
		run:     filepath.Join(dir, "run"),
	}
}

// openLog opens the server's log for appending. A large one is put aside first;
// one older log is kept.
func (p paths) openLog() (*os.File, error) {
	if err := os.MkdirAll(p.logDir, 0o700); err != nil {
		return nil, fmt.Errorf("make the log folder: %w", err)
	}
	if info, err := os.Stat(p.log); err == nil && info.Size() > logLimit {
		if err := os.Rename(p.log, p.log+".1"); err != nil {
			return nil, fmt.Errorf("put the old log aside: %w", err)
		}
	}
	f, err := os.OpenFile(p.log, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the PostgreSQL log: %w", err)
	}
	return f, nil
}

// socketLimit is how long the name of a Unix socket may be: 104 bytes on macOS with
// the final zero, 108 on Linux.
const socketLimit = 103

// socketDir makes the folder of the socket and gives it to the account. A data
// folder deep down gets a short folder under the temporary one instead.
func (p paths) socketDir(st *state, who account) (string, error) {
	if st.ShortSocketDir != "" {
		// Left by a run that was killed; a new one is cheaper than trusting it.
		_ = os.RemoveAll(st.ShortSocketDir)
		st.ShortSocketDir = ""
	}
	dir := p.run
	if len(filepath.Join(dir, ".s.PGSQL.65535")) > socketLimit {
		short, err := os.MkdirTemp("", "guibei-") // mode 0700
		if err != nil {
			return "", fmt.Errorf("make the socket folder: %w", err)
		}
		dir, st.ShortSocketDir = short, short
	} else if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make the socket folder: %w", err)
	}
	if err := who.give(dir); err != nil {
		return "", fmt.Errorf("hand over the socket folder: %w", err)
	}
	return dir, nil
}
