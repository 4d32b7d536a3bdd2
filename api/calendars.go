package api

import (
	"context"
	"slices"
	"time"

	"guibei"
	"guibei/deadline"
	"guibei/regions"
	"guibei/store"
)

// CalendarView is the working calendar of a region.
type CalendarView struct {
	Region          string             `json:"region" doc:"地区代码"`
	Name            string             `json:"name" doc:"地区"`
	Calendar        string             `json:"calendar" doc:"日历标识和版本"`
	Through         int                `json:"through" doc:"已公布到哪一年"`
	ProvisionalFrom guibei.Date        `json:"provisional_from" doc:"自这一日起推算的期限是暂定的"`
	Years           []CalendarYearView `json:"years" nullable:"false" doc:"各年，由近到远，含尚未公布的下一年"`
}

// CalendarYearView is where the arrangement of a year comes from.
type CalendarYearView struct {
	Year           int       `json:"year" doc:"年"`
	Published      bool      `json:"published" doc:"放假安排是否已经公布并收录"`
	Source         string    `json:"source" enum:"embedded,imported,none" doc:"来源：随程序、导入、没有"`
	Notice         string    `json:"notice,omitempty" doc:"通知的文号"`
	ImportedAt     time.Time `json:"imported_at,omitzero" doc:"导入时间"`
	ImportedBy     string    `json:"imported_by,omitempty" doc:"导入人编号"`
	ImportedByName string    `json:"imported_by_name,omitempty" doc:"导入人"`
}

// CalendarDaysView is the days of a year that are not as the week has them.
type CalendarDaysView struct {
	CalendarYearView
	Region string            `json:"region" doc:"地区代码"`
	URLs   []string          `json:"urls" nullable:"false" doc:"通知的网址"`
	Off    []CalendarDayView `json:"off" nullable:"false" doc:"放假的日子"`
	Work   []CalendarDayView `json:"work" nullable:"false" doc:"调休上班的日子"`
	Local  []CalendarDayView `json:"local" nullable:"false" doc:"本地另外放假的日子"`
}

// CalendarDayView is one day with what it is.
type CalendarDayView struct {
	Date    guibei.Date `json:"date" doc:"日期"`
	Name    string      `json:"name" doc:"节日"`
	Weekday int         `json:"weekday" minimum:"0" maximum:"6" doc:"星期，0为星期日"`
}

// CalendarImport is what importing a year does, or would do.
type CalendarImport struct {
	Region   string              `json:"region" doc:"地区代码"`
	Year     int                 `json:"year" doc:"年"`
	DryRun   bool                `json:"dry_run" doc:"只试算，没有导入"`
	Valid    bool                `json:"valid" doc:"文件是否可以导入"`
	Problems []CalendarProblem   `json:"problems" nullable:"false" doc:"文件中的问题，逐日"`
	Days     []CalendarDayChange `json:"days" nullable:"false" doc:"与现在的日历不同的日子"`
	Moves    []ClockMove         `json:"moves" nullable:"false" doc:"会变动的期限，最多500项"`
	Moved    int                 `json:"moved" doc:"会变动的期限数"`
	Checked  int                 `json:"checked" doc:"试算的期限数"`
	Cases    int                 `json:"cases" doc:"涉及的件数"`
	Told     int                 `json:"told" doc:"已通知重新计算的件数"`
	Untold   int                 `json:"untold" doc:"没有通知到的件数；再次导入同一文件即再次通知"`
	Sentence string              `json:"sentence" doc:"一句话说明结果"`
}

// CalendarProblem is what is wrong with a file.
type CalendarProblem struct {
	Date    string `json:"date,omitempty" doc:"文件中的日期；与某一日无关的不出现"`
	List    string `json:"list,omitempty" enum:"off,work" doc:"在哪一个清单"`
	Row     int    `json:"row,omitempty" doc:"清单中的第几项，由1起"`
	Message string `json:"message" doc:"问题"`
}

// CalendarDayChange is a day whose work changes.
type CalendarDayChange struct {
	Date   guibei.Date `json:"date" doc:"日期"`
	Before string      `json:"before" doc:"原来：工作日、周末、春节放假……"`
	After  string      `json:"after" doc:"改为"`
	Works  bool        `json:"works" doc:"改为工作日"`
}

// ClockMove is a clock whose end moves.
type ClockMove struct {
	Case        string           `json:"case" doc:"件号"`
	Title       string           `json:"title" doc:"文件名称"`
	Clock       guibei.ClockKind `json:"clock" doc:"期限"`
	ClockLabel  string           `json:"clock_label" doc:"期限名称"`
	Obligation  string           `json:"obligation,omitempty" doc:"备案义务编号"`
	From        guibei.Date      `json:"from,omitzero" doc:"原来的最后一日"`
	To          guibei.Date      `json:"to,omitzero" doc:"改为；暂停计时的不出现"`
	Provisional bool             `json:"provisional" doc:"改后是否仍是暂定"`
}

type (
	calendarsOutput struct {
		Body struct {
			Calendars []CalendarView `json:"calendars" nullable:"false" doc:"各地区的工作日历"`
		}
	}
	calendarYearInput struct {
		Region string `path:"region" doc:"地区代码"`
		Year   int    `path:"year" minimum:"1949" maximum:"2199" doc:"年"`
	}
	calendarYearOutput struct{ Body CalendarDaysView }

	calendarImportInput struct {
		Region string `path:"region" doc:"地区代码"`
		DryRun bool   `query:"dry_run" doc:"只试算哪些期限会变动，不导入"`
		Body   yearFile
	}
	calendarImportOutput struct{ Body CalendarImport }
)

// yearFile is the arrangement of a year as a file says it. Dates are texts, so
// that each wrong one can be named.
type yearFile struct {
	Year   int       `json:"year" doc:"年"`
	Notice string    `json:"notice,omitempty" maxLength:"100" doc:"通知的文号"`
	URLs   []string  `json:"urls,omitempty" nullable:"false" maxItems:"20" doc:"通知的网址"`
	Off    []yearDay `json:"off" nullable:"false" maxItems:"200" doc:"放假的日子，含假期中的周末"`
	Work   []yearDay `json:"work" nullable:"false" maxItems:"100" doc:"调休上班的周末"`
}

type yearDay struct {
	Date string `json:"date" maxLength:"20" doc:"日期，如 2027-01-01"`
	Name string `json:"name" maxLength:"50" doc:"节日"`
}

func (s *Server) calendarRoutes() {
	const path = "/api/v1/calendars"
	handle(s, route{method: "GET", path: path, id: "calendars", tag: tagSystem, summary: "工作日历", errors: []int{forbidden}}, s.listCalendars)
	handle(s, route{method: "GET", path: path + "/{region}/{year}", id: "calendar-year", tag: tagSystem, summary: "一年的放假和调休", errors: []int{forbidden, notFound}}, s.calendarYear)
	handle(s, route{
		method: "POST", path: path + "/{region}/years", id: "import-calendar-year", tag: tagSystem, summary: "导入一年的放假安排",
		doc:    "dry_run 时只试算：文件逐日有什么问题、哪些期限会从哪一天移到哪一天，什么都不写入；文件有问题也回答 200，valid 为 false。正式导入后通知涉及的件重新计算。",
		errors: []int{badRequest, forbidden, notFound, tooLarge},
	}, s.importCalendar)
}

// regionsHere are the regions whose organs this system has, by code.
func (s *Server) regionsHere(ctx context.Context) ([]*regions.Region, error) {
	organs, err := s.Store.Organs(ctx)
	return slices.DeleteFunc(regions.All(), func(r *regions.Region) bool {
		return !slices.ContainsFunc(organs, func(o guibei.Organ) bool { return o.Region == r.Code })
	}), err
}

// calendarOf is the working calendar of a region as its periods are computed
// with: the national one, the years imported, the region's own days.
func (s *Server) calendarOf(ctx context.Context, r *regions.Region) (*deadline.Calendar, error) {
	national, err := s.Store.Calendar(ctx, r.Code)
	if err != nil {
		return nil, err
	}
	return r.Calendar(national)
}

// listCalendars says which years the calendars have, and where from.
func (s *Server) listCalendars(ctx context.Context, _ guibei.Person, _ *struct{}) (*calendarsOutput, error) {
	here, err := s.regionsHere(ctx)
	if err != nil {
		return nil, err
	}
	out := &calendarsOutput{}
	out.Body.Calendars = []CalendarView{}
	for _, r := range here {
		v, err := s.calendarView(ctx, r)
		if err != nil {
			return nil, err
		}
		out.Body.Calendars = append(out.Body.Calendars, v)
	}
	return out, nil
}

func (s *Server) calendarView(ctx context.Context, r *regions.Region) (CalendarView, error) {
	cal, err := s.calendarOf(ctx, r)
	if err != nil {
		return CalendarView{}, err
	}
	imported, err := s.Store.CalendarYears(ctx, r.Code)
	if err != nil {
		return CalendarView{}, err
	}
	v := CalendarView{
		Region: r.Code, Name: r.Name, Calendar: cal.ID() + "@" + cal.Version(), Through: cal.Through(),
		ProvisionalFrom: cal.ProvisionalFrom(guibei.DateOf(s.Now(), r.Location())), Years: []CalendarYearView{},
	}
	for _, y := range slices.Backward(append(cal.Years(), cal.Through()+1)) {
		v.Years = append(v.Years, yearView(cal, imported, y))
	}
	return v, nil
}

func yearView(cal *deadline.Calendar, imported []store.CalendarYear, year int) CalendarYearView {
	v := CalendarYearView{Year: year, Source: "none"}
	y, published := cal.Year(year)
	if published {
		v.Published, v.Source, v.Notice = true, "embedded", y.Notice
	}
	for _, i := range imported {
		if i.Year.Year == year {
			v.Source, v.ImportedAt, v.ImportedBy, v.ImportedByName = "imported", i.ImportedAt, i.ImportedBy, i.ImportedByName
		}
	}
	return v
}

// calendarYear is the days of one year.
func (s *Server) calendarYear(ctx context.Context, _ guibei.Person, in *calendarYearInput) (*calendarYearOutput, error) {
	r, err := regions.Load(in.Region)
	if err != nil {
		return nil, err
	}
	cal, err := s.calendarOf(ctx, r)
	if err != nil {
		return nil, err
	}
	imported, err := s.Store.CalendarYears(ctx, r.Code)
	if err != nil {
		return nil, err
	}
	y, _ := cal.Year(in.Year)
	v := CalendarDaysView{
		CalendarYearView: yearView(cal, imported, in.Year), Region: r.Code, URLs: list(y.URLs),
		Off: dayViews(y.Off), Work: dayViews(y.Work), Local: []CalendarDayView{},
	}
	for _, d := range dayViews(r.LocalDaysOff()) {
		if d.Date.Year == in.Year {
			v.Local = append(v.Local, d)
		}
	}
	return &calendarYearOutput{v}, nil
}

func dayViews(days []deadline.Day) []CalendarDayView {
	out := []CalendarDayView{}
	for _, d := range days {
		out = append(out, CalendarDayView{Date: d.Date, Name: d.Name, Weekday: int(d.Date.Weekday())})
	}
	return out
}
