package laws

import (
	"slices"

	"guibei"
)

// Category is the rank of an instrument, as the Legislation Law has it.
type Category string

// The categories that the register knows. The empty one is "not recorded".
const (
	Constitution   Category = "宪法"
	Statute        Category = "法律"
	Regulation     Category = "行政法规"
	Interpretation Category = "司法解释"
	Rule           Category = "部门规章"
	Local          Category = "地方性法规"
	LocalRule      Category = "地方政府规章"
	Document       Category = "规范性文件"
)

// Law is what is known of one instrument: facts, not its text.
type Law struct {
	Title      string      // full title without 《》
	Aliases    []string    // other names it is cited by, such as 环评法
	Category   Category    // "" when not recorded
	Issued     guibei.Date // first issued; zero when the source does not say
	RepealedOn guibei.Date // first day out of force; zero when no repeal is known
	Gone       bool        // repealed, but the source does not say since when
	Successor  string      // what took its place, several joined by ；
	Basis      string      // the clause that repeals it
	Versions   []Version   // by date of publication; those that are recorded, not all there were
}

// Version is one wording of a law.
type Version struct {
	Published guibei.Date // the day it was passed or issued
	Effective guibei.Date // first day in force; zero when the source does not say
	Articles  int         // how many articles it has; 0 when not counted
}

// from is the first day on which a version counts. Where the source is silent
// it is the day of publication: amendments of administrative regulations take
// effect with it as a rule.
func (v Version) from() guibei.Date {
	if v.Effective.IsZero() {
		return v.Published
	}
	return v.Effective
}

// InForce reports whether no repeal of the law had taken effect on the date.
func (l Law) InForce(on guibei.Date) bool {
	return !l.Gone && (l.RepealedOn.IsZero() || on.Before(l.RepealedOn))
}

// Status is what the register can say of a law on a day.
type Status string

// The statuses. Unknown says nothing about the law: neither that it is in
// force nor that it is not.
const (
	Unknown  Status = "unknown"
	NotYet   Status = "not_yet" // published, not yet in force
	InForce  Status = "in_force"
	Repealed Status = "repealed"
)

var statusLabels = map[Status]string{
	Unknown: "名录中没有，请人工确认", NotYet: "已公布，尚未施行", InForce: "现行有效", Repealed: "已废止",
}

// Label returns the status in Chinese.
func (s Status) Label() string { return statusLabels[s] }

// At returns the status of the law on a day, the version that counts, and the
// next one that is published but not yet in force; versions are nil where none
// is recorded. Without a day everything is unknown.
func (l Law) At(on guibei.Date) (s Status, now, next *Version) {
	if on.IsZero() {
		return Unknown, nil, nil
	}
	for i := range l.Versions {
		v := &l.Versions[i]
		switch {
		case !on.Before(v.from()):
			if now == nil || !v.from().Before(now.from()) {
				now = v
			}
		case next == nil || v.from().Before(next.from()):
			next = v
		}
	}
	switch {
	case !l.InForce(on):
		return Repealed, now, nil
	case now == nil && next != nil && !l.older(on, next):
		return NotYet, nil, next
	case next != nil && on.Before(next.Published):
		return InForce, now, nil // nobody could know of it on that day
	}
	return InForce, now, next
}

// older reports whether the law was in force on a day in a wording that is not
// recorded: it had been issued before the first that is.
func (l Law) older(on guibei.Date, first *Version) bool {
	return !l.Issued.IsZero() && l.Issued.Before(first.Published) && !on.Before(l.Issued)
}

// sortVersions puts the versions in the order of their publication.
func (l *Law) sortVersions() {
	slices.SortStableFunc(l.Versions, func(a, b Version) int {
		if a.Published == b.Published {
			return 0
		}
		if a.Published.Before(b.Published) {
			return -1
		}
		return 1
	})
}
