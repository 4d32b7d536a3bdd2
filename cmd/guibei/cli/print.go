package cli

import (
	"fmt"
	"io"
	"time"

	"guibei"
)

// print writes the report as a person reads it.
func (r Report) print(w io.Writer) {
	zone := r.zone
	fmt.Fprintf(w, "《%s》 %s %s\n件号 %s，现在处于“%s”。\n", r.Title, r.DocumentNo, r.UnifiedNo, r.Case, r.Stage.Label())
	fmt.Fprintf(w, "\n一、送审稿检查：%d处疑点\n", len(r.Findings))
	printFindings(w, r.Findings)
	fmt.Fprintf(w, "\n二、公布稿检查：%d处疑点\n", len(r.Revised))
	printFindings(w, r.Revised)
	fmt.Fprintln(w, "\n三、办理经过")
	for _, e := range r.Events {
		fmt.Fprintf(w, "  %2d  %s  %s %s%s → %s\n", e.Seq, e.OccurredAt.In(zone).Format("2006-01-02 15:04"),
			e.Actor.Name, e.Kind.Label(), lateMark(e, zone), e.Stage.Label())
	}
	fmt.Fprintln(w, "\n四、期限及其来历")
	for _, c := range r.Clocks {
		printClock(w, c)
	}
	fmt.Fprintln(w, "\n五、备案")
	for _, f := range r.Filings {
		fmt.Fprintf(w, "  %s：期限 %s，%s报送（%s），首次形式审查%s，%s %s\n", f.Track.Name, f.DueOn,
			f.SubmittedAt.In(zone).Format("2006-01-02"), inTime(f, zone), formLabel(f.FirstCheck), f.Status.Label(), f.RegistrationNo)
	}
	fmt.Fprintln(w, "\n六、途中被拒绝的操作（应当被拒绝）")
	for _, t := range r.Tried {
		fmt.Fprintf(w, "  %s\n", t)
	}
	fmt.Fprintln(w, "\n七、本年度比率（制定机关：青山区人民政府）")
	printRates(w, r.Rates)
}

func lateMark(e guibei.Event, zone *time.Location) string {
	if guibei.DateOf(e.OccurredAt, zone) == guibei.DateOf(e.RecordedAt, zone) {
		return ""
	}
	return "（补录）"
}

func inTime(f guibei.Obligation, zone *time.Location) string {
	if f.SubmittedAt.Before(f.DueOn.EndOfDay(zone)) {
		return "按期"
	}
	return fmt.Sprintf("逾期%d日", guibei.DateOf(f.SubmittedAt, zone).DaysSince(f.DueOn))
}

func formLabel(r guibei.FormResult) string {
	switch r {
	case guibei.FormPassed:
		return "通过"
	case guibei.FormDefective:
		return "要求补正"
	case guibei.FormRefused:
		return "不予登记"
	case guibei.FormUnchecked:
	}
	return "未作"
}

func printClock(w io.Writer, c guibei.Clock) {
	name := c.Kind.Label()
	if track := c.Obligation; track != "" {
		name += "·" + track[len(track)-min(len(track), 8):]
	}
	fmt.Fprintf(w, "  %s（第%d次）：%s 起算，%s\n", name, c.Run, c.StartedOn, endOf(c))
	for _, line := range c.Why {
		fmt.Fprintf(w, "      %s\n", line)
	}
}

func endOf(c guibei.Clock) string {
	s := c.DueOn.String() + " 届满"
	switch {
	case c.DueOn.IsZero():
		s = "不设期限"
	case c.Provisional:
		s += "（暂定）"
	}
	if c.State == guibei.ClockStopped {
		s += "，" + c.StoppedOn.String() + " 办结"
	}
	return s
}
