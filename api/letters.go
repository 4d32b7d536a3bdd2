package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"guibei"
	"guibei/docx"
	"guibei/docx/compose"
	"guibei/regions"
)

// LetterView is a letter that can be made from the records of a case.
type LetterView struct {
	Kind       string   `json:"kind" doc:"文书"`
	Name       string   `json:"name" doc:"文书名称"`
	Obligation string   `json:"obligation,omitempty" doc:"备案义务编号"`
	Blanks     []string `json:"blanks" nullable:"false" doc:"记录里没有、须由经办人补齐的内容"`
}

type lettersOutput struct {
	Body struct {
		Letters []LetterView `json:"letters" nullable:"false" doc:"可以生成的文书"`
	}
}

// listLetters says which letters the records of a case are enough for.
func (s *Server) listLetters(ctx context.Context, p guibei.Person, in *caseIDInput) (*lettersOutput, error) {
	c, err := s.visibleCase(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	letters, err := s.letters(ctx, p, c)
	if err != nil {
		return nil, err
	}
	out := &lettersOutput{}
	out.Body.Letters = []LetterView{}
	for _, l := range letters {
		k := l.letter.Kind()
		v := LetterView{Kind: string(k), Name: k.Label(), Obligation: l.obligation, Blanks: []string{}}
		if e, ok := errors.AsType[*compose.DataError](compose.Check(l.letter)); ok {
			v.Blanks = e.Problems
		}
		out.Body.Letters = append(out.Body.Letters, v)
	}
	return out, nil
}

// noticeHeader carries what the person should know of a letter that was made: what is left blank in it, and that another
// engine stepped in.
const noticeHeader = "X-Guibei-Notice"

// getLetter makes one letter of a case.
func (s *Server) getLetter(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	c, err := s.visibleCase(r.Context(), p, r.PathValue("id"))
	if err != nil {
		return err
	}
	letters, err := s.letters(r.Context(), p, c)
	if err != nil {
		return err
	}
	l, err := pick(letters, compose.Kind(r.PathValue("kind")), r.URL.Query().Get("obligation"))
	if err != nil {
		return err
	}
	format := cmp.Or(r.URL.Query().Get("format"), "docx")
	if format != "docx" && format != "pdf" {
		return guibei.Errorf(guibei.Invalid, "文书只有 docx 和 pdf 两种格式，请从中选择。")
	}
	result, err := s.compose(r.Context(), l, format == "pdf")
	if err != nil {
		return err
	}
	body, contentType := result.Docx, docxType
	if format == "pdf" {
		body, contentType = result.PDF, "application/pdf"
	}
	h := w.Header()
	for _, n := range result.Notices {
		h.Add(noticeHeader, url.PathEscape(n)) // a header holds ASCII only
	}
	h.Set("Content-Type", contentType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": fileNameOf(c.Title, l.Kind()) + "." + format}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, no-store")
	_, _ = w.Write(body) // the client went away; nobody is left to tell
	return nil
}

// fileNameOf names a letter after its document, without what a file name may not hold.
func fileNameOf(title string, k compose.Kind) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return -1
		}
		return r
	}, clipped(title, 60)+k.Label())
}

func clipped(s string, n int) string {
	r := []rune(s)
	return string(r[:min(n, len(r))])
}

// compose writes a letter; what its records do not say is left blank.
func (s *Server) compose(ctx context.Context, l compose.Letter, pdf bool) (result compose.Result, err error) {
	template, err := compose.Templates(s.Templates, l.Kind())
	if err != nil {
		return result, guibei.Because(guibei.Unavailable, err, err.Error())
	}
	o := compose.Options{Template: template, Draft: true, Filler: s.Filler}
	if pdf {
		if len(s.Converters) == 0 {
			return result, guibei.Errorf(guibei.Unavailable, "本系统没有配置 PDF 转换，请下载 docx 后在 Word 或 WPS 中另存为 PDF。")
		}
		o.Converters = s.Converters
	}
	err = s.heavily(ctx, func() error {
		result, err = compose.Write(ctx, l, o)
		return err
	})
	if e, ok := errors.AsType[*docx.TemplateError](err); ok {
		return result, guibei.Because(guibei.Unavailable, err, e.Error()+"（模板由系统管理员维护）")
	}
	if e, ok := errors.AsType[*docx.Refusal](err); ok {
		return result, guibei.Because(guibei.Unavailable, err, e.Msg+"（模板由系统管理员维护）")
	}
	return result, err
}

// pick finds the letter that is asked for.
func pick(letters []caseLetter, k compose.Kind, obligation string) (compose.Letter, error) {
	if k.Label() == "" {
		return nil, guibei.Errorf(guibei.NotFound, "没有“%s”这种文书，请从 letters 列出的文书中选择。", k)
	}
	var found []caseLetter
	for _, l := range letters {
		if l.letter.Kind() == k && (obligation == "" || l.obligation == obligation) {
			found = append(found, l)
		}
	}
	switch {
	case len(found) == 0:
		return nil, guibei.Errorf(guibei.NotFound, "本件还没有生成%s所需的记录，请在相应环节办结后再生成。", k.Label())
	case len(found) > 1:
		return nil, guibei.Errorf(guibei.Invalid, "本件有%d项备案可以生成%s，请用 obligation 指明是哪一项。", len(found), k.Label())
	}
	return found[0].letter, nil
}

// caseLetter is a letter that a case has the records for.
type caseLetter struct {
	letter     compose.Letter
	obligation string
}

// letters makes the data of every letter that a case has the records for.
// Counsel writes none of them and reads none of them.
func (s *Server) letters(ctx context.Context, p guibei.Person, c guibei.Case) ([]caseLetter, error) {
	if c.CounselOnly(p) {
		return nil, nil
	}
	organs, err := s.organNames(ctx)
	if err != nil {
		return nil, err
	}
	opinions, err := s.Store.Opinions(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	region, err := regions.Load(c.Region)
	if err != nil {
		return nil, err
	}
	a := &caseLetters{c: c, organs: organs, dateOf: func(e guibei.Event) compose.Day { return day(guibei.DateOf(e.OccurredAt, region.Location())) }}
	a.draftingNote()
	if err := s.supplements(ctx, a); err != nil {
		return nil, err
	}
	for _, o := range slices.Backward(opinions) { // the latest that is issued
		if o.Issued {
			a.opinion(o)
			break
		}
	}
	a.filings(region.Location())
	return a.out, nil
}

// supplements looks for the latest request to supplement each package.
func (s *Server) supplements(ctx context.Context, a *caseLetters) error {
	latest := map[string]guibei.Event{} // by obligation, "" for the review
	var order []string
	for after := int64(0); ; {
		events, err := s.Store.Events(ctx, a.c.ID, after, eventPage)
		if err != nil {
			return err
		}
		for _, e := range events {
			after = e.Seq
			if e.Kind != guibei.EventKind(guibei.RequestSupplementCmd) && e.Kind != guibei.EventKind(guibei.SupplementFilingCmd) {
				continue
			}
			var on struct {
				Obligation string `json:"obligation"`
			}
			if err := json.Unmarshal(e.Payload, &on); err != nil {
				return err
			}
			if _, seen := latest[on.Obligation]; !seen {
				order = append(order, on.Obligation)
			}
			latest[on.Obligation] = e
		}
		if len(events) < eventPage {
			break
		}
	}
	for _, ob := range order {
		if err := a.supplement(latest[ob], ob); err != nil {
			return err
		}
	}
	return nil
}

// day is a date as a letter carries it.
func day(d guibei.Date) compose.Day { return compose.Day(d.String()) }
