package rules

import (
	"embed"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"guibei"
)

// Rules that are a pattern, its guards and its provision are rows of a table:
// what they have in common is code once, and a lawyer can read the rest.
//
//go:embed table/*.yaml
var tables embed.FS

// row is one rule of a table. The same form is what a bureau writes its own
// rules in, see Bureau.
type row struct {
	ID       string          `yaml:"id"`
	Group    Group           `yaml:"group"`
	Title    string          `yaml:"title"`
	Basis    string          `yaml:"basis"`
	Source   Level           `yaml:"source"`
	Severity guibei.Severity `yaml:"severity"`
	Looks    string          `yaml:"looks"`
	Blind    string          `yaml:"blind"`
	Next     string          `yaml:"next"` // what the drafter should do
	Find     []find          `yaml:"find"`
	Catch    []string        `yaml:"catch"` // texts it must speak of
	Pass     []string        `yaml:"pass"`  // texts it must let pass

	line int // where it stands in its file
}

// find is one pattern of a row. Patterns may use the words of macros.
type find struct {
	Says     string          `yaml:"says"`     // what the words look like; "" is the rule's title
	Keys     []string        `yaml:"keys"`     // one of them must occur; needed, they make it fast
	Re       string          `yaml:"re"`       // "" finds the keys themselves
	Severity guibei.Severity `yaml:"severity"` // "" is the rule's
	Scope    scope           `yaml:"scope"`    // "" is a sentence
	Lawful   bool            `yaml:"lawful"`   // 依法 without an amount makes it harmless
	Plain    bool            `yaml:"plain"`    // neither a prohibition nor a cited basis changes anything
	Needs    string          `yaml:"needs"`    // the sentence must match it too
	Unless   string          `yaml:"unless"`   // the sentence must not match it
	Behind   string          `yaml:"behind"`   // the words before the hit, up to the last stop, must not match it
	Before   string          `yaml:"before"`   // the words right behind the hit must not match it
	Within   string          `yaml:"within"`   // the hit must not match it
	Officers bool            `yaml:"officers"` // harmless where only officials are spoken of
	Office   bool            `yaml:"office"`   // harmless where it is a step among authorities
}

// scope is what a pattern is tried on.
type scope string

const (
	inSentence scope = ""
	inLine     scope = "line"  // a line as it stands, for slips of writing
	inTitle    scope = "title" // the document's title
)

// macros are words that patterns share. They stand for groups that do not
// capture.
var macros = strings.NewReplacer(
	"{num}", num, "{money}", money, "{gap}", `[^。；，]{0,12}?`, "{any}", `[^。；]{0,30}?`, "{far}", `[^。；]{0,60}?`,
	"{local}", `(?:本[省市县区旗盟州地]|本(?:辖区|行政区域|自治区|地区|镇|街道)|我[省市县区旗]|当地|属地|全[省市县区旗]|[省市县区旗域辖]内|本土)`,
	"{outside}", `(?:外[省市县区旗地]|外来|非{local0}|[省市县区域]外|异地)`,
	"{local0}", `(?:本[省市县区旗地]|当地)`,
	"{firm}", `(?:企业|公司|经营者|供应商|厂家|商家|商户|单位|机构|施工队|合作社|市场主体|经营主体|投标人|中标人)`,
	"{goods}", `(?:产品|商品|服务|设备|软件|系统|平台|材料|药品|卷烟|烟|酒|建材|货物|车辆|物资|终端|锁|服装|校服|保险)`,
	"{must}", `(?:应当|应|必须|须|需|一律|不得不|只能|统一|要)`,
	"{ban}", `(?:不得|不准|禁止|严禁|不允许|不予|一律不|取消|暂停|停止|限制|不能|不可以|不享受|不计入|不列入|不纳入|不受理)`,
)

// expand puts the words of macros into a pattern; they nest once.
func expand(pattern string) string { return macros.Replace(macros.Replace(pattern)) }

// readRows reads the rows of a file. What is wrong names line and field.
func readRows(name string, data []byte) ([]row, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, tableError(name, 0, "", err)
	}
	if len(doc.Content) == 0 {
		return nil, nil
	}
	list := doc.Content[0]
	if list.Kind != yaml.SequenceNode {
		return nil, tableError(name, list.Line, "", errors.New("文件应当是规则的列表，每条以“- id:”开头"))
	}
	out := make([]row, 0, len(list.Content))
	for _, n := range list.Content {
		if err := known(n, rowFields); err != nil {
			return nil, tableError(name, err.line, err.field, err)
		}
		r := row{line: n.Line}
		if err := n.Decode(&r); err != nil {
			return nil, tableError(name, n.Line, "", err)
		}
		out = append(out, r)
	}
	return out, nil
}

var (
	rowFields  = []string{"id", "group", "title", "basis", "source", "severity", "looks", "blind", "next", "find", "catch", "pass"}
	findFields = []string{"says", "keys", "re", "severity", "scope", "lawful", "plain", "needs", "unless", "behind", "before", "within", "officers", "office"}
)

// fieldError is a field that a row does not have.
type fieldError struct {
	line  int
	field string
}

func (e *fieldError) Error() string { return "没有这个字段" }

// known reports the first field that a row, or a pattern of it, does not have.
func known(n *yaml.Node, fields []string) *fieldError {
	if n.Kind != yaml.MappingNode {
		return &fieldError{n.Line, n.Value}
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if !slices.Contains(fields, key.Value) {
			return &fieldError{key.Line, key.Value}
		}
		if key.Value != "find" {
			continue
		}
		for _, p := range value.Content {
			if err := known(p, findFields); err != nil {
				return err
			}
		}
	}
	return nil
}

// tableError is guibei.Invalid and says where in a file of rules something is
// wrong.
func tableError(name string, line int, field string, cause error) error {
	where := path.Base(name)
	if line > 0 {
		where += fmt.Sprintf("第%d行", line)
	}
	if field != "" {
		where += "“" + field + "”"
	}
	return guibei.Because(guibei.Invalid, cause, fmt.Sprintf("规则文件%s有误：%v。请更正后重新提交；原有的规则不受影响。", where, cause))
}

// compile makes a rule of a row.
func (r row) compile(name string) (Rule, error) {
	out := Rule{
		ID: r.ID, Version: 1, Group: r.Group, Title: r.Title, Basis: r.Basis, Source: r.Source, Severity: r.Severity,
		Looks: r.Looks, Blind: r.Blind, row: &r,
	}
	cs := charges{next: r.Next}
	for i := range r.Find {
		p, err := r.Find[i].compile(r.Title)
		if err != nil {
			return out, tableError(name, r.line, r.ID+" find", err)
		}
		cs.probes = append(cs.probes, p)
	}
	return charged(out, cs), nil
}

func (f find) compile(title string) (probe, error) {
	p := probe{says: f.Says, keys: f.Keys, severity: f.Severity, points: f.Lawful, plain: f.Plain, scope: f.Scope}
	if p.says == "" {
		p.says = strings.TrimPrefix(title, "疑似")
	}
	re := f.Re
	if re == "" {
		quoted := make([]string, len(f.Keys))
		for i, k := range f.Keys {
			quoted[i] = regexp.QuoteMeta(k)
		}
		re = strings.Join(quoted, "|")
	}
	if len(re) > maxPattern {
		return p, fmt.Errorf("表达式过长（最多%d个字节）", maxPattern)
	}
	var err error
	if p.re, err = regexp.Compile(expand(re)); err != nil {
		return p, fmt.Errorf("表达式不能用：%w", err)
	}
	p.harmless, err = f.guards()
	return p, err
}

// maxPattern bounds a pattern as written, in bytes.
const maxPattern = 600

// guards makes one function of what makes a hit harmless.
func (f find) guards() (func(hit) bool, error) {
	var all []func(hit) bool
	add := func(pattern string, test func(*regexp.Regexp, hit) bool) error {
		if pattern == "" {
			return nil
		}
		re, err := regexp.Compile(expand(pattern))
		if err != nil {
			return fmt.Errorf("条件不能用：%w", err)
		}
		all = append(all, func(h hit) bool { return test(re, h) })
		return nil
	}
	for pattern, test := range map[*string]func(*regexp.Regexp, hit) bool{
		&f.Needs:  func(re *regexp.Regexp, h hit) bool { return !re.MatchString(h.clause.text) },
		&f.Unless: func(re *regexp.Regexp, h hit) bool { return re.MatchString(h.clause.text) },
		&f.Behind: func(re *regexp.Regexp, h hit) bool { return re.MatchString(segment(h.before())) },
		&f.Before: func(re *regexp.Regexp, h hit) bool { return startsWith(re, h.after()) },
		&f.Within: func(re *regexp.Regexp, h hit) bool { return re.MatchString(h.text()) },
	} {
		if err := add(*pattern, test); err != nil {
			return nil, err
		}
	}
	if f.Officers {
		all = append(all, amongOfficials)
	}
	if f.Office {
		all = append(all, amongOrgans, insideOffice)
	}
	if len(all) == 0 {
		return nil, nil
	}
	return anyOf(all...), nil
}

// startsWith reports whether a pattern matches at the very start.
func startsWith(re *regexp.Regexp, s string) bool {
	m := re.FindStringIndex(head(s, 90))
	return m != nil && m[0] == 0
}

// fingerprint is what a row does, for the hash of the rule set; "" for code,
// whose version says it.
func (r *row) fingerprint() string {
	if r == nil {
		return ""
	}
	return fmt.Sprintf("%q %+v", r.Next, r.Find)
}

// shippedRows are the rules of the embedded tables.
func shippedRows() ([]Rule, error) {
	files, err := tables.ReadDir("table")
	if err != nil {
		return nil, fmt.Errorf("tables of rules: %w", err)
	}
	var out []Rule
	for _, f := range files {
		data, err := tables.ReadFile("table/" + f.Name())
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", f.Name(), err)
		}
		rows, err := readRows(f.Name(), data)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			made, err := r.compile(f.Name())
			if err != nil {
				return nil, err
			}
			out = append(out, made)
		}
	}
	return out, nil
}
