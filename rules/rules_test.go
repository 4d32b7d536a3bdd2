package rules_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"guibei"
	"guibei/laws"
	"guibei/lists"
	"guibei/rules"
)

var update = flag.Bool("update", false, "rewrite the want part of testdata")

// TestEveryRuleHasAnExampleItCatchesAndOneItLetsPass holds each rule to its
// examples in testdata. The comment of an example holds parameters of the
// check, one a line.
func TestEveryRuleHasAnExampleItCatchesAndOneItLetsPass(t *testing.T) {
	t.Parallel()
	for _, r := range rules.All() {
		if r.FromTable() {
			continue // see TestEveryRowCatchesAndPassesItsExamples
		}
		t.Run(r.ID, func(t *testing.T) {
			t.Parallel()
			files, err := filepath.Glob(filepath.Join("testdata", r.ID, "*.txtar"))
			require.NoError(t, err)
			var caught, passed int
			for _, f := range files {
				if example(t, r, f) {
					caught++
				} else {
					passed++
				}
			}
			require.Positive(t, caught, "no example that %s catches", r.ID)
			require.Positive(t, passed, "no example that %s lets pass", r.ID)
		})
	}
}

// example runs one file and reports whether the rule found something.
func example(t *testing.T, r rules.Rule, path string) bool {
	t.Helper()
	a, err := txtar.ParseFile(path)
	require.NoError(t, err)
	require.Len(t, a.Files, 2, path)
	in := input(t, string(a.Comment), string(a.Files[0].Data))
	var got strings.Builder
	for _, f := range r.Check(&in) {
		fmt.Fprintf(&got, "%s verify=%t %s %s[%d:%d] “%s”\n\t%s\n",
			f.Severity, f.Verify, f.Place.Paragraph, f.Place.Article, f.Place.Start, f.Place.End, f.Place.Quote, f.Detail)
	}
	if *update {
		a.Files[1].Data = []byte(got.String())
		require.NoError(t, os.WriteFile(path, txtar.Format(a), 0o600))
	}
	require.Equal(t, string(a.Files[1].Data), got.String(), path)
	return got.Len() > 0
}

func input(t *testing.T, params, text string) rules.Input {
	t.Helper()
	in := rules.Input{Text: rules.FromString(text)}
	for line := range strings.Lines(params) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		require.True(t, ok, line)
		var err error
		switch key {
		case "on":
			in.On, err = guibei.ParseDate(value)
		case "max_years":
			in.MaxYears, err = strconv.Atoi(value)
		case "max_trial_years":
			in.MaxTrialYears, err = strconv.Atoi(value)
		case "lists":
			in.Lists = lists.Lists{
				lists.Makers: {{Organ: "青山区人民政府"}}, lists.Powers: {{Organ: "青山区城市管理局", Type: "行政处罚", Name: "占道经营"}},
				lists.Proofs: {{Name: "无房证明"}},
			}
		case "provision":
			title, words, _ := strings.Cut(value, "|")
			var l laws.Text
			l, err = laws.ParseText(title+"(2020-01-01).md", []byte(title+"\n"+words))
			in.Texts = laws.Shelf{laws.Key(title): &l}
		case "table":
			in.Text.Paragraphs = cells(text)
		case "min_gap":
			in.MinGapDays, err = strconv.Atoi(value)
		case "required":
			in.Required = kinds(value)
		case "materials":
			in.Materials = kinds(value)
		default:
			require.True(t, setLayout(t, &in, key, value), "no parameter %s", key)
		}
		require.NoError(t, err)
	}
	return in
}

// cells reads a table: a line is a row, bars part its cells.
func cells(text string) []rules.Paragraph {
	var out []rules.Paragraph
	for r, row := range strings.Split(strings.TrimSpace(text), "\n") {
		for c, cell := range strings.Split(row, "|") {
			out = append(out, rules.Paragraph{ID: fmt.Sprintf("t1r%dc%d", r+1, c+1), Text: cell, Table: true, Cell: rules.Cell{Table: 1, Row: r + 1, Column: c + 1}})
		}
	}
	return out
}

// kinds reads kinds parted by blanks; none is an empty package, not no package.
func kinds(s string) []guibei.MaterialKind {
	out := []guibei.MaterialKind{}
	for k := range strings.FieldsSeq(s) {
		if k != "none" {
			out = append(out, guibei.MaterialKind(k))
		}
	}
	return out
}

func TestEveryRuleSaysWhatItIs(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for i, r := range rules.All() {
		require.False(t, seen[r.ID], "%s is used twice", r.ID)
		seen[r.ID] = true
		require.Regexp(t, `^R\d{3}$`, r.ID)
		require.True(t, i == 0 || rules.All()[i-1].ID < r.ID, "%s is out of order", r.ID)
		require.Positive(t, r.Version, r.ID)
		for what, s := range map[string]string{
			"title": r.Title, "basis": r.Basis, "looks": r.Looks, "blind": r.Blind,
			"group": string(r.Group), "source": string(r.Source), "severity": string(r.Severity),
		} {
			require.NotEmpty(t, s, "%s has no %s", r.ID, what)
		}
	}
}

const carried = `青山区停车管理办法（试行）
第一条 为了规范停车，依据《合同法》制定本办法。
第二条 未经区城管局批准，不得设置停车位。
第四条 停车人应当缴纳清障费，违者罚款200元。联系电话13800138000。
青政发[2025]3号`

func checked(t *testing.T) (rules.Input, guibei.CheckReceipt) {
	t.Helper()
	on, err := guibei.ParseDate("2026-11-24")
	require.NoError(t, err)
	in := rules.Input{
		Text: rules.FromString(carried), On: on, MaxYears: 5, MaxTrialYears: 2,
		Materials: []guibei.MaterialKind{}, Required: []guibei.MaterialKind{guibei.LegalBasis},
		DocumentSHA256: "d", TextSHA256: "t",
	}
	return in, rules.Check(in)
}

func TestTheReceiptListsFindingsInTheOrderOfTheText(t *testing.T) {
	t.Parallel()
	_, got := checked(t)
	require.Equal(t, "blocker", got.Verdict)
	require.Equal(t, "d", got.DocumentSHA256)
	require.Equal(t, "t", got.TextSHA256)
	var order []string
	for _, f := range got.Findings {
		order = append(order, f.Rule+" "+f.Place.Article)
	}
	require.Equal(t, []string{
		"R001 ", "R008 ", "R009 ", "R006 第一条", "R004 第二条", "R007 第四条", "R005 第四条", "R003 第四条", "R012 第四条", "R010 第四条",
	}, order)
}

func TestTheSameInputGivesTheSameReceipt(t *testing.T) {
	t.Parallel()
	in, first := checked(t)
	require.Equal(t, first, rules.Check(in))
}

func TestACleanTextHasAnEmptyListAndSaysClean(t *testing.T) {
	t.Parallel()
	got := rules.Check(rules.Input{Text: rules.FromString("加强停车管理")})
	require.Equal(t, "clean", got.Verdict)
	require.NotNil(t, got.Findings, "the receipt's JSON must hold [], not null")
	require.Empty(t, got.Findings)
}

func TestTheRuleSetHashFollowsTheParameters(t *testing.T) {
	t.Parallel()
	in, got := checked(t)
	require.Len(t, rules.SetHash(), 64)
	in.On = guibei.Date{}
	require.Equal(t, got.RuleSet, rules.Check(in).RuleSet, "the day is not a parameter of the rules")
	in.MaxYears = 3
	require.NotEqual(t, got.RuleSet, rules.Check(in).RuleSet)
}
