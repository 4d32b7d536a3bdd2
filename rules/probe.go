package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"guibei"
)

// probe is one pattern of a rule for prohibited content.
type probe struct {
	says     string   // what the words look like, in Chinese: 设定罚款
	keys     []string // one of them must occur before the pattern is tried
	re       *regexp.Regexp
	severity guibei.Severity // "" is the rule's
	points   bool            // 依法 without an amount makes it harmless
	plain    bool            // neither a prohibition nor a cited basis changes anything
	scope    scope           // what it is tried on
	ids      []int           // the keys in the keyring, once it is made
	harmless func(hit) bool  // what else does; nil for nothing
}

// hit is a place in a clause where a probe matched.
type hit struct {
	clause   *clause
	from, to int
}

func (h hit) text() string   { return h.clause.text[h.from:h.to] }
func (h hit) before() string { return tail(h.clause.text[:h.from], near) }
func (h hit) after() string  { return head(h.clause.text[h.to:], near) }

// charges is a rule for prohibited content: its probes and what to do next.
type charges struct {
	probes []probe
	next   string // Chinese: what the drafter should do
}

// look tries every probe on every clause. Probes stand in order of weight: a
// stretch that one has claimed is not reported again by a later one.
func (cs charges) look(r *Rule, in *Input) []guibei.Finding {
	var out []guibei.Finding
	v := in.read()
	for i := range v.clauses {
		out = append(out, cs.clause(r, &v.clauses[i], inSentence)...)
	}
	if cs.has(inLine) {
		for i := range v.lines {
			out = append(out, cs.clause(r, v.lines[i].clause(), inLine)...)
		}
	}
	if cs.has(inTitle) && in.titled() {
		out = append(out, cs.clause(r, v.titleClause(in), inTitle)...)
	}
	return out
}

func (cs charges) has(s scope) bool {
	return slices.ContainsFunc(cs.probes, func(p probe) bool { return p.scope == s })
}

func (cs charges) clause(r *Rule, c *clause, on scope) []guibei.Finding {
	var out []guibei.Finding
	var claimed []hit
	for i := range cs.probes {
		p := &cs.probes[i]
		if p.scope != on {
			continue
		}
		for _, h := range c.hits(p) {
			if overlaps(claimed, h) {
				continue
			}
			claimed = append(claimed, h)
			f := cs.finding(r, p, h)
			if c.national && !p.plain {
				f.Severity = verifySeverity(f.Severity)
			}
			out = append(out, f)
		}
	}
	return out
}

func overlaps(hs []hit, h hit) bool {
	for _, o := range hs {
		if h.from < o.to && o.from < h.to {
			return true
		}
	}
	return false
}

// maxHits is how often one probe speaks about one sentence.
const maxHits = 8

// hits returns where the probe matches and nothing in the sentence makes it
// harmless. What lies in the lead was reported where the lead stands.
func (c *clause) hits(p *probe) []hit {
	if !c.holds(p) {
		return nil
	}
	var out []hit
	for _, m := range p.re.FindAllStringIndex(c.text, 2*maxHits) {
		h := hit{c, m[0], m[1]}
		if len(out) == maxHits {
			break
		}
		if h.to <= c.lead || !p.plain && !c.without.Prohibition && forbidden(h.before()) {
			continue
		}
		if c.without.Guards {
			out = append(out, h)
			continue
		}
		if p.points && pointsToLaw(h.before(), h.text()) && !amount.MatchString(h.text()) {
			continue
		}
		if p.harmless != nil && p.harmless(h) {
			continue
		}
		out = append(out, h)
	}
	return out
}

func containsAny(s string, keys []string) bool {
	for _, k := range keys {
		if strings.Contains(s, k) {
			return true
		}
	}
	return false
}

func (cs charges) finding(r *Rule, p *probe, h hit) guibei.Finding {
	at := h.clause.placeOf(h.from, h.to)
	if basis := h.clause.restated(); basis != "" && !p.plain && !h.clause.without.Basis {
		f := r.finding(at, fmt.Sprintf(
			"“%s”疑似%s，句中以%s为依据。请核对原文：行为、种类、幅度是否一致，条号是否现行有效，该依据是否属于法律、法规或者规章；一致的，建议只作指引，不重复规定。",
			h.text(), p.says, basis))
		f.Severity, f.Verify = verifySeverity(p.severityOf(r)), true
		return f
	}
	f := r.finding(at, fmt.Sprintf("“%s”疑似%s，请核对。%s", h.text(), p.says, cs.next))
	f.Severity = p.severityOf(r)
	return f
}

func (p *probe) severityOf(r *Rule) guibei.Severity {
	if p.severity == "" {
		return r.Severity
	}
	return p.severity
}

// verifySeverity is what is left of a severity when the sentence cites a basis.
func verifySeverity(s guibei.Severity) guibei.Severity {
	switch s {
	case guibei.Blocker, guibei.High:
		return guibei.Medium
	case guibei.Info:
		return guibei.Info
	case guibei.Medium, guibei.Low:
	}
	return guibei.Low
}

// rule completes a rule with what it does, so that a rule can be written as
// one value that knows itself.
func rule(r Rule, look func(*Rule, *Input) []guibei.Finding) Rule {
	r.Check = func(in *Input) []guibei.Finding {
		in.read()
		return look(&r, in)
	}
	return r
}

// charged completes a rule that is patterns.
func charged(r Rule, cs charges) Rule {
	r.probes = cs.probes
	return rule(r, cs.look)
}
