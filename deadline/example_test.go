package deadline_test

import (
	"fmt"

	"guibei/deadline"
)

// tell prints the derivation of a result, or why there is none. It goes
// sentence by sentence, so the examples below are what a user reads.
func tell(r deadline.Result, err error) {
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, sentence := range r.Explain()[1:] { // the heading names the calendar's version
		fmt.Println(sentence)
	}
}

func ExampleCompute_workingDaysWithPause() {
	tell(deadline.Compute(day("2026-02-10"), working(15), deadline.China(),
		pause("2026-02-12", "2026-02-26", "补正")))
	// Output:
	// 2026年2月10日（周二）为起算事件发生之日，当日不计入，自次日起算（民法典第二百零一条）。
	// 2026年2月11日（周三）至2月12日（周四），计2个工作日，累计2个工作日。
	// 2026年2月13日（周五）至2月26日（周四），因补正暂停计时，14天不计。
	// 2026年2月27日（周五），计1个工作日，累计3个工作日。
	// 2026年2月28日（周六），春节调休上班，计1个工作日，累计4个工作日。
	// 2026年3月1日（周日），周末，1天不计。
	// 2026年3月2日（周一）至3月6日（周五），计5个工作日，累计9个工作日。
	// 2026年3月7日（周六）至3月8日（周日），周末，2天不计。
	// 2026年3月9日（周一）至3月13日（周五），计5个工作日，累计14个工作日。
	// 2026年3月14日（周六）至3月15日（周日），周末，2天不计。
	// 2026年3月16日（周一），计1个工作日，累计15个工作日。
	// 期间于2026年3月16日（周一）届满，截止时间为当日二十四时；有业务时间的，为停止业务活动的时间（民法典第二百零三条）。
}

func ExampleCompute_filingWithinFifteenDays() {
	filing := deadline.Period{N: 15, Unit: deadline.Days, RollForward: true}
	tell(deadline.Compute(day("2026-02-05"), filing, deadline.China()))
	tell(deadline.Compute(day("2026-01-30"), filing, deadline.China()))
	// Output:
	// 2026年2月5日（周四）为起算事件发生之日，当日不计入，自次日起算（民法典第二百零一条）。
	// 2026年2月6日（周五）至2月20日（周五），计15日，累计15日。
	// 最后一日2026年2月20日（周五）逢春节放假，顺延至其后第一个工作日（民法典第二百零三条）：2026年2月20日（周五）至2月23日（周一），春节放假。
	// 期间于2026年2月24日（周二）届满，截止时间为当日二十四时；有业务时间的，为停止业务活动的时间（民法典第二百零三条）。
	// 2026年1月30日（周五）为起算事件发生之日，当日不计入，自次日起算（民法典第二百零一条）。
	// 2026年1月31日（周六）至2月14日（周六），计15日，累计15日。
	// 最后一日2026年2月14日（周六）春节调休上班，为工作日，不顺延。
	// 期间于2026年2月14日（周六）届满，截止时间为当日二十四时；有业务时间的，为停止业务活动的时间（民法典第二百零三条）。
}

func ExampleCompute_monthStillPaused() {
	tell(deadline.Compute(day("2026-01-31"), rolling(1, deadline.Months), deadline.China(),
		pause("2026-02-20", "", "请予说明")))
	// Output:
	// 2026年1月31日（周六）为起算事件发生之日，当日不计入，自次日起算（民法典第二百零一条）。
	// 2026年1月31日（周六）之后1个月，到期月的对应日为2026年2月28日（周六）（到期月没有31日，以月末日为最后一日，民法典第二百零二条），共计28日。
	// 2026年2月1日（周日）至2月20日（周五），计20日，累计20日。
	// 自2026年2月21日（周六）起，因请予说明暂停计时，尚未恢复；已计20日，剩余8日，恢复后接续计算。
}

func ExampleCompute_intoAYearWithoutCalendar() {
	tell(deadline.Compute(day("2026-12-25"), working(6), deadline.China()))
	// Output:
	// 2026年12月25日（周五）为起算事件发生之日，当日不计入，自次日起算（民法典第二百零一条）。
	// 2026年12月26日（周六）至12月27日（周日），周末，2天不计。
	// 2026年12月28日（周一）至2027年1月1日（周五），计5个工作日，累计5个工作日。
	// 2027年1月2日（周六）至1月3日（周日），周末，2天不计。
	// 2027年1月4日（周一），计1个工作日，累计6个工作日。
	// 期间于2027年1月4日（周一）届满，截止时间为当日二十四时；有业务时间的，为停止业务活动的时间（民法典第二百零三条）。
	// 2027年放假安排尚未公布，暂按周末推算，公布后重新计算。
}

func ExampleWarnings() {
	review := deadline.Period{N: 15, Unit: deadline.WorkingDays, Source: "国办发〔2018〕115号", Confirmed: true}
	r, err := deadline.Compute(day("2026-03-02"), review, deadline.China())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(review, "至", r.Due)
	for _, w := range deadline.Warnings(r, deadline.China()) {
		fmt.Println(w.Kind, w.Date, w.Remaining)
	}
	// Output:
	// 15个工作日 至 2026-03-23
	// half 2026-03-12 7
	// most 2026-03-18 3
	// eve 2026-03-20 1
}
