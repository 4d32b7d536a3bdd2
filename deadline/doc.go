// Package deadline computes statutory periods (期间) of Chinese administrative
// procedure and says in words how it came to each date.
//
// It is pure: an event's date, a [Period], a [Calendar] and the [Pause]s go
// in, a due date and its derivation come out. It asks no clock and touches no
// file but its own embedded holiday tables, so the same question has the same
// answer in a workflow replay, in a report and in court.
//
//	         event                                             due
//	           │ day 1 …                                        │
//	───────────┼────────────┬───────────────────┬───────────────┼──▶
//	           └ not counted│      paused       │ counted again
//	             (民法典201) From                To
//	                        the last day counted the last day suspended
//
// # Counting
//
//   - The day of the event is not counted; day 1 is the next day
//     (民法典第二百零一条).
//   - [Days] counts every civil day. [WorkingDays] counts the days on which
//     government offices work under the State Council's yearly notice: a
//     worked Saturday (调休上班) counts, a holiday does not.
//   - [Months] and [Years] end on the corresponding day, or on the last day of
//     the month that has none (民法典第二百零二条).
//   - With RollForward, a period in days, months or years whose last day is a
//     rest day ends on the first working day after it (民法典第二百零三条). A
//     period in working days ends on a working day anyway.
//
// # Pauses
//
// A pause suspends the days strictly after From, up to and including To: the
// day on which a clock is stopped still counts, the day on which it is started
// again does not, by the same rule that leaves out the day of the event. Thus
// From == To suspends nothing. Suspended days are not counted; a period in
// days, months or years ends later by exactly the suspended days it contains
// (months and years are first turned into the days up to their corresponding
// day). Pauses may come in any order and overlap or touch: a day is suspended
// once, however many pauses cover it. A pause that ends on or before the
// event, or begins on or after the due date, changes nothing. A period also
// cannot end inside a pause: when the last day is a rest day and a pause
// begins before the working day it would roll to, it ends on the first working
// day after the pause. A pause without To is still open: there is no due date,
// and [Result.Remaining] says what is left.
//
// # Years without a calendar
//
// Where no notice is known, weekends alone are rest days and the result is
// provisional, but only if such a day decided something: a working-day count
// went over it, or a roll-forward looked at it. The last days of December
// belong to the next year's notice (five of the twenty notices 2007–2026 move
// them), so they too stay provisional until that notice is known.
package deadline
