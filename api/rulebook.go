package api

import (
	"context"
	"sync"
	"time"

	"guibei"
	"guibei/laws"
	"guibei/rules"
)

// RuleBook is every rule that drafts are checked by.
type RuleBook struct {
	RuleSet string     `json:"rule_set" doc:"规则的指纹；规则有变化时随之变化"`
	Rules   []RuleView `json:"rules" nullable:"false" doc:"全部规则"`
}

// RuleView is one rule with the law behind it.
type RuleView struct {
	ID          string          `json:"id" doc:"编号"`
	Version     int             `json:"version" doc:"版本"`
	Title       string          `json:"title" doc:"名称"`
	Severity    guibei.Severity `json:"severity" doc:"通常的严重程度；个别线索可以更低"`
	Group       string          `json:"group" enum:"package,classification,authority,procedure,content,competition,citation,dates,structure,format,secrecy,text" doc:"类别"`
	GroupLabel  string          `json:"group_label" doc:"类别名称"`
	Basis       string          `json:"basis" doc:"依据的法律和条款"`
	Source      string          `json:"source" enum:"law,regulation,rule,standard,practice" doc:"依据的层级"`
	SourceLabel string          `json:"source_label" doc:"依据层级的名称"`
	Looks       string          `json:"looks" doc:"查什么"`
	Blind       string          `json:"blind" doc:"不查什么"`
	Examples    []RuleExample   `json:"examples" nullable:"false" doc:"例子"`
}

// RuleExample is a text that a rule speaks of, or does not.
type RuleExample struct {
	Given string   `json:"given,omitempty" doc:"检查的前提，如日期、材料；没有的只看例文"`
	Finds bool     `json:"finds" doc:"true 会被提示；false 不会被提示"`
	Text  string   `json:"text" doc:"例文"`
	Says  []string `json:"says" nullable:"false" doc:"提示的内容"`
}

type ruleBookOutput struct{ Body RuleBook }

// getRules is the rule book: it is the same for everybody and changes with the
// program only.
func (s *Server) getRules(context.Context, guibei.Person, *struct{}) (*ruleBookOutput, error) {
	book, err := ruleBook()
	if err != nil {
		return nil, err
	}
	return &ruleBookOutput{book}, nil
}

var ruleBook = sync.OnceValues(func() (RuleBook, error) {
	book := RuleBook{RuleSet: rules.SetHash(), Rules: []RuleView{}}
	for _, r := range rules.All() {
		v := RuleView{
			ID: r.ID, Version: r.Version, Title: r.Title, Severity: r.Severity, Group: string(r.Group), GroupLabel: r.Group.Label(),
			Basis: r.Basis, Source: string(r.Source), SourceLabel: r.Source.Label(), Looks: r.Looks, Blind: r.Blind, Examples: []RuleExample{},
		}
		examples, err := r.Examples()
		if err != nil {
			return book, err
		}
		for _, e := range examples {
			v.Examples = append(v.Examples, RuleExample{Given: e.Given, Finds: len(e.Says) > 0, Text: e.Text, Says: list(e.Says)})
		}
		book.Rules = append(book.Rules, v)
	}
	return book, nil
})

// LawView is what the register knows of a law.
type LawView struct {
	Title  string      `json:"title" doc:"所查的名称"`
	Status string      `json:"status" enum:"repealed,in_force,unknown" doc:"repealed 已废止；in_force 名录中有，尚未到废止之日；unknown 名录中没有，不表示有效，也不表示无效"`
	On     guibei.Date `json:"on" doc:"判断所用的日期"`
	Law    *LawFacts   `json:"law,omitempty" doc:"名录中的记载"`
}

// LawFacts is an entry of the register.
type LawFacts struct {
	Title      string      `json:"title" doc:"全称"`
	Aliases    []string    `json:"aliases" nullable:"false" doc:"简称"`
	Issued     guibei.Date `json:"issued,omitzero" doc:"首次公布日期；不详的没有"`
	RepealedOn guibei.Date `json:"repealed_on,omitzero" doc:"废止日期，自该日起失效"`
	Successor  string      `json:"successor,omitempty" doc:"代替它的法律"`
	Basis      string      `json:"basis,omitempty" doc:"废止它的条款"`
}

type lawInput struct {
	Title string      `query:"title" required:"true" minLength:"1" maxLength:"200" doc:"法律名称，可以带书名号"`
	On    guibei.Date `query:"on" doc:"判断的日期；不填为今天"`
}

type lawOutput struct{ Body LawView }

// findLaw looks a title up in the register of laws.
func (s *Server) findLaw(_ context.Context, _ guibei.Person, in *lawInput) (*lawOutput, error) {
	on := in.On
	if on.IsZero() {
		on = guibei.DateOf(s.Now(), beijing)
	}
	v := LawView{Title: in.Title, Status: "unknown", On: on}
	if l, ok := laws.Default().Find(in.Title); ok {
		// Published and not yet in force is neither, so it stays unknown here.
		if status, _, _ := l.At(on); status != laws.NotYet {
			v.Status = string(status)
		}
		v.Law = lawFacts(l)
	}
	return &lawOutput{v}, nil
}

func lawFacts(l laws.Law) *LawFacts {
	return &LawFacts{Title: l.Title, Aliases: list(l.Aliases), Issued: l.Issued, RepealedOn: l.RepealedOn, Successor: l.Successor, Basis: l.Basis}
}

// beijing is the time by which laws begin and end.
var beijing = time.FixedZone("CST", 8*60*60)
