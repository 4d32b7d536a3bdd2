// Package lists reads the lists that governments publish and drafts are checked
// against: who may make normative documents (制定主体清单), which powers an organ
// has (权责清单), and which proofs nobody may ask for any more (取消的证明事项).
//
// Governments publish them as CSV and xlsx with heads of their own wording; Read
// finds the head and the columns by the words in use.
package lists

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"guibei"
)

// Kind is a list.
type Kind string

// The lists.
const (
	Makers Kind = "makers" // 制定主体清单
	Powers Kind = "powers" // 权责清单
	Proofs Kind = "proofs" // 取消的证明事项
)

// Kinds lists them all.
var Kinds = []Kind{Makers, Powers, Proofs}

var labels = map[Kind]string{Makers: "制定主体清单", Powers: "权责清单", Proofs: "取消的证明事项清单"}

// Label returns the list in Chinese; "" for none.
func (k Kind) Label() string { return labels[k] }

// Row is one entry. Organ is empty in a list of proofs, Name in a list of makers.
type Row struct {
	Organ string `json:"organ,omitempty"`
	Name  string `json:"name,omitempty"`
	Type  string `json:"type,omitempty"` // 行政许可, 行政处罚, …
	Basis string `json:"basis,omitempty"`
}

// columns are the words by which heads name a column, most telling first.
var columns = map[string][]string{
	"organ": {"制定主体", "实施主体", "行使主体", "实施机关", "责任单位", "单位名称", "机关名称", "部门名称", "主管部门", "部门", "单位", "机关"},
	"name":  {"职权名称", "权力名称", "事项名称", "证明事项名称", "证明名称", "证明材料名称", "权责事项", "职权事项", "证明事项", "名称", "事项"},
	"type":  {"职权类型", "权力类型", "职权类别", "权力类别", "事项类型", "类型", "类别"},
	"basis": {"实施依据", "设定依据", "法律依据", "取消依据", "依据"},
}

// needs are the columns that a list must have.
var needs = map[Kind][]string{Makers: {"organ"}, Powers: {"organ", "name"}, Proofs: {"name"}}

// Bounds of a list.
const (
	headWithin = 15 // rows in which the head must stand
	maxRows    = 200_000
	maxFile    = 64 << 20
)

// Read reads a list. What is wrong is guibei.Invalid and says where.
func Read(kind Kind, name string, data []byte) ([]Row, error) {
	if kind.Label() == "" {
		return nil, guibei.Errorf(guibei.Invalid, "没有“%s”这种清单，可用：makers、powers、proofs。", kind)
	}
	if len(data) > maxFile {
		return nil, guibei.Errorf(guibei.TooLarge, "%s超过64 MB，请删去图片后再导入。", filepath.Base(name))
	}
	table, err := readTable(name, data)
	if err != nil {
		return nil, err
	}
	head, at := findHead(kind, table)
	if at < 0 {
		return nil, guibei.Errorf(guibei.Invalid, "%s前%d行没有找到%s的表头，应有“%s”等列。请核对后再导入。", filepath.Base(name), headWithin, kind.Label(), words(kind))
	}
	return body(kind, name, table[at+1:], head, at+2)
}

func words(kind Kind) string {
	var out []string
	for _, c := range needs[kind] {
		out = append(out, columns[c][0])
	}
	return strings.Join(out, "”“")
}

func readTable(name string, data []byte) ([][]string, error) {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return readSheet(name, data)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(data, 0) >= 0 {
		return nil, guibei.Errorf(guibei.Invalid, "%s不是 CSV，也不是 xlsx。.xls 请另存为 .xlsx 后导入。", filepath.Base(name))
	}
	if !utf8.Valid(data) {
		decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return nil, guibei.Because(guibei.Invalid, err, filepath.Base(name)+"的文字编码认不出来，请另存为 UTF-8 后导入。")
		}
		data = decoded
	}
	in := csv.NewReader(bytes.NewReader(data))
	in.FieldsPerRecord, in.LazyQuotes = -1, true
	var out [][]string
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, guibei.Because(guibei.Invalid, err, fmt.Sprintf("%s第%d行读不出来，请核对引号和逗号。", filepath.Base(name), len(out)+1))
		}
		if out = append(out, row); len(out) > maxRows {
			return nil, guibei.Errorf(guibei.TooLarge, "%s超过%d行，请分开导入。", filepath.Base(name), maxRows)
		}
	}
}

// readSheet reads the first sheet that has anything in it.
func readSheet(name string, data []byte) ([][]string, error) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: 512 << 20, UnzipXMLSizeLimit: 64 << 20})
	if err != nil {
		return nil, guibei.Because(guibei.Invalid, err, filepath.Base(name)+"打不开，请用 Excel 或者 WPS 另存为 .xlsx 后导入。")
	}
	defer func() { _ = f.Close() }()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			return nil, guibei.Because(guibei.Invalid, err, fmt.Sprintf("%s的工作表“%s”读不出来，请另存后导入。", filepath.Base(name), sheet))
		}
		if len(rows) > maxRows {
			return nil, guibei.Errorf(guibei.TooLarge, "%s超过%d行，请分开导入。", filepath.Base(name), maxRows)
		}
		if len(rows) > 0 {
			return rows, nil
		}
	}
	return nil, nil
}

// findHead returns which column is what, and the row of the head, -1 for none.
func findHead(kind Kind, table [][]string) (map[string]int, int) {
	for i, row := range table[:min(len(table), headWithin)] {
		head := map[string]int{}
		for column, names := range columns {
			for _, name := range names {
				if at := slices.IndexFunc(row, func(c string) bool { return strings.HasPrefix(clean(c), name) }); at >= 0 {
					head[column] = at
					break
				}
			}
		}
		if !slices.ContainsFunc(needs[kind], func(c string) bool { _, ok := head[c]; return !ok }) {
			return head, i
		}
	}
	return nil, -1
}

func clean(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "　", " ")), "")
}

// body reads the rows below the head. An organ that is left out is the one above:
// merged cells.
func body(kind Kind, name string, rows [][]string, head map[string]int, first int) ([]Row, error) {
	var out []Row
	organ := ""
	for i, cells := range rows {
		cell := func(column string) string {
			at, ok := head[column]
			if !ok || at >= len(cells) {
				return ""
			}
			return clean(cells[at])
		}
		r := Row{Organ: cell("organ"), Name: cell("name"), Type: cell("type"), Basis: cell("basis")}
		switch {
		case r == (Row{}):
			continue
		case r.Organ == "" && kind != Proofs:
			r.Organ = organ
		}
		organ = r.Organ
		if kind == Makers {
			r.Name = ""
		}
		if missing := lacks(kind, r); missing != "" {
			return nil, guibei.Errorf(guibei.Invalid, "%s第%d行没有填写“%s”。请补上后再导入。", filepath.Base(name), first+i, columns[missing][0])
		}
		out = append(out, r)
	}
	if len(out) == 0 {
		return nil, guibei.Errorf(guibei.Invalid, "%s的表头下面没有内容，请核对后再导入。", filepath.Base(name))
	}
	return out, nil
}

func lacks(kind Kind, r Row) string {
	for _, c := range needs[kind] {
		if c == "organ" && r.Organ == "" || c == "name" && r.Name == "" {
			return c
		}
	}
	return ""
}

// Lists are the lists of a region, as far as they were imported.
type Lists map[Kind][]Row

// Maker reports whether an organ is on the list of those who may make documents;
// known is false when there is no such list.
func (l Lists) Maker(organ string) (listed, known bool) {
	rows, known := l[Makers]
	return slices.ContainsFunc(rows, func(r Row) bool { return r.Organ == organ }), known
}

// Power reports whether an organ has a power of a type, such as 行政处罚; known is
// false when the list has nothing of the organ.
func (l Lists) Power(organ, kind string) (has, known bool) {
	for _, r := range l[Powers] {
		if !strings.HasSuffix(r.Organ, organ) && !strings.HasSuffix(organ, r.Organ) {
			continue
		}
		known = true
		if strings.Contains(r.Type+r.Name, kind) {
			return true, true
		}
	}
	return false, known
}

// Abolished returns the abolished proofs that a text names.
func (l Lists) Abolished(text string) []Row {
	var out []Row
	for _, r := range l[Proofs] {
		if utf8.RuneCountInString(r.Name) >= shortestProof && strings.Contains(text, r.Name) {
			out = append(out, r)
		}
	}
	return out
}

// shortestProof is how many characters the name of a proof must have to be looked
// for: 证明 alone is none.
const shortestProof = 4

// Hash identifies the lists, "" for none.
func (l Lists) Hash() string {
	if len(l) == 0 {
		return ""
	}
	h := sha256.New()
	for _, k := range Kinds {
		for _, r := range l[k] {
			_, _ = fmt.Fprintf(h, "%s %q %q %q %q\n", k, r.Organ, r.Name, r.Type, r.Basis)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
