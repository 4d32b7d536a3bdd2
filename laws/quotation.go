package laws

import (
	"regexp"
	"slices"
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// DifferenceKind says what differs between a clause and the provision it cites.
type DifferenceKind string

// The kinds of differences, gravest first.
const (
	AmountDiffers DifferenceKind = "amount" // 二百元 for 二十元: money, multiples, percentages
	PeriodDiffers DifferenceKind = "period" // 十日 for 十五日
	ModalDiffers  DifferenceKind = "modal"  // 应当 for 可以
	Widened       DifferenceKind = "widened"
	Narrowed      DifferenceKind = "narrowed"
	Reworded      DifferenceKind = "reworded"
)

var differenceLabels = map[DifferenceKind]string{
	AmountDiffers: "数额、幅度不同", PeriodDiffers: "期限不同", ModalDiffers: "“应当”“可以”等不同",
	Widened: "比原文多出", Narrowed: "比原文少了", Reworded: "措辞不同",
}

// Label returns the kind in Chinese.
func (k DifferenceKind) Label() string { return differenceLabels[k] }

// Difference is one place where a clause and a provision differ.
type Difference struct {
	Kind   DifferenceKind `json:"kind"`
	Label  string         `json:"label"`
	Clause string         `json:"clause"` // the words of the clause, "" where it has none
	Law    string         `json:"law"`    // the words of the provision, "" where it has none
}

// Piece is a stretch of a clause beside its provision, for showing them.
type Piece struct {
	Text string `json:"text"`
	In   string `json:"in"` // both, clause or law
}

// Quotation is a clause beside the provision that it cites.
type Quotation struct {
	Same        bool         `json:"same"`
	Common      float64      `json:"common"` // share of the clause's words that stand in the provision, 0 to 1
	Differences []Difference `json:"differences"`
	Pieces      []Piece      `json:"pieces"`
}

const (
	numberWord = `[\d.〇零一二三四五六七八九十百千万亿两]+`
	moneyWord  = numberWord + `(?:元|倍|%|％)|百分之` + numberWord
	periodWord = numberWord + `(?:个?工作日|日|天|个月|年|小时)`
)

var (
	amounts = regexp.MustCompile(moneyWord)
	periods = regexp.MustCompile(periodWord)
	modals  = regexp.MustCompile(`应当|可以|不得|必须|有权|免予|从重|从轻|减轻|处以?|并处|可以并处|吊销|没收|责令`)
	words   = regexp.MustCompile(moneyWord + `|` + periodWord + `|应当|可以并处|可以|不得|必须|并处|以上|以下|[\p{Han}]|[A-Za-z0-9]+|.`)
)

// Compare puts a clause beside the provision it cites and says what differs. Words
// that only lead to the citation (依照《…》第九条的规定) are the caller's to cut off.
func Compare(clause, law string) Quotation {
	a, b := tokens(law), tokens(clause)
	pieces := diffTokens(a, b)
	q := Quotation{Differences: []Difference{}, Pieces: pieces}
	both, own := 0, 0
	for i := range pieces {
		switch p := pieces[i]; p.In {
		case "both":
			both += len(p.Text)
		case "clause":
			own += len(p.Text)
			law := ""
			if i > 0 && pieces[i-1].In == "law" {
				law = pieces[i-1].Text
			}
			q.differ(law, p.Text)
		case "law":
			if i+1 == len(pieces) || pieces[i+1].In != "clause" {
				q.differ(p.Text, "")
			}
		}
	}
	if both+own > 0 {
		q.Common = float64(both) / float64(both+own)
	}
	q.Same = len(q.Differences) == 0
	return q
}

func (q *Quotation) differ(law, clause string) {
	if onlyMarks(law) && onlyMarks(clause) {
		return
	}
	d := Difference{Clause: strings.TrimSpace(clause), Law: strings.TrimSpace(law), Kind: kindOf(law, clause)}
	d.Label = d.Kind.Label()
	q.Differences = append(q.Differences, d)
}

func kindOf(law, clause string) DifferenceKind {
	switch {
	case differs(amounts, law, clause):
		return AmountDiffers
	case differs(periods, law, clause):
		return PeriodDiffers
	case differs(modals, law, clause):
		return ModalDiffers
	case onlyMarks(law):
		return Widened
	case onlyMarks(clause):
		return Narrowed
	}
	return Reworded
}

func differs(re *regexp.Regexp, a, b string) bool {
	return !slices.Equal(re.FindAllString(a, -1), re.FindAllString(b, -1))
}

// onlyMarks reports whether there is nothing but punctuation and blanks.
func onlyMarks(s string) bool {
	return strings.Trim(s, " \t\n　，。；：、（）《》“”") == ""
}

// tokens cuts a text into words that must not be split: amounts, periods, modal
// verbs; anything else into characters.
func tokens(s string) []string {
	s = strings.NewReplacer("(", "（", ")", "）", ",", "，", ";", "；", ":", "：", "％", "%", "　", "", " ", "", "\n", "").Replace(s)
	return words.FindAllString(s, -1)
}

// diffTokens compares two lists of words and joins neighbours of one kind.
func diffTokens(a, b []string) []Piece {
	ids := map[string]rune{}
	var names []string
	encode := func(ts []string) []rune {
		out := make([]rune, len(ts))
		for i, t := range ts {
			id, ok := ids[t]
			if !ok {
				id = rune(0xE000 + len(names)) //nolint:gosec // a clause has some thousand words; private use, as diffmatchpatch does with lines
				if id >= 0xF8FF {
					id += 0xF0000 - 0xF8FF
				}
				ids[t] = id
				names = append(names, t)
			}
			out[i] = id
		}
		return out
	}
	ra, rb := encode(a), encode(b)
	back := make(map[rune]string, len(ids))
	for t, id := range ids {
		back[id] = t
	}
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0 // the same answer on every machine
	var out []Piece
	for _, d := range dmp.DiffCleanupSemantic(dmp.DiffMainRunes(ra, rb, false)) {
		var t strings.Builder
		for _, r := range d.Text {
			t.WriteString(back[r])
		}
		in := map[diffmatchpatch.Operation]string{diffmatchpatch.DiffEqual: "both", diffmatchpatch.DiffInsert: "clause", diffmatchpatch.DiffDelete: "law"}[d.Type]
		out = append(out, Piece{Text: t.String(), In: in})
	}
	return out
}
