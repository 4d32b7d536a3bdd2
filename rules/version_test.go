package rules_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/rules"
)

const versionsFile = "testdata/versions.golden"

// TestARuleThatChangesRaisesItsVersion compares the code of each rule, without
// comments and layout, with the code its version was given for. A verdict
// stores the hash of the versions, so one version must be one behaviour.
func TestARuleThatChangesRaisesItsVersion(t *testing.T) {
	t.Parallel()
	want := map[string]string{}
	data, err := os.ReadFile(versionsFile)
	if !*update {
		require.NoError(t, err)
	}
	for line := range strings.Lines(string(data)) {
		if name, rest, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			want[name] = rest
		}
	}
	var out strings.Builder
	for _, e := range codeVersions(t) {
		old := want[e.name]
		if old != e.String() && strings.HasPrefix(old, e.version+" ") {
			t.Errorf("%s changed: raise its version, then run go test -update", e.name)
			fmt.Fprintln(&out, e.name, old)
			continue
		}
		if !*update {
			require.Equal(t, old, e.String(), "%s: run go test -update", e.name)
		}
		fmt.Fprintln(&out, e.name, e.String())
	}
	if *update {
		require.NoError(t, os.WriteFile(versionsFile, []byte(out.String()), 0o600))
	}
}

type codeVersion struct{ name, version, sum string }

func (e codeVersion) String() string { return e.version + " " + e.sum }

// codeVersions lists the engine and the rules with their versions and the
// hashes of their code.
func codeVersions(t *testing.T) []codeVersion {
	t.Helper()
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	engine := sha256.New()
	sums := map[string]string{}
	slices.Sort(files)
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") || f == "book.go" { // what only people read
			continue
		}
		code := bare(t, f)
		if m := regexp.MustCompile(`^r(\d{3})_`).FindStringSubmatch(f); m != nil {
			sums["R"+m[1]] = fmt.Sprintf("%x", sha256.Sum256(code))
			continue
		}
		engine.Write(code)
	}
	out := []codeVersion{{"engine", engineVersionOf(t), hex.EncodeToString(engine.Sum(nil))}}
	for _, r := range rules.All() {
		if r.FromTable() {
			continue // what a row does is in the hash of the set itself
		}
		require.Contains(t, sums, r.ID, "a rule has a file of its own")
		out = append(out, codeVersion{r.ID, strconv.Itoa(r.Version), sums[r.ID]})
	}
	return out
}

func engineVersionOf(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("rule.go")
	require.NoError(t, err)
	m := regexp.MustCompile(`engineVersion = (\d+)`).FindSubmatch(data)
	require.NotNil(t, m)
	return string(m[1])
}

// bare returns the code of a file without comments, laid out in one way, and
// without what only people read.
func bare(t *testing.T, path string) []byte {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	require.NoError(t, err)
	ast.Inspect(file, func(n ast.Node) bool {
		if kv, ok := n.(*ast.KeyValueExpr); ok {
			if id, ok := kv.Key.(*ast.Ident); ok && slices.Contains([]string{"Version", "Looks", "Blind"}, id.Name) {
				kv.Value = ast.NewIdent("_")
			}
		}
		return true
	})
	var b bytes.Buffer
	require.NoError(t, printer.Fprint(&b, token.NewFileSet(), file))
	return b.Bytes()
}
