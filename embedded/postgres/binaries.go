package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// oldest is the lowest major version that Guibei is tested with.
const oldest = 15

// ErrNoBinaries is wrapped by the error of Start when the machine has no fitting PostgreSQL.
var ErrNoBinaries = errors.New("未找到 PostgreSQL 程序")

// howToInstall ends every sentence about missing programs.
const howToInstall = "Debian/Ubuntu 请执行 apt-get install postgresql；" +
	"RHEL/openEuler/麒麟 请安装 postgresql-server 15 或更高版本；macOS 请执行 brew install postgresql@16；" +
	"装在别处的，请用 GUIBEI_POSTGRES_BIN 指明它的 bin 目录"

// installations are the folders of the usual packages, without the server's being on PATH.
var installations = []string{
	"/usr/lib/postgresql/*/bin",          // Debian, Ubuntu
	"/usr/pgsql-*/bin",                   // RHEL with the PGDG packages
	"/opt/homebrew/opt/postgresql@*/bin", // Homebrew on Apple silicon
	"/usr/local/opt/postgresql@*/bin",    // Homebrew on Intel
	"/usr/local/pgsql/bin",               // built from source
	"/Library/PostgreSQL/*/bin",          // EDB installer
	"/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
}

// binaries is one installation of PostgreSQL.
type binaries struct {
	dir   string // holds postgres and initdb
	major int
}

func (b binaries) postgres() string { return filepath.Join(b.dir, "postgres") }
func (b binaries) initdb() string   { return filepath.Join(b.dir, "initdb") }

// findBinaries picks the installation for a cluster of the given major version, or,
// when major is 0, for a new cluster. A named folder is used or refused, never replaced.
func findBinaries(ctx context.Context, named string, major int) (binaries, error) {
	if named != "" {
		return namedBinaries(ctx, named, major)
	}
	found := installed(ctx)
	for _, b := range found {
		if b.major == major || (major == 0 && b.major >= oldest) {
			return b, nil
		}
	}
	if major == 0 {
		return binaries{}, fmt.Errorf("%w：需要 PostgreSQL %d 或更高版本（postgres 与 initdb）。%s%s",
			ErrNoBinaries, oldest, tooOld(found), howToInstall)
	}
	return binaries{}, fmt.Errorf("%w：数据目录由 PostgreSQL %d 建立，本机%s。请安装 PostgreSQL %d"+
		"（Debian/Ubuntu：apt-get install postgresql-%d），或者先用 guibei backup 导出、在新版本上 guibei restore",
		ErrNoBinaries, major, versions(found), major, major)
}

// namedBinaries takes the folder that the operator named.
func namedBinaries(ctx context.Context, dir string, major int) (binaries, error) {
	b, err := inspect(ctx, dir)
	switch {
	case err != nil:
		return b, fmt.Errorf("%w：GUIBEI_POSTGRES_BIN 指定的 %s 里没有可用的 postgres 与 initdb: %w", ErrNoBinaries, dir, err)
	case b.major < oldest:
		return b, fmt.Errorf("%w：GUIBEI_POSTGRES_BIN 指定的是 PostgreSQL %d，需要 %d 或更高版本", ErrNoBinaries, b.major, oldest)
	case major != 0 && b.major != major:
		return b, fmt.Errorf("%w：数据目录由 PostgreSQL %d 建立，而 GUIBEI_POSTGRES_BIN 指定的是 PostgreSQL %d，请改为 %d 版的 bin 目录",
			ErrNoBinaries, major, b.major, major)
	}
	return b, nil
}

// installed lists what the machine has: the one on PATH first, then the newest.
func installed(ctx context.Context) []binaries {
	var others []binaries
	for _, pattern := range installations {
		dirs, _ := filepath.Glob(pattern) // the patterns are constants; only a malformed one fails
		for _, dir := range dirs {
			if b, err := inspect(ctx, dir); err == nil {
				others = append(others, b)
			}
		}
	}
	slices.SortStableFunc(others, func(a, b binaries) int { return b.major - a.major })
	if path, err := exec.LookPath("postgres"); err == nil {
		// On Debian-like machines PATH often holds a lone link into the real folder.
		if path, err = filepath.EvalSymlinks(path); err == nil {
			if b, err := inspect(ctx, filepath.Dir(path)); err == nil {
				return append([]binaries{b}, others...)
			}
		}
	}
	return others
}

// versionLine finds the major version in "postgres (PostgreSQL) 15.18 (Debian …)"
// and in "postgres (PostgreSQL) 18beta1".
var versionLine = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// inspect asks the programs in a folder for their version.
func inspect(ctx context.Context, dir string) (binaries, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return binaries{}, err
	}
	b := binaries{dir: dir}
	if _, err := os.Stat(b.initdb()); err != nil {
		return b, err
	}
	cmd := exec.CommandContext(ctx, b.postgres(), "--version")
	cmd.Env = environment
	out, err := cmd.Output()
	if err != nil {
		return b, err
	}
	m := versionLine.FindSubmatch(out)
	if m == nil {
		return b, fmt.Errorf("%s --version answered %q", b.postgres(), out)
	}
	b.major, err = strconv.Atoi(string(m[1]))
	return b, err
}

// clusterMajor reads which major version made the cluster; 0 when there is none.
func clusterMajor(cluster string) (int, error) {
	text, err := os.ReadFile(filepath.Join(cluster, "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read the version of the cluster: %w", err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fmt.Errorf("数据目录里的 %s/PG_VERSION 无法识别: %w", cluster, err)
	}
	return major, nil
}

// versions tells in words what was found.
func versions(found []binaries) string {
	if len(found) == 0 {
		return "没有安装 PostgreSQL"
	}
	var names []string
	for _, b := range found {
		if name := strconv.Itoa(b.major); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return "只有 PostgreSQL " + strings.Join(names, "、")
}

// tooOld explains why what is installed does not count.
func tooOld(found []binaries) string {
	if len(found) == 0 {
		return ""
	}
	return "本机" + versions(found) + "，版本过低。"
}
