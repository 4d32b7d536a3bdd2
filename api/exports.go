package api

import (
	"context"
	"errors"
	"io"
	"mime"
	"os"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"guibei"
	"guibei/store"
)

// mostExported is how many rows a file may have. Whoever needs more narrows the
// filters, or asks the operator for a dump.
const mostExported = 100_000

type (
	exportCasesInput struct {
		CaseQuery
		Sort    store.CaseSort `query:"sort" default:"changed" enum:"changed,due,opened" doc:"与台账相同"`
		Columns []string       `query:"columns" nullable:"false" maxItems:"50" doc:"要哪些列，以逗号分开，按此先后；不填为全部"`
	}
	exportObligationsInput struct {
		ObligationQuery
		Columns []string `query:"columns" nullable:"false" maxItems:"50" doc:"要哪些列，以逗号分开，按此先后；不填为全部"`
	}
	exportRatesInput struct {
		Cohort
		Columns []string `query:"columns" nullable:"false" maxItems:"50" doc:"要哪些列，以逗号分开，按此先后；不填为全部"`
	}
)

const exportDoc = "文件开头写明筛选条件、截至时间、口径版本和导出人。最多十万行，超过的在文件中写明。" +
	"以 =、+、-、@ 或者制表符开头的文字前加单引号，不会被当作公式。可以选择的列："

func (s *Server) exportRoutes() {
	const exports = "/api/v1/exports/"
	for _, format := range []string{"xlsx", "csv"} {
		export(s, route{method: "GET", path: exports + "cases." + format, id: "export-cases-" + format, tag: tagRates, summary: "导出台账（" + format + "）", doc: exportDoc + columnList(caseColumns) + "。"}, s.exportCases)
		export(s, route{method: "GET", path: exports + "obligations." + format, id: "export-obligations-" + format, tag: tagRates, summary: "导出备案台账（" + format + "）", doc: exportDoc + columnList(obligationColumns) + "。"}, s.exportObligations)
	}
	export(s, route{method: "GET", path: exports + "rates.xlsx", id: "export-rates-xlsx", tag: tagRates, summary: "导出各项指标（xlsx）", doc: exportDoc + columnList(rateColumns) + "。", errors: []int{forbidden}}, s.exportRates)
}

// sheet is a table on its way into a file.
type sheet struct {
	name  string // of the file and of the sheet
	head  [][2]string
	cols  []string // headings
	write func(ctx context.Context, row func([]any) error) error
}

// export registers a route whose answer is a file. What is asked for is
// settled first; the rows are then written as they come from the database.
func export[I any](s *Server, rt route, make func(context.Context, guibei.Person, *I) (*sheet, error)) {
	s.register(rt, func(op huma.Operation) {
		op.Responses = map[string]*huma.Response{"200": answerOf(exportType(rt.path), &huma.Schema{Type: huma.TypeString, Format: "binary"})}
		huma.Register(s.api, op, func(ctx context.Context, in *I) (*huma.StreamResponse, error) {
			p := personOf(ctx)
			t, err := make(ctx, p, in)
			if err != nil {
				return nil, s.problem(ctx, err)
			}
			//nolint:contextcheck // the context of the answer, which outlives this one
			return &huma.StreamResponse{Body: func(c huma.Context) { s.sendSheet(c, rt.path, p, t) }}, nil
		})
	})
}

func exportType(path string) string {
	if isCSV(path) {
		return "text/csv"
	}
	return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
}

func charset(path string) string {
	if isCSV(path) {
		return "; charset=utf-8"
	}
	return ""
}

// sendSheet writes the file aside and then sends it: the database and the few
// places for heavy work are free again before a slow line is, and what fails is
// a problem and not half a file.
func (s *Server) sendSheet(c huma.Context, path string, p guibei.Person, t *sheet) {
	r, w := humago.Unwrap(c)
	if err := s.spool(r.Context(), path, t, func(f *os.File, size int64) error {
		h := w.Header()
		extension := ".xlsx"
		if isCSV(path) {
			extension = ".csv"
		}
		h.Set("Content-Type", exportType(path)+charset(path))
		h.Set("Content-Length", strconv.FormatInt(size, 10))
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": t.name + extension}))
		h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
		h.Set("Cache-Control", "private, no-store")
		// What leaves the system is on record before it does.
		err := s.administer(r.Context(), p, guibei.DataExported, ofExport(path), map[string]any{"path": path, "bytes": size},
			func(*store.Store) error { return nil })
		if err != nil {
			return err
		}
		_, _ = io.Copy(w, f) // the client went away; nobody is left to tell
		return nil
	}); err != nil {
		s.fail(w, r, err)
	}
}

// spool writes a sheet into a temporary file and gives it to send.
func (s *Server) spool(ctx context.Context, path string, t *sheet, send func(f *os.File, size int64) error) (err error) {
	f, err := os.CreateTemp("", "guibei-export-*")
	if err != nil {
		return guibei.Because(guibei.Unavailable, err, "暂时不能生成文件，请稍后重试；仍然不能的，请系统管理员检查服务器的临时文件夹。")
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	write := writeXLSX
	if isCSV(path) {
		write = writeCSV
	}
	if err := s.heavily(ctx, func() error { return write(ctx, f, t) }); err != nil {
		return err
	}
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return send(f, size)
}
