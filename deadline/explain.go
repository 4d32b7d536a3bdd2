package deadline

import (
	"fmt"
	"strings"
)

// Explain returns the derivation in Chinese sentences, in order: the period
// and its source, the day that is not counted, each run of days counted,
// passed over, suspended or rolled, the last day, and a warning for each year
// whose calendar is missing.
func (r Result) Explain() []string {
	lines := []string{r.heading()}
	rolled := false
	for _, s := range r.Steps {
		lines = append(lines, r.sentence(s, rolled))
		rolled = rolled || s.Kind == StepRoll
	}
	for _, y := range r.MissingYears {
		lines = append(lines, r.caution(y))
	}
	return lines
}

func (r Result) heading() string {
	var b strings.Builder
	b.WriteString("期限为" + r.Period.String())
	if r.Period.Source != "" {
		b.WriteString("（依据：" + r.Period.Source + "）")
	}
	if r.CalendarID != "" && r.Period.consults() {
		fmt.Fprintf(&b, "，按工作日历%s（版本%s）推算", r.CalendarID, r.CalendarVersion)
	}
	return b.String() + "。"
}

// sentence says one step; rolled is whether an earlier step rolled already.
func (r Result) sentence(s Step, rolled bool) string {
	switch s.Kind {
	case StepStart:
		return long(s.From) + "为起算事件发生之日，当日不计入，自次日起算（民法典第二百零一条）。"
	case StepAnchor:
		return r.anchorSentence(s)
	case StepCount:
		return fmt.Sprintf("%s，计%s，累计%s。", span(s), r.amount(s.Days), r.amount(s.Total))
	case StepMakeUp:
		return fmt.Sprintf("%s，%s，计%s，累计%s。", span(s), s.Name, r.amount(s.Days), r.amount(s.Total))
	case StepRest:
		return fmt.Sprintf("%s，%s，%d天不计。", span(s), s.Name, s.Days)
	case StepPause:
		return r.pauseSentence(s)
	case StepStay:
		if s.Name == "" {
			return fmt.Sprintf("最后一日%s为工作日，不顺延。", long(s.From))
		}
		return fmt.Sprintf("最后一日%s%s，为工作日，不顺延。", long(s.From), s.Name)
	case StepRoll:
		if rolled {
			return fmt.Sprintf("%s，%s，继续顺延。", span(s), s.Name)
		}
		return fmt.Sprintf("最后一日%s逢%s，顺延至其后第一个工作日（民法典第二百零三条）：%s，%s。", long(s.From), s.Name, span(s), s.Name)
	case StepDue:
		return dueSentence(s)
	}
	return fmt.Sprintf("%s，%s。", span(s), s.Name)
}

func (r Result) anchorSentence(s Step) string {
	note := "民法典第二百零二条"
	if s.To.Day != s.From.Day {
		note = fmt.Sprintf("到期月没有%d日，以月末日为最后一日，%s", s.From.Day, note)
	}
	return fmt.Sprintf("%s之后%s，到期月的对应日为%s（%s），共计%d日。", long(s.From), r.Period, long(s.To), note, s.Days)
}

func (r Result) pauseSentence(s Step) string {
	if s.To.IsZero() {
		return fmt.Sprintf("自%s起，因%s暂停计时，尚未恢复；已计%s，剩余%s，恢复后接续计算。",
			long(s.From), s.Name, r.amount(s.Total), r.amount(r.Remaining))
	}
	return fmt.Sprintf("%s，因%s暂停计时，%d天不计。", span(s), s.Name, s.Days)
}

// dueSentence closes the derivation. A due step carries a name only if the
// period ends on a rest day because it does not roll.
func dueSentence(s Step) string {
	note := ""
	if s.Name != "" {
		note = fmt.Sprintf("（逢%s，本期限未设顺延）", s.Name)
	}
	return fmt.Sprintf("期间于%s届满%s，截止时间为当日二十四时；有业务时间的，为停止业务活动的时间（民法典第二百零三条）。", long(s.From), note)
}

func (r Result) caution(year int) string {
	if year > r.CalendarThrough {
		return fmt.Sprintf("%d年放假安排尚未公布，暂按周末推算，公布后重新计算。", year)
	}
	return fmt.Sprintf("%d年放假安排未收录，暂按周末推算，补录后重新计算。", year)
}

// amount writes a number of counted days in the unit they were counted in.
func (r Result) amount(n int) string {
	if r.Period.Unit == WorkingDays {
		return Period{N: n, Unit: WorkingDays}.String()
	}
	return Period{N: n, Unit: Days}.String()
}

var weekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// long writes 2026年2月12日（周四）.
func long(d Date) string { return fmt.Sprintf("%d年%s", d.Year, short(d)) }

// short writes 2月12日（周四）.
func short(d Date) string {
	return fmt.Sprintf("%d月%d日（%s）", int(d.Month), d.Day, weekdays[d.Weekday()])
}

// span writes the days of a step, naming the year once.
func span(s Step) string {
	switch {
	case s.From == s.To:
		return long(s.From)
	case s.From.Year == s.To.Year:
		return long(s.From) + "至" + short(s.To)
	}
	return long(s.From) + "至" + long(s.To)
}
