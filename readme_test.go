package guibei_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	link = regexp.MustCompile(`\]\(([^)\s]+)[^)]*\)`)
	// code is what a reader sees as code; a link in it is an example.
	code = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`")
)

// TestLinks keeps every relative link of the documentation true.
func TestLinks(t *testing.T) {
	t.Parallel()

	for _, page := range pages(t) {
		for _, target := range brokenLinks(t, page, read(t, page)) {
			t.Errorf("%s points to %s, which is not there", page, target)
		}
	}
}

// TestReadmeMap keeps the map of the repository true: every row of the table
// under "Where do I …" leads to a file.
func TestReadmeMap(t *testing.T) {
	t.Parallel()

	for page, heading := range map[string]string{
		"README.md":       "where do i",
		"README.zh-CN.md": "在哪",
	} {
		rows := mapRows(read(t, page), heading)
		if len(rows) < 8 {
			t.Errorf("%s: %d rows under a heading with %q, want a map of the repository", page, len(rows), heading)
		}
		for _, row := range rows {
			if !leadsToFile(row) {
				t.Errorf("%s: no link to a file in the row %s", page, row)
			}
		}
	}
}

// TestLinkChecks proves that the tests above can fail.
func TestLinkChecks(t *testing.T) {
	t.Parallel()

	const text = "[a](go.mod) [b](nowhere.md) [c](https://example.org/x) [d](#here) [e](go.mod#L3 \"title\") `[f](not.a.link)`\n" +
		"## Where do I change things?\n\n| To … | go to |\n| --- | --- |\n| build | [go.mod](go.mod) |\n| lose | [x](nowhere.md) |\n| wander | docs |\n| dwell | [docs](docs) |\n"

	if got := strings.Join(brokenLinks(t, "README.md", text), " "); got != "nowhere.md nowhere.md" {
		t.Errorf("broken links %q, want nowhere.md twice", got)
	}
	var lead []bool
	for _, row := range mapRows(text, "where do i") {
		lead = append(lead, leadsToFile(row))
	}
	if len(lead) != 4 || !lead[0] || lead[1] || lead[2] || lead[3] {
		t.Errorf("rows that lead to a file: %v, want only the first of four", lead)
	}
}

// pages are the documents for people.
func pages(t *testing.T) []string {
	t.Helper()

	out := []string{"README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"}
	err := filepath.WalkDir("docs", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(p, ".md") {
			out = append(out, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func brokenLinks(t *testing.T, page, text string) []string {
	t.Helper()

	var out []string
	for _, m := range link.FindAllStringSubmatch(code.ReplaceAllString(text, ""), -1) {
		target, _, _ := strings.Cut(m[1], "#")
		if target == "" || strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
			continue
		}
		if _, err := os.Stat(filepath.Join(filepath.Dir(page), target)); err != nil {
			out = append(out, target)
		}
	}
	return out
}

// mapRows returns the rows, without head and rule, of the tables under the
// first heading that contains want.
func mapRows(text, want string) []string {
	var rows []string
	inside, body := false, false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "#"):
			if inside {
				return rows
			}
			inside = strings.Contains(strings.ToLower(line), want)
		case !strings.HasPrefix(line, "|"):
			body = false
		case inside && strings.Trim(line, "|-: ") == "":
			body = true
		case inside && body:
			rows = append(rows, line)
		}
	}
	return rows
}

// leadsToFile reports whether every link of the row is there and one of them
// is a file.
func leadsToFile(row string) bool {
	file := false
	for _, m := range link.FindAllStringSubmatch(row, -1) {
		target, _, _ := strings.Cut(m[1], "#")
		info, err := os.Stat(target)
		if err != nil {
			return false
		}
		file = file || info.Mode().IsRegular()
	}
	return file
}

func read(t *testing.T, name string) string {
	t.Helper()

	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
