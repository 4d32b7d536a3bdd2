package guibei_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "guibei"

// layers is the architecture: what each package of ours may import of ours.
// Read it from top to bottom; an arrow never points up. "." is the root
// package, "x/..." is x and everything below it. The nested modules (embedded,
// tools, adapters/unioffice) stand above all of it and are not listed.
var layers = []layer{
	// Outside: may import anything, nothing imports them.
	{"cmd/...", []string{"..."}},
	{"e2e/...", []string{"..."}},
	{"bench/...", []string{"..."}},
	{"examples/...", []string{"."}}, // Word documents to try the product with; the demonstration embeds them

	// The two doors: HTTP and the task queue.
	{"api/...", []string{".", "api/...", "workflows", "store", "rules", "laws", "lists", "similar", "docx/...", "rates", "regions", "deadline", "web", "internal/..."}},
	{"worker/...", []string{".", "workflows", "activities", "store", "internal/..."}},

	// The order of the steps, and the steps. What a step needs of the database
	// it declares; store satisfies it, and cmd/guibei brings the two together.
	{"workflows/...", []string{".", "activities"}},
	{"activities/...", []string{".", "deadline", "docx", "rules", "laws", "lists", "regions", "oa", "rates"}},

	// The means, each on its own.
	{"store/...", []string{".", "store/...", "deadline", "rates", "laws", "lists", "similar", "internal/..."}}, // laws: an article as it is kept; similar: the index of texts
	{"rates/...", []string{".", "deadline"}},
	{"rules/...", []string{".", "rules/...", "docx", "laws", "lists", "similar", "deadline"}},
	{"similar/...", nil},
	{"lists/...", []string{"."}},
	{"laws/...", []string{".", "docx", "deadline"}}, // texts of laws come as docx, too
	{"regions/...", []string{".", "deadline"}},
	{"oa/...", []string{".", "oa/..."}},
	{"docx/...", []string{"docx/..."}},
	{"web/...", nil},
	{"internal/...", []string{".", "internal/..."}},

	// The words: they import nothing of ours.
	{"deadline/...", []string{".", "deadline/..."}},
	{".", nil},
}

type layer struct {
	pkg string
	may []string
}

// owners names the only packages that may touch a dependency.
var owners = []struct {
	dep string
	by  []string
}{
	{"github.com/jackc/pgx", []string{"store/...", "cmd/...", "e2e/...", "bench/..."}},
	// The HTTP side starts and updates workflows through workflows.Client only.
	{"go.temporal.io", []string{"workflows/...", "activities/...", "worker/...", "internal/temporal", "cmd/...", "e2e/...", "bench/..."}},
	{"github.com/prometheus", []string{"internal/metrics"}},
	{"net/http", []string{"api/...", "oa/...", "web/...", "internal/metrics", "internal/model", "internal/httpclient", "cmd/...", "e2e/...", "bench/..."}},
}

// TestArchitecture keeps the import graph of the product as drawn above.
func TestArchitecture(t *testing.T) {
	t.Parallel()

	packages := importsByPackage(t, ".")
	if len(packages) == 0 {
		t.Fatal("no packages found")
	}
	for _, complaint := range violations(packages) {
		t.Error(complaint)
	}
}

// TestArchitectureComplains proves that the test above can fail.
func TestArchitectureComplains(t *testing.T) {
	t.Parallel()

	tests := []struct{ pkg, imp, want string }{
		{".", "guibei/deadline", ". must not import deadline;"},
		{"rules/prohibited", "guibei/store", "rules/prohibited must not import store;"},
		{"workflows", "guibei/deadline", "workflows must not import deadline;"},
		{"internal/config", "guibei/api", "internal/config must not import api;"},
		{"api", "go.temporal.io/sdk/client", "api must not import go.temporal.io/sdk/client;"},
		{"activities", "github.com/jackc/pgx/v5", "activities must not import github.com/jackc/pgx/v5;"},
		{"docx", "net/http/httptest", "docx must not import net/http/httptest;"},
		{"helpers", "fmt", "package helpers has no place in layers;"},
		{"api", "guibei/store", ""},
		{"deadline", "guibei", ""},
		{"docx", "net/httpx", ""},
	}
	for _, tt := range tests {
		got := strings.Join(violations(map[string][]string{tt.pkg: {tt.imp}}), "\n")
		if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
			t.Errorf("%s importing %s: complaint %q, want %q", tt.pkg, tt.imp, got, tt.want)
		}
	}
}

func violations(packages map[string][]string) []string {
	var out []string
	for pkg, imports := range packages {
		i := slices.IndexFunc(layers, func(l layer) bool { return covers(l.pkg, pkg) })
		if i < 0 {
			out = append(out, "package "+pkg+" has no place in layers; add a line for it in arch_test.go")
			continue
		}
		for _, imp := range imports {
			if own, ok := ours(imp); ok && !coveredBy(layers[i].may, own) {
				out = append(out, pkg+" must not import "+own+"; "+layers[i].pkg+" may import ["+strings.Join(layers[i].may, " ")+"]")
			}
			for _, o := range owners {
				if (imp == o.dep || strings.HasPrefix(imp, o.dep+"/")) && !coveredBy(o.by, pkg) {
					out = append(out, pkg+" must not import "+imp+"; only ["+strings.Join(o.by, " ")+"] may")
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// importsByPackage parses every file of this module that is not a test. It
// reads the files itself, so that the test cache sees them; "go list" would
// hide them from it.
func importsByPackage(t *testing.T, root string) map[string][]string {
	t.Helper()

	out := map[string][]string{}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != root && skipped(p, d.Name()) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := path.Dir(filepath.ToSlash(p))
		if _, seen := out[pkg]; !seen {
			out[pkg] = nil // a package without imports needs a place too
		}
		for _, s := range f.Imports {
			imp, err := strconv.Unquote(s.Path.Value)
			if err != nil {
				return err
			}
			out[pkg] = append(out[pkg], imp)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// skipped reports whether the go command would not count dir as part of this
// module: hidden, test data, somebody else's, or a module of its own.
func skipped(dir, name string) bool {
	if name == "node_modules" || name == "testdata" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") {
		return true
	}
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

// ours reports whether imp belongs to this module, and its path inside it.
func ours(imp string) (string, bool) {
	if imp == module {
		return ".", true
	}
	return strings.CutPrefix(imp, module+"/")
}

// covers reports whether pattern covers pkg.
func covers(pattern, pkg string) bool {
	base, tree := strings.CutSuffix(pattern, "...")
	base = strings.TrimSuffix(base, "/")
	if !tree {
		return pattern == pkg
	}
	return base == "" || pkg == base || strings.HasPrefix(pkg, base+"/")
}

func coveredBy(patterns []string, pkg string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return covers(p, pkg) })
}
