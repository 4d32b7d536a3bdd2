package rules

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"guibei"
)

// bureauID is what the identifier of a bureau's own rule looks like; those that
// come with the program begin with R.
var bureauID = regexp.MustCompile(`^B\d{3}$`)

// Bounds of a bureau's file.
const (
	maxBureauRules = 300
	maxBureauFile  = 512 << 10
)

// Bureau reads the rules that a bureau wrote for itself, in the form of table/.
// Every rule needs a title, a basis and texts that it catches and lets pass, and
// they are tried: a rule that does not do what its texts say is refused. Errors
// are guibei.Invalid and name line and field.
func Bureau(name string, data []byte) ([]Rule, error) {
	if len(data) > maxBureauFile {
		return nil, tableError(name, 0, "", errors.New("文件超过512 KB"))
	}
	rows, err := readRows(name, data)
	if err != nil {
		return nil, err
	}
	if len(rows) > maxBureauRules {
		return nil, tableError(name, 0, "", fmt.Errorf("规则超过%d条", maxBureauRules))
	}
	var out []Rule
	for i := range rows {
		r := &rows[i]
		if field, why := r.wrong(rows[:i]); field != "" {
			return nil, tableError(name, r.line, r.ID+" "+field, errors.New(why))
		}
		made, err := r.compile(name)
		if err != nil {
			return nil, err
		}
		if err := tried(&made, name); err != nil {
			return nil, err
		}
		out = append(out, made)
	}
	return out, nil
}

// wrong names the first field of a bureau's rule that cannot stand.
func (r *row) wrong(before []row) (field, why string) {
	switch {
	case !bureauID.MatchString(r.ID):
		return "id", "编号应为 B 加三位数字，如 B001"
	case slices.ContainsFunc(before, func(o row) bool { return o.ID == r.ID }):
		return "id", "编号重复"
	case strings.TrimSpace(r.Title) == "":
		return "title", "没有填写名称"
	case strings.TrimSpace(r.Basis) == "":
		return "basis", "没有填写依据，请写明规定的名称和条款"
	case groupLabels[r.Group] == "":
		return "group", "没有这个类别，可用：" + groupNames()
	case weightless(r.Severity):
		return "severity", "应为 blocker、high、medium、low 或者 info"
	case levelLabels[r.Source] == "":
		return "source", "应为 law、regulation、rule、standard 或者 practice"
	case len(r.Find) == 0:
		return "find", "没有写要找的词（keys）"
	case len(r.Catch) == 0:
		return "catch", "没有写应当提示的例文"
	case len(r.Pass) == 0:
		return "pass", "没有写不应提示的例文"
	}
	for _, f := range r.Find {
		switch {
		case len(f.Keys) == 0 || slices.Contains(f.Keys, ""):
			return "keys", "每个 find 至少写一个词，且不得为空"
		case f.Scope != inSentence && f.Scope != inLine && f.Scope != inTitle:
			return "scope", "应为空、line 或者 title"
		case f.Severity != "" && weightless(f.Severity):
			return "severity", "应为 blocker、high、medium、low 或者 info"
		}
	}
	return "", ""
}

func weightless(s guibei.Severity) bool {
	_, ok := weight[s]
	return !ok
}

func groupNames() string {
	names := make([]string, len(Groups))
	for i, g := range Groups {
		names[i] = string(g)
	}
	return strings.Join(names, "、")
}

// tried runs a rule over its own texts.
func tried(r *Rule, name string) error {
	for i, text := range slices.Concat(r.row.Catch, r.row.Pass) {
		in := Input{Text: FromString(text)}
		switch found, want := len(r.Check(&in)) > 0, i < len(r.row.Catch); {
		case want && !found:
			return tableError(name, r.row.line, r.ID+" catch", fmt.Errorf("例文“%s”应当提示而没有提示", text))
		case !want && found:
			return tableError(name, r.row.line, r.ID+" pass", fmt.Errorf("例文“%s”不应提示而提示了", text))
		}
	}
	return nil
}
