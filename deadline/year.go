package deadline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
)

// newYearEve is the first day of December that the next year's notice may
// settle. The earliest day any notice from 2007 to 2026 has moved is the 29th;
// one more is margin.
const newYearEve = 28

// Day is one date that a notice names.
type Day struct {
	Date Date   `json:"date"`
	Name string `json:"name"` // the holiday it belongs to: 春节
}

// Year is the holiday arrangement of one year as the State Council's notice
// (国务院办公厅关于部分节假日安排的通知) gives it, later notices merged in.
type Year struct {
	Year   int      `json:"year"`
	Notice string   `json:"notice,omitempty"` // its number, 国办发明电〔2025〕7号; empty if not verified
	URLs   []string `json:"urls,omitempty"`   // where the notices are published
	Off    []Day    `json:"off"`              // every day off it names, weekends inside a holiday included
	Work   []Day    `json:"work"`             // weekend days worked in exchange (调休上班)
}

// ParseYear reads and validates one year's arrangement, written as in the
// package's holidays directory. The errors are Chinese and all reported at
// once, for the administrator who imports the file.
func ParseYear(data []byte) (Year, error) {
	var y Year
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&y); err != nil {
		return Year{}, fmt.Errorf("放假安排文件格式有误：%w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Year{}, errors.New("放假安排文件格式有误：末尾有多余内容")
	}
	if err := y.Validate(); err != nil {
		return Year{}, err
	}
	return y, nil
}

// Validate says in Chinese everything that is wrong with the arrangement. A
// year that leaves out a fixed statutory holiday is refused: an empty
// placeholder must not pass for a published calendar.
func (y Year) Validate() error {
	if y.Year < firstYear || y.Year > lastYear {
		return fmt.Errorf("年份%d无效，应在%d年至%d年之间", y.Year, firstYear, lastYear)
	}
	errs := []error{y.checkWindow(), checkMarks(y.Off, y.Work), y.checkStatutory()}
	for _, w := range y.Work {
		if w.Date.Valid() && !weekend(w.Date) {
			errs = append(errs, fmt.Errorf("调休上班日%s不是周六、周日", long(w.Date)))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("%d年放假安排有误：\n%w", y.Year, err)
	}
	return nil
}

// CheckDay says in Chinese what is wrong with one day that the arrangement is to
// name, for whoever mends a file day by day; nothing when it fits. What only
// the whole can be wrong about (a holiday left out, a day named twice) is for
// [Year.Validate].
func (y Year) CheckDay(d Day, worked bool) []string {
	one := Year{Year: y.Year, Off: []Day{d}}
	errs := []error{one.checkWindow(), checkMarks(one.Off, nil)}
	if worked && d.Date.Valid() && !weekend(d.Date) {
		errs = append(errs, fmt.Errorf("调休上班日%s不是周六、周日", long(d.Date)))
	}
	var out []string
	for _, err := range errs {
		if err != nil {
			out = append(out, err.Error())
		}
	}
	return out
}

// checkWindow refuses days that a notice for this year cannot settle.
func (y Year) checkWindow() error {
	first := Date{Year: y.Year - 1, Month: time.December, Day: newYearEve}
	last := Date{Year: y.Year + 1, Month: time.January, Day: 3}
	var errs []error
	for _, d := range slices.Concat(y.Off, y.Work) {
		if d.Date.Valid() && (d.Date.Before(first) || d.Date.After(last)) {
			errs = append(errs, fmt.Errorf("%s不在%d年通知可以安排的范围内（%s至%s）", d.Date, y.Year, first, last))
		}
	}
	return errors.Join(errs...)
}

// checkStatutory looks for the statutory holidays with a fixed date
// (全国年节及纪念日放假办法第二条), which every notice names.
func (y Year) checkStatutory() error {
	fixed := []Day{
		{Date{Year: y.Year, Month: time.January, Day: 1}, "元旦"},
		{Date{Year: y.Year, Month: time.May, Day: 1}, "劳动节"},
		{Date{Year: y.Year, Month: time.October, Day: 1}, "国庆节"},
	}
	var errs []error
	for _, f := range fixed {
		if !slices.ContainsFunc(y.Off, func(d Day) bool { return d.Date == f.Date }) {
			errs = append(errs, fmt.Errorf("缺少法定节假日%s（%s），放假安排不完整", f.Date, f.Name))
		}
	}
	return errors.Join(errs...)
}

// checkMarks refuses days without date or name and days named twice.
func checkMarks(off, work []Day) error {
	var errs []error
	seen := make(map[Date]bool)
	for _, d := range slices.Concat(off, work) {
		switch {
		case !usable(d.Date):
			errs = append(errs, fmt.Errorf("日期“%s”（%s）无效", d.Date, d.Name))
		case d.Name == "":
			errs = append(errs, fmt.Errorf("%s没有写明节日名称", d.Date))
		case seen[d.Date]:
			errs = append(errs, fmt.Errorf("%s重复", d.Date))
		}
		seen[d.Date] = true
	}
	return errors.Join(errs...)
}
