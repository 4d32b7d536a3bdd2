package regions

import (
	"slices"

	"guibei"
	"guibei/deadline"
)

// dated is a parameter: its values in the order in which they came into force.
type dated[T any] []value[T]

// value is what a rule sets a parameter to, from a date on.
type value[T any] struct {
	From      guibei.Date `yaml:"from"`
	Value     T           `yaml:"value"`
	Source    string      `yaml:"source"` // law or rule and clause, in Chinese
	Confirmed bool        `yaml:"confirmed"`
}

// on returns the value in force on a day; false before the first.
func (d dated[T]) on(day guibei.Date) (value[T], bool) {
	for _, v := range slices.Backward(d) {
		if !day.Before(v.From) {
			return v, true
		}
	}
	return value[T]{}, false
}

// get returns the value in force on a day, the zero value before the first.
func (d dated[T]) get(day guibei.Date) T {
	v, _ := d.on(day)
	return v.Value
}

// limit is a period as a pack writes it. None says that the region knowingly
// sets no limit, which is not the same as having forgotten one.
type limit struct {
	N           int           `yaml:"n"`
	Unit        deadline.Unit `yaml:"unit"`
	RollForward bool          `yaml:"roll_forward"`
	None        bool          `yaml:"none"`
}

func (l limit) bare() deadline.Period {
	return deadline.Period{N: l.N, Unit: l.Unit, RollForward: l.RollForward}
}

// period returns the period in force on a day with its source; false if the
// region sets none.
func period(d dated[limit], on guibei.Date) (deadline.Period, bool) {
	v, ok := d.on(on)
	if !ok || v.Value.None {
		return deadline.Period{}, false
	}
	p := v.Value.bare()
	p.Source, p.Confirmed = v.Source, v.Confirmed
	return p, true
}

// route is which organs deal with what an organ of one kind issues. self
// stands for the issuing organ.
type route struct {
	Office string `yaml:"office"`
	Review string `yaml:"review"`
	Fair   string `yaml:"fair"`
}

const self = "self"

// numbering is how numbers of a sequence are written and how far the sequence
// reaches.
type numbering struct {
	Pattern string `yaml:"pattern"` // {prefix}, {year}, {n} and {n:04} are replaced
	Scope   string `yaml:"scope"`   // organ: one sequence for each organ; region: one for all
}

const (
	scopeOrgan  = "organ"
	scopeRegion = "region"
)
