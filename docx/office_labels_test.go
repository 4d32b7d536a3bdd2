package docx

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"guibei/docx/docxtest"
)

// officeLines has LibreOffice write the text of documents, with the labels it computes: an independent reader of lists.
func officeLines(t *testing.T, docs map[string][]byte) map[string][]string {
	t.Helper()
	texts := map[string][]string{}
	for name, b := range docxtest.Office(t, docxtest.Text, docs) {
		for line := range strings.Lines(strings.TrimPrefix(string(b), "\uFEFF")) {
			texts[name] = append(texts[name], officeFold(line))
		}
		slices.Sort(texts[name])
	}
	return texts
}

// officeFold folds away blanks, and what LibreOffice 7.4 writes differently from Word: ordinals of French in superscript,
// "and" in English numbers, an s too many in French ones, full-width digits as plain ones.
func officeFold(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			return -1
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return r
	}, s)
	return strings.NewReplacer("thousandand", "thousand", "ᵉʳ", "er", "ᵉ", "e", "vingtsième", "vingtième", "centsième", "centième").Replace(s)
}

// missingLabels returns the labels that LibreOffice shows otherwise, with the beginning of their text.
func missingLabels(d *Document, lines []string) (missing []string, labelled int) {
	for _, p := range d.Paragraphs() {
		if p.Label == "" {
			continue
		}
		labelled++
		text, _, _ := strings.Cut(string([]rune(p.Text)[p.LabelLen:]), "\v")
		begin := []rune(officeFold(text))
		want := officeFold(p.Label) + string(begin[:min(len(begin), 8)])
		i, _ := slices.BinarySearch(lines, want)
		if i == len(lines) || !strings.HasPrefix(lines[i], want) {
			missing = append(missing, want)
		}
	}
	return missing, labelled
}

// countTo makes a document whose body counts n paragraphs in one format.
func countTo(n int, format, text string) *file {
	var body strings.Builder
	for i := range n {
		body.WriteString(item(1, 0, fmt.Sprintf("其%d项", i+1)))
	}
	return newFile(body.String()).numbering(`<w:abstractNum w:abstractNumId="0">` + lvl(0, format, text) +
		`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`)
}

// chineseLists are documents with the lists Chinese drafts have.
func chineseLists() map[string]*file {
	law := lvl(0, "chineseCountingThousand", "第%1章") + lvl(1, "chineseCountingThousand", "第%2条", `<w:lvlRestart w:val="0"/>`) +
		lvl(2, "chineseCountingThousand", "（%3）") + lvl(3, "decimal", "%4.") + lvl(4, "decimal", "(%5)") + lvl(5, "decimalEnclosedCircle", "%6")
	var whole strings.Builder
	for i := range 9 {
		whole.WriteString(item(1, 0, fmt.Sprintf("第%d次章", i)))
		for k := range 14 {
			whole.WriteString(item(1, 1, fmt.Sprintf("甲%d之%d", i, k)))
			for l := range k % 4 {
				whole.WriteString(item(1, 2, fmt.Sprintf("乙%d之%d之%d", i, k, l)) + item(1, 3, fmt.Sprintf("丙%d之%d之%d", i, k, l)) +
					item(1, 4, fmt.Sprintf("丁%d之%d之%d", i, k, l)) + item(1, 5, fmt.Sprintf("戊%d之%d之%d", i, k, l)))
			}
		}
	}
	abstract := func(id int, s string) string {
		return fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d">%s</w:abstractNum>`, id, s)
	}
	num := func(id, abstract int, s string) string {
		return fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>`, id, abstract, s)
	}
	override := func(level int, s string) string {
		return fmt.Sprintf(`<w:lvlOverride w:ilvl="%d">%s</w:lvlOverride>`, level, s)
	}
	anew := override(0, `<w:startOverride w:val="1"/>`) + override(1, `<w:startOverride w:val="1"/>`) + override(2, `<w:startOverride w:val="1"/>`) + override(3, `<w:startOverride w:val="1"/>`)
	styled := func(id, s string) string { return wp(`<w:pPr><w:pStyle w:val="` + id + `"/></w:pPr>` + wr(s)) }
	return map[string]*file{
		"law": newFile(whole.String()).numbering(abstract(0, law) + num(1, 0, "")),
		"restarts": newFile(item(1, 2, "一甲") + item(1, 2, "一乙") + item(2, 2, "二甲") + item(2, 3, "二乙") + item(3, 2, "三甲") + item(3, 2, "三乙") +
			item(4, 2, "四甲") + item(4, 2, "四乙") + item(1, 2, "一丙") + item(0, 0, "无号") + item(2, 3, "二丙")).
			numbering(abstract(0, law) + num(1, 0, "") + num(2, 0, override(2, `<w:startOverride w:val="1"/>`)) +
				num(3, 0, override(2, `<w:startOverride w:val="5"/>`)) + num(4, 0, override(2, lvl(2, "decimal", "%3、")))),
		"chapters": newFile(item(1, 0, "章甲") + item(2, 2, "项甲") + item(2, 2, "项乙") + item(1, 0, "章乙") + item(3, 2, "项丙") + item(1, 0, "章丙") + item(4, 2, "项丁") + item(4, 3, "目")).
			numbering(abstract(0, law) + num(1, 0, "") + num(2, 0, anew) + num(3, 0, anew) + num(4, 0, anew)),
		"gaps": newFile(item(1, 0, "甲") + item(1, 3, "乙") + item(1, 2, "丙") + item(1, 3, "丁") + item(1, 0, "戊") + item(1, 3, "己")).
			numbering(abstract(0, lvl(0, "decimal", "%1")+lvl(1, "decimal", "%1.%2")+lvl(2, "decimal", "%1.%2.%3")+lvl(3, "decimal", "%1.%2.%3.%4")) + num(1, 0, "")),
		"styles": newFile(styled("C", "总则") + styled("A", "甲") + styled("B", "乙") + styled("B", "丙") + styled("A", "丁") + styled("C", "附则") + styled("A", "戊") + styled("N", "己")).
			styles(`<w:style w:type="paragraph" w:styleId="C"><w:name w:val="章"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>` +
				`<w:style w:type="paragraph" w:styleId="A"><w:name w:val="条"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>` +
				`<w:style w:type="paragraph" w:styleId="B"><w:name w:val="项"/><w:basedOn w:val="A"/><w:pPr><w:numPr><w:ilvl w:val="2"/></w:numPr></w:pPr></w:style>` +
				`<w:style w:type="paragraph" w:styleId="N"><w:name w:val="无"/><w:basedOn w:val="A"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>`).
			numbering(abstract(0, lvl(0, "chineseCountingThousand", "第%1章", `<w:pStyle w:val="C"/>`)+
				lvl(1, "chineseCountingThousand", "第%2条", `<w:pStyle w:val="A"/><w:lvlRestart w:val="0"/>`)+
				lvl(2, "chineseCountingThousand", "（%3）", `<w:pStyle w:val="B"/>`)) + num(1, 0, "")),
		"link": newFile(item(1, 0, "甲") + item(1, 1, "乙") + item(1, 0, "丙")).
			styles(`<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>`).
			numbering(abstract(0, `<w:multiLevelType w:val="multilevel"/><w:numStyleLink w:val="L"/>`) +
				abstract(1, `<w:multiLevelType w:val="multilevel"/><w:styleLink w:val="L"/>`+law) + num(1, 0, "") + num(2, 1, "")),
		"counting":    countTo(130, "chineseCounting", "%1、"),
		"thousand":    countTo(1105, "chineseCountingThousand", "第%1条"),
		"japanese":    countTo(99, "japaneseCounting", "第%1条"),
		"stems":       countTo(12, "ideographTraditional", "%1、"),
		"branches":    countTo(14, "ideographZodiac", "%1、"),
		"legal":       countTo(110, "chineseLegalSimplified", "%1、"),
		"circles":     countTo(50, "decimalEnclosedCircle", "%1"),
		"parentheses": countTo(20, "decimalEnclosedParen", "%1"),
		"fullstops":   countTo(20, "decimalEnclosedFullstop", "%1"),
		"digits":      countTo(30, "ideographDigital", "%1、"),
		"fullwidth":   countTo(30, "decimalFullWidth", "第%1条"),
		"zero":        countTo(110, "decimalZero", "%1."),
		"roman":       countTo(110, "upperRoman", "%1."),
		"letters":     countTo(110, "lowerLetter", "%1."),
	}
}

// listsDiffer names the sample lists that LibreOffice 7.4 shows otherwise than Word, and why.
var listsDiffer = map[string]string{
	"parentheses": "LibreOffice has no decimalEnclosedParen and writes plain numbers",
	"fullstops":   "LibreOffice has no decimalEnclosedFullstop and writes plain numbers",
	"digits":      "LibreOffice takes ideographDigital for counting: 十 where Word writes 一〇 ([MS-DOCX] 2.4)",
	"law":         "LibreOffice passes over lvlRestart 0: its articles begin again in each chapter",
	"styles":      "LibreOffice passes over lvlRestart 0",
}

// filesDiffer names the files of the corpus whose labels LibreOffice 7.4 shows otherwise than Word, and why.
var filesDiffer = map[string]string{
	"LIR003-en-US-upperLetter.docx": "Word begins again at A after 780, LibreOffice goes on",
	"LIR019-en-US-lowerLetter.docx": "Word begins again at a after 780, LibreOffice goes on",
	"Test02.docx":                   "LibreOffice has no isLgl",
	"spec_vanish.docx":              "LibreOffice has no isLgl",
}

func TestListsAreLabelledAsInLibreOffice(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("LibreOffice takes some twenty seconds")
	}
	docs, names := map[string][]byte{}, map[string]string{}
	for name, f := range chineseLists() {
		docs[name], names[name] = f.bytes(t), name
	}
	for i, path := range listedFiles(t) {
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		name := fmt.Sprintf("corpus%d", i)
		docs[name], names[name] = b, filepath.Base(path)
	}
	texts := officeLines(t, docs)
	total, equal := 0, 0
	for name, b := range docs {
		d, err := openBytes(b)
		if err != nil || texts[name] == nil {
			continue
		}
		missing, labelled := missingLabels(d, texts[name])
		total += labelled
		equal += labelled - len(missing)
		_, sample := listsDiffer[names[name]]
		_, file := filesDiffer[names[name]]
		if sample || file {
			require.NotEmpty(t, missing, "%s is listed as different", names[name])
			continue
		}
		require.Empty(t, missing, names[name])
	}
	t.Logf("%d documents, %d labels, %d equal", len(docs), total, equal)
}

// listedFiles lists the files of the corpus that have lists. Without the corpus there are none: the test's own documents
// are compared all the same.
func listedFiles(t *testing.T) []string {
	t.Helper()
	root := filepath.Join("..", "..", "shared", "data", "docx")
	var files []string
	_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil //nolint:nilerr // no corpus, no files
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return nil //nolint:nilerr // as above
		}
		doc, err := openBytes(b)
		if err == nil && slices.ContainsFunc(doc.Paragraphs(), func(p Paragraph) bool { return p.Label != "" }) {
			files = append(files, path)
		}
		return nil
	})
	return files
}
