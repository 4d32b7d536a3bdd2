package regions

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"guibei"
)

// walk visits every parameter and gathers what is wrong with the pack.
func (p *pack) walk() *walk {
	w := &walk{}
	p.walkIdentity(w)
	p.walkOrgans(w)
	p.walkRouting(w)
	p.walkProcedure(w)
	walkClocks(w, "clocks", "", p.Clocks, notOf(ofTrack))
	p.walkTracks(w)
	p.walkNumbers(w)
	p.walkValidity(w)
	p.walkRules(w)
	return w
}

var codePattern = regexp.MustCompile(`^[1-9]\d{5}$`)

func (p *pack) walkIdentity(w *walk) {
	if !codePattern.MatchString(p.Code) {
		w.fail("code", "行政区划代码“%s”应为六位数字", p.Code)
	}
	for _, f := range []struct{ path, value string }{
		{"name", p.Name},
		{"parent", p.Parent},
		{"province", p.Province},
		{"words.county", p.Words.County},
		{"words.township", p.Words.Township},
		{"words.legal_dept", p.Words.LegalDept},
		{"words.congress", p.Words.Congress},
		{"words.unified", p.Words.Unified},
		{"words.document", p.Words.Document},
		{"words.pre_filing_check", p.Words.PreFilingCheck},
	} {
		if strings.TrimSpace(f.value) == "" {
			w.fail(f.path, "没有填写，请补上")
		}
	}
	if _, err := time.LoadLocation(p.Zone); err != nil {
		w.fail("zone", "没有“%s”这个时区，应写作 Asia/Shanghai 的形式", p.Zone)
	}
	for _, d := range slices.Concat(p.LocalDays.Off, p.LocalDays.Work) {
		if d.Date.IsZero() || d.Name == "" || d.Source == "" {
			w.fail("local_days", "%s的放假安排不完整，请写明日期、名称和依据", d.Date)
		}
	}
}

var idPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{1,31}$`)

func (p *pack) walkOrgans(w *walk) {
	seen := map[string]bool{}
	for i, o := range p.Organs {
		path := fmt.Sprintf("organs[%d]", i+1)
		switch {
		case !idPattern.MatchString(o.ID) || o.ID == self:
			w.fail(path, "机关编号“%s”应由小写字母、数字和短横组成", o.ID)
		case seen[o.ID]:
			w.fail(path, "机关编号“%s”重复", o.ID)
		case o.Name == "":
			w.fail(path, "机关“%s”没有名称", o.ID)
		case organLabels[o.Kind] == "":
			w.fail(path, "没有“%s”这类机关", o.Kind)
		}
		seen[o.ID] = true
	}
}

func (p *pack) hasOrgan(id string) bool {
	return slices.ContainsFunc(p.Organs, func(o organ) bool { return o.ID == id })
}

func (p *pack) organName(id string) string {
	for _, o := range p.Organs {
		if o.ID == id {
			return o.Name
		}
	}
	return "制定机关自身"
}

func (p *pack) walkRouting(w *walk) {
	if len(p.Routing) == 0 {
		w.fail("routing", "没有写明各类制定机关的文件由谁办理、由谁审核，请填写")
	}
	for _, kind := range slices.Sorted(maps.Keys(p.Routing)) {
		path := "routing." + string(kind)
		if _, err := guibei.ClassOf(kind); err != nil {
			w.fail(path, "“%s”不是制定机关的类别", kind)
			continue
		}
		need(w, path, organLabels[kind]+"文件的办理机关", p.Routing[kind], p.routeText, p.checkRoute)
	}
}

func (p *pack) routeText(r route) string {
	return "办公机构：" + p.organName(r.Office) + "；审核机构：" + p.organName(r.Review) + "；公平竞争审查：" + p.organName(r.Fair)
}

func (p *pack) checkRoute(r route) error {
	for _, id := range []string{r.Office, r.Review, r.Fair} {
		if id != self && !p.hasOrgan(id) {
			return fmt.Errorf("机关清单里没有“%s”，请填写清单中的机关编号，或者 self（制定机关自身）", id)
		}
	}
	return nil
}

func (p *pack) walkProcedure(w *walk) {
	c := p.Procedure
	need(w, "procedure.unit_head_approval", "报送须经起草单位负责人同意", c.UnitHeadApproval, boolText, anything[bool])
	need(w, "procedure.required_materials", "送审材料", c.RequiredMaterials, listed(guibei.MaterialKind.Label), checkMaterials)
	need(w, "procedure.exemptions", "可以少于最短审核期限的情形", c.Exemptions, listed(in(exemptionLabels)), each(in(exemptionLabels)))
	need(w, "procedure.late_entry_days", "可以补录的日数", c.LateEntryDays, counted("日"), between(0, 366))
	need(w, "procedure.review_minimum", "合法性审核最短期限", c.ReviewMinimum, limitText, checkLimit)
	need(w, "procedure.consultation_market", "与市场主体有关的文件征求意见最短期限", c.Consultation, limitText, checkLimit)
	need(w, "procedure.effective_gap", "公布之日至施行之日的最短间隔", c.EffectiveGap, limitText, checkLimit)
}

func notOf(kinds []guibei.ClockKind) []guibei.ClockKind {
	return slices.DeleteFunc(slices.Clone(guibei.ClockKinds), func(k guibei.ClockKind) bool { return slices.Contains(kinds, k) })
}

// walkClocks wants every one of the kinds to be set or knowingly left open.
func walkClocks(w *walk, path, owner string, clocks map[guibei.ClockKind]dated[limit], kinds []guibei.ClockKind) {
	for _, k := range slices.Sorted(maps.Keys(clocks)) {
		if !slices.Contains(kinds, k) {
			w.fail(path+"."+string(k), "这里没有“%s”这种期限", k)
		}
	}
	for _, k := range kinds {
		need(w, path+"."+string(k), owner+k.Label(), clocks[k], limitText, checkLimit)
	}
}

func (p *pack) walkTracks(w *walk) {
	seen := map[string]bool{}
	for _, t := range p.Tracks {
		path := "tracks." + t.ID
		switch {
		case !idPattern.MatchString(t.ID) || seen[t.ID]:
			w.fail(path, "备案途径的编号“%s”重复，或者不是小写字母和数字", t.ID)
		case t.Name == "":
			w.fail(path, "没有名称，请补上")
		case !p.hasOrgan(t.Authority):
			w.fail(path, "备案机关“%s”不在机关清单里", t.Authority)
		case t.HandledBy != "" && !p.hasOrgan(t.HandledBy):
			w.fail(path, "承办机构“%s”不在机关清单里", t.HandledBy)
		case t.Desk != guibei.FilingReviewer && t.Desk != guibei.CongressDesk:
			w.fail(path, "办理岗位“%s”应为 filing_reviewer 或者 npc_desk", t.Desk)
		}
		seen[t.ID] = true
		need(w, path+".classes", t.Name+"：文件类别", t.Classes, listed(in(classLabels)), each(in(classLabels)))
		need(w, path+".materials", t.Name+"：备案材料", t.Materials, listed(guibei.MaterialKind.Label), checkMaterials)
		walkClocks(w, path, t.Name+"：", t.Clocks, ofTrack)
		visit(w, path+".registration_no", t.Name+"：备案登记号", t.RegistrationNo, plain, checkPattern)
	}
}

func (p *pack) walkNumbers(w *walk) {
	labels := map[guibei.NumberField]string{
		guibei.OpinionNo: "审核意见书文号", guibei.DocumentNo: "发文字号", guibei.UnifiedNo: "统一编号",
	}
	for _, f := range slices.Sorted(maps.Keys(p.Numbers)) {
		path, check := "numbers."+string(f), checkNumbering
		if labels[f] == "" {
			w.fail(path, "没有“%s”这种编号；备案登记号写在各备案途径里", f)
			continue
		}
		if f == guibei.UnifiedNo {
			check = checkUnified
		}
		visit(w, path, labels[f], p.Numbers[f], numberingText, check)
	}
}

func numberingText(n numbering) string {
	if n.Scope == scopeOrgan {
		return n.Pattern + "，各机关分别编号"
	}
	return n.Pattern + "，全地区统一编号"
}

func (p *pack) walkRules(w *walk) {
	visit(w, "rules.off", "不适用的检查规则", p.Rules.Off, func(ids []string) string { return strings.Join(ids, "、") }, func(ids []string) error {
		for _, id := range ids {
			if !ruleID.MatchString(id) {
				return fmt.Errorf("规则编号“%s”应写作 R001 的形式", id)
			}
		}
		return nil
	})
}

var ruleID = regexp.MustCompile(`^R\d{3}$`)

func (p *pack) walkValidity(w *walk) {
	v := p.Validity
	need(w, "validity.max_years", "有效期最长年数", v.MaxYears, counted("年"), between(1, 30))
	need(w, "validity.trial_years", "暂行、试行文件有效期最长年数", v.TrialYears, counted("年"), between(1, 10))
	need(w, "validity.count_from", "有效期起算", v.CountFrom, in(countLabels), known(in(countLabels)))
	need(w, "validity.auto_lapse", "有效期届满自动失效", v.AutoLapse, boolText, anything[bool])
	need(w, "validity.evaluate_months_before", "届满前开始评估的月数", v.EvaluateBefore, counted("个月"), between(1, 24))
}

func anything[T any](T) error { return nil }

func checkLimit(l limit) error {
	if l.None {
		if l != (limit{None: true}) {
			return errors.New("写了 none: true，就不要再写期限，请二者取一")
		}
		return nil
	}
	return l.bare().Validate()
}

func between(low, high int) func(int) error {
	return func(n int) error {
		if n < low || n > high {
			return fmt.Errorf("应在%d至%d之间，现为%d", low, high, n)
		}
		return nil
	}
}

func checkMaterials(kinds []guibei.MaterialKind) error {
	if len(kinds) == 0 {
		return errors.New("没有列出任何材料，请填写")
	}
	return each(guibei.MaterialKind.Label)(kinds)
}

// known accepts the values that have a label.
func known[T any](label func(T) string) func(T) error {
	return func(v T) error {
		if label(v) == "" {
			return fmt.Errorf("没有“%v”这个取值", v)
		}
		return nil
	}
}

func each[T any](label func(T) string) func([]T) error {
	return func(list []T) error {
		for _, v := range list {
			if err := known(label)(v); err != nil {
				return err
			}
		}
		return nil
	}
}

var (
	placeholder = regexp.MustCompile(`\{[^{}]*\}`)
	allowed     = regexp.MustCompile(`^\{(prefix|year|n|n:0[2-6])\}$`)
	documentNo  = regexp.MustCompile(`^[^\[\]()（）【】〔〕]+〔\{year\}〕\{n\}号$`)
)

// checkPattern holds a number to GB/T 9704—2012 7.2.5: 机关代字, the full year
// in 六角括号, the number without 第 and without leading zeros, 号.
func checkPattern(s string) error {
	if !documentNo.MatchString(s) || strings.Contains(s, "第") {
		return fmt.Errorf("“%s”不合 GB/T 9704—2012 的7.2.5，应写作“某政规发〔{year}〕{n}号”的形式", s)
	}
	return checkPlaceholders(s)
}

func checkPlaceholders(s string) error {
	for _, h := range placeholder.FindAllString(s, -1) {
		if !allowed.MatchString(h) {
			return fmt.Errorf("“%s”里的%s不会被替换，可用的有 {prefix}、{year}、{n}、{n:04}", s, h)
		}
	}
	return nil
}

func checkNumbering(n numbering) error {
	if err := checkScope(n); err != nil {
		return err
	}
	return checkPattern(n.Pattern)
}

// checkUnified leaves the form of a 统一编号 to the region, for no standard
// sets it; without a year and a number it would not be one.
func checkUnified(n numbering) error {
	if err := checkScope(n); err != nil {
		return err
	}
	if !strings.Contains(n.Pattern, "{year}") || !strings.Contains(n.Pattern, "{n") {
		return fmt.Errorf("“%s”里须有 {year} 和 {n}，否则编号会重复", n.Pattern)
	}
	return checkPlaceholders(n.Pattern)
}

func checkScope(n numbering) error {
	switch {
	case n.Scope != scopeOrgan && n.Scope != scopeRegion:
		return fmt.Errorf("编号范围“%s”应为 organ（各机关分别编号）或者 region（全地区统一编号）", n.Scope)
	case n.Scope == scopeOrgan && !strings.Contains(n.Pattern, "{prefix}"):
		return fmt.Errorf("“%s”由各机关分别编号，须有 {prefix}（机关代字），否则各机关的编号会相同", n.Pattern)
	}
	return nil
}
