package laws

import (
	"regexp"
	"slices"
	"strings"

	"guibei"
)

// Texts gives the words of laws. A law that it does not have is nil without an
// error: then articles can only be counted, not read.
type Texts interface {
	// Text returns the version of a law that is in force on a day.
	Text(title string, on guibei.Date) (*Text, error)
}

// Resolver says of references in running text what they refer to.
type Resolver struct {
	Register *Register
	Texts    Texts // nil: only the facts of the register
}

// Answer is one reference and what is known of it on a day.
type Answer struct {
	Quote      string      `json:"quote"` // as written
	Start      int         `json:"start"` // bytes of the text
	End        int         `json:"end"`
	Kind       Kind        `json:"kind"`
	Title      string      `json:"title"`       // as written, without 《》
	DocumentNo string      `json:"document_no"` // 发文字号 behind the title
	Status     Status      `json:"status"`
	Law        *Law        `json:"law,omitempty"`
	Version    *Version    `json:"version,omitempty"` // that counts on the day
	Next       *Version    `json:"next,omitempty"`    // published, not yet in force
	Provisions []Answered  `json:"provisions"`
	On         guibei.Date `json:"on"`
}

// Kind says what a reference names.
type Kind string

// The kinds of references.
const (
	Named Kind = "named" // by a title
	Own   Kind = "own"   // 本办法第三条, 前条: the text that it stands in
	Again Kind = "again" // 该法第三条: the law named before
)

// Answered is one provision of a reference.
type Answered struct {
	Provision
	Written   string     `json:"written"` // 第三条第二款
	Exists    Existence  `json:"exists"`
	Text      string     `json:"text,omitempty"`      // its words in the version that counts
	Successor *Successor `json:"successor,omitempty"` // where the matter stands now, when the law is gone
}

// Successor is an article of the law that took another's place.
type Successor struct {
	Law     string  `json:"law"`
	Article string  `json:"article"`
	Likely  float64 `json:"likely"` // share of five-character pieces they have in common, 0 to 1
	Text    string  `json:"text"`
}

// Existence says whether a provision is there.
type Existence string

// What can be known of a provision.
const (
	Exists      Existence = "yes"
	Missing     Existence = "no"
	Undecidable Existence = "unknown"
)

var (
	// bareName is a law cited by its name without 《》, with an article behind it.
	bareName = regexp.MustCompile(`((?:中华人民共和国)?[\p{Han}]{2,24}?(?:法典|法|条例|规定|办法))(` + articleRef + `(?:(?:、|和|及|至|到)(?:` + articleRef + `|` + belowRef + `))*)`)
	ownName  = regexp.MustCompile(`本(?:法|条例|办法|规定|细则|规则|解释|决定|通知|意见|方案|条|款)(` + articleRef + `|` + belowRef + `)?|前(?:条|款|项)|(?:本法|本条例|本办法|本规定)(` + articleRef + `)`)
	againRef = regexp.MustCompile(`(?:该法|该条例|该办法|该规定|上述法律|同法)(` + articleRef + `(?:(?:、|和|及|至|到)(?:` + articleRef + `|` + belowRef + `))*)`)
)

// Resolve answers every reference in a text for a day. own is the text itself,
// for 本办法第三条, or nil.
func (r Resolver) Resolve(text string, on guibei.Date, own *Text) ([]Answer, error) {
	var out []Answer
	for _, c := range Citations(text) {
		out = append(out, Answer{Quote: text[c.Start:c.End], Start: c.Start, End: c.End, Kind: Named, Title: c.Title, DocumentNo: c.DocumentNo, Provisions: written(c.Article)})
	}
	out = r.add(out, text, bareName, Named)
	out = r.add(out, text, againRef, Again)
	out = r.add(out, text, ownName, Own)
	slices.SortFunc(out, func(a, b Answer) int { return a.Start - b.Start })
	for i := range out {
		out[i].On = on
		if out[i].Kind == Again {
			out[i].Title = before(out[:i])
		}
		if err := r.answer(&out[i], on, own); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// add finds further references where none was found yet.
func (r Resolver) add(out []Answer, text string, re *regexp.Regexp, kind Kind) []Answer {
	for _, m := range re.FindAllStringSubmatchIndex(text, -1) {
		a := Answer{Start: m[0], End: m[1], Kind: kind, Provisions: []Answered{}}
		group := func(i int) string {
			if 2*i+1 >= len(m) || m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		if kind == Named {
			// The shortest tail of the words that the register knows is the name.
			name := r.known(group(1))
			if name == "" {
				continue
			}
			a.Title, a.Start, a.Provisions = name, m[3]-len(name), written(group(2))
		} else {
			a.Provisions = written(group(1))
		}
		if slices.ContainsFunc(out, func(o Answer) bool { return o.Start < a.End && a.Start < o.End }) {
			continue
		}
		a.Quote = text[a.Start:a.End]
		out = append(out, a)
	}
	return out
}

// known returns the longest tail of words that is the name of a law.
func (r Resolver) known(words string) string {
	for i := range words {
		if _, ok := r.Register.Find(words[i:]); ok {
			return words[i:]
		}
	}
	return ""
}

// before is the title that was named last.
func before(as []Answer) string {
	for _, a := range slices.Backward(as) {
		if a.Kind == Named {
			return a.Title
		}
	}
	return ""
}

func written(article string) []Answered {
	out := []Answered{}
	for _, p := range Provisions(article) {
		out = append(out, Answered{Provision: p, Written: p.String(), Exists: Undecidable})
	}
	return out
}

// answer fills in what is known.
func (r Resolver) answer(a *Answer, on guibei.Date, own *Text) error {
	if a.Kind == Own {
		a.Status = Unknown
		if own != nil {
			a.Status, a.Title = InForce, own.Title
			read(a.Provisions, own)
		}
		return nil
	}
	l, ok := r.Register.Find(a.Title)
	if !ok {
		a.Status = Unknown
		return r.read(a, a.Title, on)
	}
	a.Law = &l
	a.Status, a.Version, a.Next = l.At(on)
	if a.Status != Repealed && a.Version != nil {
		count(a.Provisions, a.Version.Articles)
	}
	if err := r.read(a, l.Title, on); err != nil || a.Status != Repealed || l.Successor == "" {
		return err
	}
	return r.succeed(a, l, on)
}

// read takes the words from the text, where there is one.
func (r Resolver) read(a *Answer, title string, on guibei.Date) error {
	if r.Texts == nil || len(a.Provisions) == 0 {
		return nil
	}
	t, err := r.Texts.Text(title, on)
	if err != nil || t == nil {
		return err
	}
	read(a.Provisions, t)
	return nil
}

func read(ps []Answered, t *Text) {
	for i := range ps {
		if words, ok := t.Provision(ps[i].Provision); ok {
			ps[i].Exists, ps[i].Text = Exists, words
		} else if ps[i].Article > 0 {
			ps[i].Exists = Missing
		}
	}
}

// count decides by the number of articles alone; whether a paragraph or an item
// exists cannot be known then.
func count(ps []Answered, articles int) {
	for i := range ps {
		switch p := ps[i]; {
		case articles == 0 || p.Article == 0 || p.Inserted > 0:
		case p.Article > articles:
			ps[i].Exists = Missing
		case p.Paragraph == 0 && p.Item == 0:
			ps[i].Exists = Exists
		}
	}
}

// sameMatter is how much two articles must have in common to be about one matter:
// what pairs of revised laws were found to have.
const sameMatter = 0.2

// succeed looks in the laws that took the place of one for the article that is
// most like the one cited.
func (r Resolver) succeed(a *Answer, l Law, on guibei.Date) error {
	if r.Texts == nil {
		return nil
	}
	for title := range strings.SplitSeq(l.Successor, "；") {
		t, err := r.Texts.Text(title, on)
		if err != nil {
			return err
		}
		if t == nil {
			continue
		}
		for i := range a.Provisions {
			p := &a.Provisions[i]
			if s := t.likest(p.Text); s != nil && s.Likely >= sameMatter && (p.Successor == nil || s.Likely > p.Successor.Likely) {
				s.Law = title
				p.Successor = s
			}
		}
	}
	return nil
}

// likest returns the article that has most in common with some words.
func (t *Text) likest(words string) *Successor {
	grams := fiveGrams(words)
	if len(grams) == 0 {
		return nil
	}
	var best *Successor
	for _, a := range t.Articles {
		have := fiveGrams(a.Words())
		same := 0
		for g := range grams {
			if have[g] {
				same++
			}
		}
		// Containment: an article that was taken over into a longer one counts whole.
		if share := float64(same) / float64(min(len(grams), max(len(have), 1))); best == nil || share > best.Likely {
			best = &Successor{Article: a.Label, Likely: share, Text: a.Words()}
		}
	}
	return best
}

// fiveGrams are the pieces of five Han characters, letters or digits.
func fiveGrams(s string) map[string]bool {
	const n = 5
	var rs []rune
	for _, r := range s {
		if r >= 0x3400 && r <= 0x9fff || r >= '0' && r <= '9' || r >= 0x20000 {
			rs = append(rs, r)
		}
	}
	out := map[string]bool{}
	for i := 0; i+n <= len(rs); i++ {
		out[string(rs[i:i+n])] = true
	}
	return out
}
