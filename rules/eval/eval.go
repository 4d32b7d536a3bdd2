// Package eval measures the rules on labelled material: published cases, clean
// sentences, lawful documents, and drafts into which a known defect was put. It
// reports what was caught, what was missed and what was said in vain, a rule at a
// time, and what each guard is worth.
package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"guibei"
	"guibei/rules"
)

// Sample is one labelled text.
type Sample struct {
	ID       string `json:"id"`
	Text     string `json:"clause_text"`
	Category string `json:"category_code"` // of a case: what it violates
	Split    string `json:"suggested_split"`
	Source   string `json:"source_title"`
}

// Read reads samples, a JSON object a line.
func Read(name string) ([]Sample, error) {
	f, err := os.Open(name) //nolint:gosec // the user names the folder
	if err != nil {
		return nil, guibei.Because(guibei.NotFound, err, "找不到测量材料"+filepath.Base(name)+"，请检查文件夹。")
	}
	defer func() { _ = f.Close() }()
	var out []Sample
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for n := 1; in.Scan(); n++ {
		var s Sample
		if err := json.Unmarshal(in.Bytes(), &s); err != nil {
			return nil, guibei.Because(guibei.Invalid, err, fmt.Sprintf("%s第%d行不是 JSON，请更正。", filepath.Base(name), n))
		}
		out = append(out, s)
	}
	return out, in.Err()
}

// ReadTexts reads the texts of a folder that a pattern names, such as *.txt, each as
// one sample named by its file.
func ReadTexts(dir, pattern string) ([]Sample, error) {
	var out []Sample
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		data, err := os.ReadFile(f) //nolint:gosec // the user names the folder
		if err != nil {
			return nil, guibei.Because(guibei.Unavailable, err, "测量材料读不出来，请检查权限。")
		}
		out = append(out, Sample{ID: filepath.Base(f), Text: string(data)})
	}
	return out, nil
}

// onClause are the groups that a single sentence can be judged by; the others ask
// for a whole document.
var onClause = []string{
	string(rules.Content), string(rules.Competition), string(rules.Authority), string(rules.Citing), string(rules.Secrecy), string(rules.Writing),
}

// Tally counts the leads of one rule.
type Tally struct {
	Rule   string
	Caught int // samples with a defect that it speaks of
	False  int // leads on clean sentences
	Docs   int // leads on lawful documents
}

// Result is one measurement.
type Result struct {
	Cases, Caught         int
	Missed                []Sample
	ByCategory            map[string][2]int // caught, all
	Clean                 int
	FalseBlockers, False  int
	FalseTexts            []string
	Documents             int
	DocBlockers, DocLeads int
	Rules                 []Tally
	on                    guibei.Date
}

// Material is what is measured on.
type Material struct {
	Cases, Clean, Documents []Sample
	On                      guibei.Date // the day the texts are judged by
	Ablate                  rules.Ablation
}

// Run measures the rules that come with the program.
func Run(m Material) Result {
	r := Result{ByCategory: map[string][2]int{}, on: m.On}
	tally := map[string]*Tally{}
	of := func(id string) *Tally {
		if tally[id] == nil {
			tally[id] = &Tally{Rule: id}
		}
		return tally[id]
	}
	for _, s := range m.Cases {
		r.Cases++
		c := r.ByCategory[s.Category]
		c[1]++
		found := leads(s, m, true)
		if len(found) > 0 {
			r.Caught++
			c[0]++
		} else {
			r.Missed = append(r.Missed, s)
		}
		r.ByCategory[s.Category] = c
		for _, id := range ruleIDs(found) {
			of(id).Caught++
		}
	}
	for _, s := range m.Clean {
		r.Clean++
		for _, f := range leads(s, m, true) {
			r.False++
			of(f.Rule).False++
			if f.Severity == guibei.Blocker {
				r.FalseBlockers++
			}
			r.FalseTexts = append(r.FalseTexts, fmt.Sprintf("%s %s %s：%s", s.ID, f.Rule, f.Severity, f.Place.Quote))
		}
	}
	for _, s := range m.Documents {
		r.Documents++
		for _, f := range leads(s, m, false) {
			r.DocLeads++
			of(f.Rule).Docs++
			if f.Severity == guibei.Blocker {
				r.DocBlockers++
			}
		}
	}
	for _, t := range tally {
		r.Rules = append(r.Rules, *t)
	}
	slices.SortFunc(r.Rules, func(a, b Tally) int { return strings.Compare(a.Rule, b.Rule) })
	return r
}

// leads are the findings on a text that are not softened by a cited basis; of a
// clause only those that a clause can be judged by.
func leads(s Sample, m Material, clause bool) []guibei.Finding {
	var out []guibei.Finding
	in := rules.Input{Text: rules.FromString(s.Text), On: m.On, Ablate: m.Ablate}
	for _, f := range rules.Check(in).Findings {
		if f.Verify || clause && (!slices.Contains(onClause, f.Group) || f.Place.Quote == "") {
			continue
		}
		out = append(out, f)
	}
	return out
}

func ruleIDs(fs []guibei.Finding) []string {
	var out []string
	for _, f := range fs {
		if !slices.Contains(out, f.Rule) {
			out = append(out, f.Rule)
		}
	}
	return out
}
