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

// How many working days ahead the buckets of the watch list reach.
const (
	soonDays = 3
	weekDays = 5
)

// bucketLabels name the buckets.
var bucketLabels = map[store.Bucket]string{
	store.BucketOverdue: "已逾期", store.BucketToday: "今天到期", store.BucketSoon: "三个工作日内到期",
	store.BucketWeek: "五个工作日内到期", store.BucketLater: "以后到期", store.BucketPaused: "暂停计时",
}

// WatchBucket is a part of the watch list.
type WatchBucket struct {
	Bucket store.Bucket     `json:"bucket" enum:"overdue,today,soon,week,later,paused" doc:"分组"`
	Label  string           `json:"label" doc:"分组的名称"`
	Count  int              `json:"count" doc:"总数"`
	Items  []store.WatchRow `json:"items" nullable:"false" doc:"前五十项；先到期的在前，暂停的按暂停的先后"`
	Next   string           `json:"next,omitempty" doc:"其余各项的游标，用于 /watch/{bucket}"`
}

// WatchList is every clock that runs or is paused, by how near its end is.
type WatchList struct {
	Today    guibei.Date   `json:"today" doc:"今天，按本地区的时间"`
	AsOf     time.Time     `json:"as_of" doc:"截至"`
	Calendar string        `json:"calendar" doc:"工作日历的版本"`
	Buckets  []WatchBucket `json:"buckets" nullable:"false" doc:"六组，依次为 overdue、today、soon、week、later、paused"`
}

type watchOutput struct{ Body WatchList }

// region is the region that the installation is for.
func (s *Server) region() (*regions.Region, error) { return regions.Load(s.AdminOrgan.Region) }

// horizon is where the buckets end today, and the calendar that says so.
func (s *Server) horizon(ctx context.Context) (store.Horizon, *deadline.Calendar, error) {
	region, err := s.region()
	if err != nil {
		return store.Horizon{}, nil, err
	}
	cal, err := region.WorkingDays(ctx, s.Store)
	if err != nil {
		return store.Horizon{}, nil, err
	}
	h := store.Horizon{Now: s.Now(), Today: guibei.DateOf(s.Now(), region.Location())}
	h.Soon, h.Week = ahead(cal, h.Today, soonDays), ahead(cal, h.Today, weekDays)
	return h, cal, nil
}

// ahead is the nth working day after a day.
func ahead(cal *deadline.Calendar, on guibei.Date, n int) guibei.Date {
	for ; n > 0; n-- {
		on = cal.NextWorking(on.AddDays(1))
	}
	return on
}

// firstOfBucket is how many of each bucket the overview shows; the rest is read
// a page at a time. With all of them the answer weighs half a megabyte.
const firstOfBucket = 10

// getWatch is the watch list, as far as the person may see it.
func (s *Server) getWatch(ctx context.Context, p guibei.Person, _ *struct{}) (*watchOutput, error) {
	h, cal, err := s.horizon(ctx)
	if err != nil {
		return nil, err
	}
	f := store.WatchFilter{Viewer: p, Horizon: h, Limit: firstOfBucket}
	counts, err := s.Store.WatchCounts(ctx, f)
	if err != nil {
		return nil, err
	}
	out := &watchOutput{WatchList{Today: h.Today, AsOf: h.Now.UTC(), Calendar: cal.ID() + "@" + cal.Version()}}
	for _, bucket := range store.Buckets {
		b := WatchBucket{Bucket: bucket, Label: bucketLabels[bucket], Count: counts[bucket], Items: []store.WatchRow{}}
		if b.Count > 0 {
			f.Bucket = bucket
			if b.Items, b.Next, err = s.watch(ctx, f, cal); err != nil {
				return nil, err
			}
		}
		out.Body.Buckets = append(out.Body.Buckets, b)
	}
	return out, nil
}

type watchBucketInput struct {
	Bucket string `path:"bucket" doc:"分组：overdue、today、soon、week、later、paused"`
	Cursor string `query:"cursor" maxLength:"500" doc:"上一页给出的游标"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"每页项数"`
}

// WatchPage is one page of a bucket.
type WatchPage struct {
	Items []store.WatchRow `json:"items" nullable:"false" doc:"期限"`
	Next  string           `json:"next,omitempty" doc:"下一页的游标；没有下一页时不出现"`
}

type watchBucketOutput struct{ Body WatchPage }

// getWatchBucket is one page of a bucket.
func (s *Server) getWatchBucket(ctx context.Context, p guibei.Person, in *watchBucketInput) (*watchBucketOutput, error) {
	bucket := store.Bucket(in.Bucket)
	if !slices.Contains(store.Buckets, bucket) {
		return nil, guibei.Errorf(guibei.NotFound, "没有这一组，请从 /api/v1/watch 给出的分组中选择。")
	}
	h, cal, err := s.horizon(ctx)
	if err != nil {
		return nil, err
	}
	items, next, err := s.watch(ctx, store.WatchFilter{Viewer: p, Horizon: h, Bucket: bucket, Cursor: in.Cursor, Limit: in.Limit}, cal)
	return &watchBucketOutput{WatchPage{list(items), next}}, err
}

// watch reads a page and counts its working days.
func (s *Server) watch(ctx context.Context, f store.WatchFilter, cal *deadline.Calendar) ([]store.WatchRow, string, error) {
	rows, next, err := s.Store.Watch(ctx, f)
	for i := range rows {
		r := &rows[i]
		if r.State == guibei.ClockPaused {
			r.Days = cal.WorkingDaysBetween(r.PausedSince, f.Horizon.Today)
		} else {
			r.Days = cal.WorkingDaysBetween(f.Horizon.Today, r.DueOn)
		}
	}
	return rows, next, err
}
