package api

import (
	"context"
	"strings"
	"time"

	"guibei"
	"guibei/docx"
	"guibei/store"
)

// How often the librarian looks, how much it takes at a time, how long a commit
// may take to be seen, and after how many looks it goes through everything.
const (
	libraryEvery = 10 * time.Second
	libraryShelf = 20
	librarySlack = 10 * time.Minute
	libraryRound = 360
)

// keepLibrary reads the texts of published documents into the library, so that
// the public can search and read them without anybody opening a file. It looks
// every ten seconds for what was published lately, and at the start and every
// hour through everything. Several servers may do so at once: they write the
// same. It ends with ctx.
func (s *Server) keepLibrary(ctx context.Context) {
	tick := time.NewTicker(libraryEvery)
	defer tick.Stop()
	for n := 0; ; n++ {
		var since time.Time
		if n%libraryRound > 0 {
			since = s.Now().Add(-librarySlack)
		}
		if err := s.shelve(ctx, since); err != nil && ctx.Err() == nil {
			s.Log.WarnContext(ctx, "library was not brought up to date", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// shelve reads every text published since an instant that is not in the library
// yet.
func (s *Server) shelve(ctx context.Context, since time.Time) error {
	for {
		unread, err := s.Store.Unread(ctx, since, libraryShelf)
		if err != nil || len(unread) == 0 {
			return err
		}
		for _, u := range unread {
			t := store.PublishedText{Unread: u}
			if t.Paragraphs, err = s.readPublished(ctx, u); err != nil {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				// Put down as failed, so that the next ones get their turn; the
				// store gives it out again after a while.
				t.Failure = err.Error()
				s.Log.ErrorContext(ctx, "published text cannot be read", "case", u.Case, "error", err)
			}
			if err := s.Store.PutPublishedText(ctx, t); err != nil {
				return err
			}
		}
	}
}

// readPublished reads the published words from the file. The file is named by
// its bytes, and its words were compared when it was published; a later version
// of package docx may read them a little differently and is not held to that.
func (s *Server) readPublished(ctx context.Context, u store.Unread) (out []store.LibraryParagraph, err error) {
	f, err := s.Files.Get(u.DocSHA256)
	if err != nil {
		return nil, guibei.Because(guibei.Unavailable, err, "公布的文件暂时读不到，请稍后再看，或者从公布网址查看。")
	}
	defer func() { _ = f.Close() }() // it was only read
	err = s.heavily(ctx, func() error {
		doc, err := docx.Open(f, f.Size)
		if err != nil {
			return guibei.Because(guibei.Unavailable, err, "公布的文件不能打开，请从公布网址查看。")
		}
		out = libraryParagraphs(doc)
		return nil
	})
	return out, err
}

// libraryParagraphs are the paragraphs of a text that say something, each with
// the article it stands in.
func libraryParagraphs(doc *docx.Document) []store.LibraryParagraph {
	starts := headings(doc)
	var out []store.LibraryParagraph
	for i, p := range doc.Paragraphs() {
		text := string([]rune(p.Text)[p.LabelLen:])
		if strings.TrimFunc(p.Text, docx.IsSpace) == "" || p.Contents {
			continue
		}
		l := store.LibraryParagraph{
			Label: p.Label, Text: strings.ReplaceAll(text, "\v", "\n"), Level: "text", Table: p.Table, Row: p.Row, Column: p.Column,
		}
		if a, ok := doc.ArticleAt(i); ok {
			l.Article = a.Label
			if a.First == i {
				l.Level = "article"
			}
		}
		if l.Level == "text" {
			if level := starts[squeezed(p.Text)]; level != "" && p.Table == 0 {
				l.Level, l.Article = level, ""
			}
		}
		out = append(out, l)
	}
	return out
}

// headings are the lines, without blanks, that are the title or a heading.
func headings(doc *docx.Document) map[string]string {
	out := map[string]string{}
	for _, a := range doc.Articles() {
		out[squeezed(a.Part)], out[squeezed(a.Chapter)], out[squeezed(a.Section)] = "chapter", "chapter", "section"
	}
	out[squeezed(doc.Title())] = "title"
	delete(out, "")
	return out
}

func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if docx.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
