package api

import (
	"context"
	"io"
	"mime"
	"net/http"

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
// settled first, so that a refusal is still a problem; the rows are then
// written as they come from the database.
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

// sendSheet writes the file. Once it has begun there is no taking back: what
// fails then cuts the connection, so that nobody takes half a file for a whole
// one.
func (s *Server) sendSheet(c huma.Context, path string, p guibei.Person, t *sheet) {
	extension := ".xlsx"
	if isCSV(path) {
		extension = ".csv"
	}
	c.SetHeader("Content-Type", exportType(path))
	c.SetHeader("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": t.name + extension}))
	c.SetHeader("Content-Security-Policy", "default-src 'none'; sandbox")
	c.SetHeader("Cache-Control", "private, no-store")
	r, w := humago.Unwrap(c)
	out := &counted{Writer: w}
	var err error
	if extension == ".csv" {
		err = writeCSV(r.Context(), out, t)
	} else {
		err = s.heavily(r.Context(), func() error { return writeXLSX(r.Context(), out, t) })
	}
	switch {
	case err == nil:
		s.audit(r.Context(), p, "export", "path", path, "bytes", out.n)
	case out.n == 0:
		w.Header().Del("Content-Disposition")
		s.fail(w, r, err)
	default:
		s.Log.WarnContext(r.Context(), "export was cut off", "trace", traceOf(r.Context()).id, "path", path, "error", err)
		panic(http.ErrAbortHandler)
	}
}

// counted knows how much was written.
type counted struct {
	io.Writer
	n int64
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.Writer.Write(p)
	c.n += int64(n)
	return n, err
}
