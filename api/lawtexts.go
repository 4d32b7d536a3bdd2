package api

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"guibei"
	"guibei/laws"
	"guibei/store"
)

// texts is the words of laws that were imported, within one request.
type texts struct {
	ctx   context.Context //nolint:containedctx // laws.Texts knows no context: a shelf in memory needs none
	store Store
}

// Text implements laws.Texts.
func (t texts) Text(title string, on guibei.Date) (*laws.Text, error) {
	return t.store.LawText(t.ctx, title, on)
}

type resolveInput struct {
	Text string      `query:"text" required:"true" minLength:"1" maxLength:"4000" doc:"一句话"`
	On   guibei.Date `query:"on" doc:"判断的日期；不填为今天"`
}

type resolveOutput struct {
	Body struct {
		On        guibei.Date    `json:"on" doc:"判断的日期"`
		Citations []CitationView `json:"citations" nullable:"false" doc:"句中的引用"`
	}
}

// CitationView is one reference and what is known of it.
type CitationView struct {
	Quote      string          `json:"quote" doc:"原文"`
	Title      string          `json:"title" doc:"所写的名称"`
	Status     laws.Status     `json:"status" enum:"in_force,repealed,not_yet,unknown" doc:"in_force 现行有效，repealed 已废止，not_yet 尚未施行，unknown 名录中没有"`
	Label      string          `json:"status_label" doc:"效力的名称"`
	Law        *LawFacts       `json:"law,omitempty" doc:"名录中的记载"`
	Published  guibei.Date     `json:"published,omitzero" doc:"现行文本的公布日期"`
	NextFrom   guibei.Date     `json:"next_from,omitzero" doc:"已公布的新文本自何日施行"`
	Provisions []ProvisionView `json:"provisions" nullable:"false" doc:"所引的条、款、项"`
}

// ProvisionView is one article, paragraph or item.
type ProvisionView struct {
	Written   string          `json:"written" doc:"条、款、项"`
	Exists    laws.Existence  `json:"exists" enum:"yes,no,unknown" doc:"yes 有，no 没有，unknown 没有导入文本，无法判断"`
	Text      string          `json:"text,omitempty" doc:"原文；没有导入文本的没有"`
	Successor *laws.Successor `json:"successor,omitempty" doc:"代替它的条文"`
}

// resolveLaws answers the references in a sentence.
func (s *Server) resolveLaws(ctx context.Context, _ guibei.Person, in *resolveInput) (*resolveOutput, error) {
	on := s.dayOr(in.On)
	answers, err := laws.Resolver{Register: laws.Default(), Texts: texts{ctx, s.Store}}.Resolve(in.Text, on, nil)
	if err != nil {
		return nil, err
	}
	out := &resolveOutput{}
	out.Body.On, out.Body.Citations = on, []CitationView{}
	for _, a := range answers {
		out.Body.Citations = append(out.Body.Citations, citationView(a))
	}
	return out, nil
}

func (s *Server) dayOr(on guibei.Date) guibei.Date {
	if on.IsZero() {
		return guibei.DateOf(s.Now(), beijing)
	}
	return on
}

func citationView(a laws.Answer) CitationView {
	v := CitationView{Quote: a.Quote, Title: a.Title, Status: a.Status, Label: a.Status.Label(), Provisions: []ProvisionView{}}
	if a.Law != nil {
		v.Law = lawFacts(*a.Law)
	}
	if a.Version != nil {
		v.Published = a.Version.Published
	}
	if a.Next != nil {
		v.NextFrom = a.Next.Effective
	}
	for _, p := range a.Provisions {
		v.Provisions = append(v.Provisions, ProvisionView{Written: p.Written, Exists: p.Exists, Text: p.Text, Successor: p.Successor})
	}
	return v
}

type lawTextInput struct {
	Title string      `query:"title" required:"true" minLength:"1" maxLength:"200" doc:"法律名称"`
	On    guibei.Date `query:"on" doc:"哪一天的文本；不填为今天"`
}

type lawTextOutput struct{ Body LawTextView }

// LawTextView is the words of a law on a day.
type LawTextView struct {
	Title     string           `json:"title" doc:"名称"`
	Published guibei.Date      `json:"published" doc:"公布日期"`
	Effective guibei.Date      `json:"effective,omitzero" doc:"施行日期"`
	Articles  []LawArticleView `json:"articles" nullable:"false" doc:"逐条"`
}

// LawArticleView is one article.
type LawArticleView struct {
	Label      string   `json:"label" doc:"条号"`
	Chapter    string   `json:"chapter,omitempty" doc:"章"`
	Paragraphs []string `json:"paragraphs" nullable:"false" doc:"各款、项"`
}

// lawText gives the words of a law.
func (s *Server) lawText(ctx context.Context, _ guibei.Person, in *lawTextInput) (*lawTextOutput, error) {
	t, err := s.Store.LawText(ctx, in.Title, s.dayOr(in.On))
	if err != nil {
		return nil, err
	}
	if t == nil {
		return nil, guibei.Errorf(guibei.NotFound, "没有导入《%s》在这一天的文本，请联系系统管理员导入。", laws.Key(in.Title))
	}
	v := LawTextView{Title: t.Title, Published: t.Published, Effective: t.Effective, Articles: []LawArticleView{}}
	for _, a := range t.Articles {
		v.Articles = append(v.Articles, LawArticleView{a.Label, a.Chapter, list(a.Paragraphs)})
	}
	return &lawTextOutput{v}, nil
}

type quotationInput struct {
	Body struct {
		Clause string      `json:"clause" minLength:"1" maxLength:"6000" doc:"文中的句子"`
		On     guibei.Date `json:"on,omitzero" doc:"判断的日期；不填为今天"`
	}
}

type quotationOutput struct {
	Body struct {
		Quotations []QuotationView `json:"quotations" nullable:"false" doc:"句中每处写明条号的引用"`
	}
}

// QuotationView is a sentence beside the provision it cites.
type QuotationView struct {
	Cited  string          `json:"cited" doc:"所引的法律和条款"`
	Exists laws.Existence  `json:"exists" enum:"yes,no,unknown" doc:"yes 有，no 没有，unknown 没有导入文本"`
	Law    string          `json:"law,omitempty" doc:"条文原文"`
	Same   bool            `json:"same" doc:"除标点外一致"`
	Common float64         `json:"common" doc:"句中有多少在条文里，0 至 1"`
	Pieces []laws.Piece    `json:"pieces" nullable:"false" doc:"逐段对照：both 相同，clause 文中独有，law 条文独有"`
	Found  []DifferingView `json:"differences" nullable:"false" doc:"不同之处"`
}

// DifferingView is one difference.
type DifferingView struct {
	Kind   laws.DifferenceKind `json:"kind" enum:"amount,period,modal,widened,narrowed,reworded" doc:"种类"`
	Label  string              `json:"label" doc:"种类的名称"`
	Clause string              `json:"clause" doc:"文中的字"`
	Law    string              `json:"law" doc:"条文的字"`
}

// verifyQuotation puts a sentence beside what it cites.
func (s *Server) verifyQuotation(ctx context.Context, _ guibei.Person, in *quotationInput) (*quotationOutput, error) {
	answers, err := laws.Resolver{Register: laws.Default(), Texts: texts{ctx, s.Store}}.Resolve(in.Body.Clause, s.dayOr(in.Body.On), nil)
	if err != nil {
		return nil, err
	}
	out := &quotationOutput{}
	out.Body.Quotations = []QuotationView{}
	for _, a := range answers {
		if a.Kind == laws.Own {
			continue
		}
		for _, p := range a.Provisions {
			v := QuotationView{Cited: "《" + laws.Key(a.Title) + "》" + p.Written, Exists: p.Exists, Law: p.Text, Pieces: []laws.Piece{}, Found: []DifferingView{}}
			if p.Text != "" {
				q := laws.Compare(strings.TrimLeft(in.Body.Clause[a.End:], "之的规定，："), p.Text)
				v.Same, v.Common, v.Pieces = q.Same, q.Common, list(q.Pieces)
				for _, d := range q.Differences {
					v.Found = append(v.Found, DifferingView{d.Kind, d.Label, d.Clause, d.Law})
				}
			}
			out.Body.Quotations = append(out.Body.Quotations, v)
		}
	}
	return out, nil
}

type lawShelfOutput struct{ Body LawShelfView }

// LawShelfView is what was imported.
type LawShelfView struct {
	Register   int       `json:"register" doc:"名录中的法律、法规、规章、司法解释"`
	Laws       int       `json:"laws" doc:"已导入文本的"`
	Versions   int       `json:"versions" doc:"已导入的文本"`
	Articles   int       `json:"articles" doc:"已导入的条文"`
	ImportedAt time.Time `json:"imported_at,omitzero" doc:"最近一次导入"`
}

// lawShelf counts what was imported.
func (s *Server) lawShelf(ctx context.Context, _ guibei.Person, _ *struct{}) (*lawShelfOutput, error) {
	shelf, err := s.Store.LawShelf(ctx)
	return &lawShelfOutput{LawShelfView{len(laws.Default().All()), shelf.Laws, shelf.Versions, shelf.Articles, shelf.ImportedAt}}, err
}

// LawImportView is what an import did.
type LawImportView struct {
	Taken      []LawTakenView `json:"taken" nullable:"false" doc:"读懂的文本"`
	Unreadable []string       `json:"unreadable" nullable:"false" doc:"没有读懂的文件和原因"`
	Sentence   string         `json:"sentence" doc:"结果"`
}

// LawTakenView is a text and what came of it.
type LawTakenView struct {
	Title     string              `json:"title" doc:"名称"`
	Published guibei.Date         `json:"published" doc:"公布日期"`
	Articles  int                 `json:"articles" doc:"条数"`
	Outcome   store.ImportOutcome `json:"outcome" enum:"new,changed,unchanged" doc:"new 新增，changed 更新，unchanged 没有变化"`
}

// Bounds of what is imported in one request.
const (
	maxLawsBody    = 64 << 20
	maxLawsInside  = 512 << 20 // of an archive, unpacked
	maxLawsInFiles = 5000
)

// importLaws takes one text, or an archive of texts. All that could be read is
// kept, or, when the database fails, nothing.
func (s *Server) importLaws(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	if !p.HasRole(guibei.SystemAdmin) {
		return guibei.Errorf(guibei.Forbidden, "法律文本由系统管理员导入，请联系系统管理员。")
	}
	name, err := fileName(r)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxLawsBody))
	if _, over := errors.AsType[*http.MaxBytesError](err); over {
		return guibei.Errorf(guibei.TooLarge, "文件超过64MiB的上限，请分几次导入。")
	}
	if err != nil {
		return err
	}
	files, unreadable, err := lawFiles(name, data)
	if err != nil {
		return err
	}
	v := LawImportView{Taken: []LawTakenView{}, Unreadable: list(unreadable)}
	counts := map[store.ImportOutcome]int{}
	if ctx := r.Context(); len(files) > 0 {
		facts := map[string]any{"file": name, "texts": len(files)}
		err = s.administer(ctx, p, guibei.LawsImported, "laws", facts, func(within *store.Store) error {
			outcomes, err := within.ImportLaws(ctx, files, p.ID)
			for i, o := range outcomes {
				counts[o]++
				v.Taken = append(v.Taken, LawTakenView{files[i].Title, files[i].Published, len(files[i].Articles), o})
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	v.Sentence = importSentence(counts, len(unreadable))
	return writeJSON(w, http.StatusOK, v)
}

func importSentence(n map[store.ImportOutcome]int, unreadable int) string {
	return fmt.Sprintf("新增%d部，更新%d部，未变%d部，没有读懂%d个文件。", n[store.ImportNew], n[store.ImportChanged], n[store.ImportUnchanged], unreadable)
}

var lawSuffixes = []string{".docx", ".md", ".txt"}

// lawFiles reads one text, or those of an archive.
func lawFiles(name string, data []byte) ([]store.LawFile, []string, error) {
	z, notZip := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if notZip != nil || slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "[Content_Types].xml" }) {
		files, bad := lawFile(nil, nil, name, data)
		return files, bad, nil //nolint:nilerr // no archive: it is a text itself
	}
	if len(z.File) > maxLawsInFiles {
		return nil, nil, guibei.Errorf(guibei.TooLarge, "压缩包里超过%d个文件，请分几次导入。", maxLawsInFiles)
	}
	var files []store.LawFile
	var bad []string
	left := int64(maxLawsInside)
	for _, f := range z.File {
		if f.FileInfo().IsDir() || !slices.Contains(lawSuffixes, strings.ToLower(path.Ext(f.Name))) {
			continue
		}
		data, err := unpack(f, left)
		if err != nil {
			return nil, nil, err
		}
		left -= int64(len(data))
		files, bad = lawFile(files, bad, f.Name, data)
	}
	return files, bad, nil
}

func unpack(f *zip.File, most int64) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, guibei.Because(guibei.Invalid, err, "压缩包损坏，请重新打包后导入。")
	}
	defer func() { _ = in.Close() }()
	data, err := io.ReadAll(io.LimitReader(in, most+1))
	switch {
	case err != nil:
		return nil, guibei.Because(guibei.Invalid, err, "压缩包损坏，请重新打包后导入。")
	case int64(len(data)) > most:
		return nil, guibei.Errorf(guibei.TooLarge, "压缩包展开后超过512MiB，请分几次导入。")
	}
	return data, nil
}

// lawFile reads one text. A version that comes twice is taken once.
func lawFile(files []store.LawFile, bad []string, name string, data []byte) ([]store.LawFile, []string) {
	t, err := laws.ParseText(name, data)
	if err != nil {
		return files, append(bad, guibei.Message(err))
	}
	laws.Default().Complete(&t)
	if slices.ContainsFunc(files, func(f store.LawFile) bool {
		return laws.Key(f.Title) == laws.Key(t.Title) && f.Published == t.Published
	}) {
		return files, bad
	}
	return append(files, store.LawFile{Text: t, Source: path.Base(name)}), bad
}

func (s *Server) describeLawImport(op *huma.Operation) {
	op.Parameters = []*huma.Param{{Name: "name", In: "query", Required: true, Description: "文件名", Schema: &huma.Schema{Type: huma.TypeString}}}
	op.RequestBody = binaryBody()
	op.Responses["200"] = answerOf("application/json", s.schemaOf(reflect.TypeFor[LawImportView]()))
}
