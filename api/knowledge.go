package api

import (
	"context"
	"fmt"
	"slices"

	"guibei"
	"guibei/docx"
	"guibei/laws"
	"guibei/similar"
	"guibei/store"
)

// How much is shown.
const (
	likeDocuments = 20
	likeClauses   = 20
	likeRemarks   = 20
	lookedThrough = 500 // opinions
)

type similarOutput struct {
	Body struct {
		Documents []store.Like `json:"documents" nullable:"false" doc:"相似的文件，最像的在前"`
	}
}

// similarDocuments finds published documents like the latest text of a case.
func (s *Server) similarDocuments(ctx context.Context, p guibei.Person, in *caseIDInput) (*similarOutput, error) {
	text, c, err := s.latestWords(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	like, err := s.Store.LikeDocuments(ctx, text, c.ID, s.dayOr(guibei.Date{}), likeDocuments)
	out := &similarOutput{}
	out.Body.Documents = list(like)
	return out, err
}

// latestWords is the latest text of a case that the person may see.
func (s *Server) latestWords(ctx context.Context, p guibei.Person, id string) (string, guibei.Case, error) {
	c, err := s.visibleCase(ctx, p, id)
	if err != nil {
		return "", c, err
	}
	f, err := s.Files.Get(c.Text.File.SHA256)
	if err != nil {
		return "", c, guibei.Because(guibei.Unavailable, err, "正文文件暂时读不到，请稍后重试。")
	}
	defer func() { _ = f.Close() }()
	var text string
	err = s.heavily(ctx, func() error {
		doc, err := docx.Open(f, f.Size)
		if err == nil {
			text = doc.Text()
		}
		return err
	})
	return text, c, err
}

type clausesInput struct {
	Text string `query:"text" required:"true" minLength:"4" maxLength:"2000" doc:"一句话"`
	But  string `query:"but" maxLength:"40" doc:"不看这一件"`
}

type clausesOutput struct {
	Body struct {
		Clauses []store.LikeClause `json:"clauses" nullable:"false" doc:"相似的条文"`
		Remarks []PrecedentView    `json:"remarks" nullable:"false" doc:"以往对相似条文的审核意见"`
	}
}

// PrecedentView is what was remarked of a like clause.
type PrecedentView struct {
	store.Remark
	Jaccard float64 `json:"jaccard" doc:"五字片段的相同比例，0 至 1"`
}

// remarkedAlike is how alike a clause must be for its remark to be a precedent.
const remarkedAlike = 0.25

// similarClauses finds sentences like one, and what was remarked of such.
func (s *Server) similarClauses(ctx context.Context, p guibei.Person, in *clausesInput) (*clausesOutput, error) {
	out := &clausesOutput{}
	clauses, err := s.Store.LikeClauses(ctx, in.Text, in.But, s.dayOr(guibei.Date{}), likeClauses)
	if err != nil {
		return nil, err
	}
	out.Body.Clauses, out.Body.Remarks = list(clauses), []PrecedentView{}
	organs := p.Organs(guibei.Reviewer, guibei.ReviewLead)
	if len(organs) == 0 {
		return out, nil
	}
	remarks, err := s.Store.Remarks(ctx, organs, lookedThrough)
	if err != nil {
		return nil, err
	}
	set := similar.Of(in.Text)
	for _, r := range remarks {
		if r.Case == in.But {
			continue
		}
		other := similar.Of(r.Quote)
		if j := max(similar.Jaccard(set, other), similar.Containment(set, other)/2); j >= remarkedAlike {
			out.Body.Remarks = append(out.Body.Remarks, PrecedentView{r, j})
		}
	}
	slices.SortStableFunc(out.Body.Remarks, func(a, b PrecedentView) int {
		return int(1000*b.Jaccard) - int(1000*a.Jaccard)
	})
	out.Body.Remarks = out.Body.Remarks[:min(len(out.Body.Remarks), likeRemarks)]
	return out, nil
}

type affectedInput struct {
	Law string      `query:"law" required:"true" minLength:"2" maxLength:"200" doc:"法律名称"`
	On  guibei.Date `query:"on" doc:"哪一天的现行文件；不填为今天"`
}

type affectedOutput struct {
	Body struct {
		Law       string         `json:"law" doc:"名录中的名称，没有收录的为所查的名称"`
		Documents int            `json:"documents" doc:"引用它的文件"`
		Sentences []AffectedView `json:"sentences" nullable:"false" doc:"引用它的句子，最多五百句"`
		Sentence  string         `json:"sentence" doc:"一句话的结果"`
	}
}

// AffectedView is a sentence of a document in force that cites the law.
type AffectedView struct {
	Case       string          `json:"case" doc:"件号"`
	Title      string          `json:"title" doc:"文件名称"`
	DocumentNo string          `json:"document_no,omitempty" doc:"发文字号"`
	Article    string          `json:"article,omitempty" doc:"文件的条"`
	Text       string          `json:"text" doc:"原文"`
	Citation   CitationView    `json:"citation" doc:"引用和现在的情况"`
	Successor  *laws.Successor `json:"successor,omitempty" doc:"能对上的新条文"`
}

// mostAffected bounds the list.
const mostAffected = 500

// affected lists the sentences that a change of a law concerns.
func (s *Server) affected(ctx context.Context, _ guibei.Person, in *affectedInput) (*affectedOutput, error) {
	on := s.dayOr(in.On)
	out := &affectedOutput{}
	out.Body.Law, out.Body.Sentences = laws.Key(in.Law), []AffectedView{}
	names := map[string]bool{laws.Key(in.Law): true}
	if l, ok := laws.Default().Find(in.Law); ok {
		out.Body.Law = l.Title
		for _, name := range append([]string{l.Title}, l.Aliases...) {
			names[laws.Key(name)] = true
		}
	}
	found, err := s.citing(ctx, on, names)
	if err != nil {
		return nil, err
	}
	resolver := laws.Resolver{Register: laws.Default(), Texts: texts{ctx, s.Store}}
	cases := map[string]bool{}
	for _, f := range found {
		answers, err := resolver.Resolve(f.clause.Text, on, nil)
		if err != nil {
			return nil, err
		}
		cases[f.Case] = true
		for _, a := range answers {
			if a.Kind == laws.Named && names[laws.Key(a.Title)] {
				out.Body.Sentences = append(out.Body.Sentences, affectedView(f.PublishedWords, f.clause, a))
			}
		}
	}
	out.Body.Documents = len(cases)
	out.Body.Sentence = fmt.Sprintf("现行文件中有%d件、%d句引用《%s》。", out.Body.Documents, len(out.Body.Sentences), out.Body.Law)
	return out, nil
}

// cited is a sentence of a published document.
type cited struct {
	store.PublishedWords // without its text
	clause               similar.Clause
}

// citing collects the sentences of documents in force that cite one of the names.
func (s *Server) citing(ctx context.Context, on guibei.Date, names map[string]bool) ([]cited, error) {
	var found []cited
	err := s.Store.InForceTexts(ctx, on, func(w store.PublishedWords) error {
		clauses := similar.Clauses(w.Text)
		w.Text = ""
		for _, c := range clauses {
			if len(found) < mostAffected && slices.ContainsFunc(laws.Citations(c.Text), func(x laws.Citation) bool { return names[laws.Key(x.Title)] }) {
				found = append(found, cited{w, c})
			}
		}
		return nil
	})
	return found, err
}

func affectedView(w store.PublishedWords, c similar.Clause, a laws.Answer) AffectedView {
	v := AffectedView{Case: w.Case, Title: w.Title, DocumentNo: w.DocumentNo, Article: c.Article, Text: c.Text, Citation: citationView(a)}
	for _, p := range a.Provisions {
		if p.Successor != nil {
			v.Successor = p.Successor
		}
	}
	return v
}

type contradictionsOutput struct {
	Body struct {
		Contradictions []ContradictionView `json:"contradictions" nullable:"false" doc:"说法不同的地方，最多二百处"`
	}
}

// ContradictionView is where a draft and a document in force say different things.
type ContradictionView struct {
	What    string `json:"what" doc:"数额、期限或者责任机关"`
	Here    string `json:"here" doc:"本稿的说法"`
	There   string `json:"there" doc:"现行文件的说法"`
	Article string `json:"article,omitempty" doc:"本稿的条"`
	Text    string `json:"text" doc:"本稿的句子"`
	Case    string `json:"case" doc:"现行文件的件号"`
	Title   string `json:"title" doc:"现行文件"`
	Other   string `json:"other_article,omitempty" doc:"现行文件的条"`
	Their   string `json:"other_text" doc:"现行文件的句子"`
}

// mostContradictions bounds the list.
const mostContradictions = 200

// contradictions compares the latest text with the like documents in force.
func (s *Server) contradictions(ctx context.Context, p guibei.Person, in *caseIDInput) (*contradictionsOutput, error) {
	text, c, err := s.latestWords(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	out := &contradictionsOutput{}
	out.Body.Contradictions = []ContradictionView{}
	today := s.dayOr(guibei.Date{})
	like, err := s.Store.LikeDocuments(ctx, text, c.ID, today, likeDocuments)
	if err != nil {
		return nil, err
	}
	own := similar.Clauses(text)
	for _, l := range like {
		if l.Status != store.InForceNow {
			continue
		}
		for _, d := range similar.Contradictions(own, similar.Clauses(l.Text())) {
			if len(out.Body.Contradictions) == mostContradictions {
				return out, nil
			}
			out.Body.Contradictions = append(out.Body.Contradictions, ContradictionView{
				What: d.What, Here: d.InA, There: d.InB, Article: d.A.Article, Text: d.A.Text, Case: l.Case, Title: l.Title, Other: d.B.Article, Their: d.B.Text,
			})
		}
	}
	return out, nil
}
