package api

import (
	"context"
	"fmt"
	"strings"
	"time"

	"guibei"
	"guibei/deadline"
	"guibei/regions"
	"guibei/store"
)

// SystemView is how the system is: what is up, what waits, what runs out.
type SystemView struct {
	Status        string    `json:"status" enum:"ready,degraded,unready" doc:"总的状态"`
	Sentence      string    `json:"sentence" doc:"一句话说明要不要处置"`
	Version       string    `json:"version" doc:"程序版本"`
	StartedAt     time.Time `json:"started_at" doc:"启动时间"`
	UptimeSeconds int64     `json:"uptime_seconds" doc:"已运行秒数"`
	ServerTime    time.Time `json:"server_time" doc:"服务器现在的时间"`
	Streams       int       `json:"streams" doc:"正在接收新事项的页面数"`

	Engine     EngineView        `json:"engine" doc:"流程引擎"`
	Database   DatabaseView      `json:"database" doc:"数据库"`
	Pending    PendingView       `json:"pending" doc:"已记录、尚未办理的操作"`
	Parked     []store.ParkedRow `json:"parked" nullable:"false" doc:"停驻的件"`
	Storage    StorageView       `json:"storage" doc:"文件存储"`
	Calendars  []CalendarEndView `json:"calendars" nullable:"false" doc:"各地区的工作日历到哪一年"`
	Converters []ConverterView   `json:"converters" nullable:"false" doc:"PDF 转换"`
}

// EngineView is whether the process engine answers.
type EngineView struct {
	State   string `json:"state" enum:"up,away,unknown" doc:"状态"`
	Message string `json:"message,omitempty" doc:"没有应答的原因"`
}

// DatabaseView is the database and its schema.
type DatabaseView struct {
	Version      string `json:"version" doc:"PostgreSQL 版本"`
	SizeBytes    int64  `json:"size_bytes" doc:"数据库大小，字节"`
	Schema       int64  `json:"schema" doc:"数据库结构的版本"`
	SchemaWanted int64  `json:"schema_wanted" doc:"本程序需要的结构版本"`
	Cases        int64  `json:"cases" doc:"件数（估计）"`
	Events       int64  `json:"events" doc:"办理记录条数（估计）"`
}

// PendingView is what waits for the engine.
type PendingView struct {
	Count      int              `json:"count" doc:"条数，最多数到10000"`
	OldestAt   time.Time        `json:"oldest_at,omitzero" doc:"最早一条的提交时间"`
	LagSeconds int64            `json:"lag_seconds" doc:"投递落后的秒数：最早该投递而未投递的一条已等了多久"`
	Stuck      []store.StuckRow `json:"stuck" nullable:"false" doc:"投递失败过或者等待超过一分钟的"`
}

// StorageView is the folder of the files.
type StorageView struct {
	Files     int64 `json:"files" doc:"登记的文件份数"`
	SizeBytes int64 `json:"size_bytes" doc:"登记的文件总大小，字节"`
	FreeBytes int64 `json:"free_bytes" doc:"磁盘剩余空间，字节；不能得知时为 -1"`
	Uploads   int   `json:"uploads" doc:"没有传完的断点续传"`
	Low       bool  `json:"low" doc:"剩余空间是否不足（少于2GiB）"`
}

// CalendarEndView is how far the calendar of a region reaches.
type CalendarEndView struct {
	Region          string      `json:"region" doc:"地区代码"`
	Name            string      `json:"name" doc:"地区"`
	Through         int         `json:"through" doc:"已公布到哪一年"`
	MissingYear     int         `json:"missing_year,omitempty" doc:"缺少的年份；今年的，或者11月以后下一年的"`
	ProvisionalFrom guibei.Date `json:"provisional_from" doc:"自这一日起推算的期限是暂定的"`
	Sentence        string      `json:"sentence" doc:"一句话说明"`
}

// ConverterView is a program that makes PDFs.
type ConverterView struct {
	Name      string `json:"name" doc:"名称"`
	Available bool   `json:"available" doc:"是否可用"`
	Message   string `json:"message,omitempty" doc:"不可用的原因和办法"`
}

type systemOutput struct{ Body SystemView }

// lowSpace is when a disk is so full that somebody should act, in bytes.
const lowSpace = 2 << 30

// getSystem is how the system is, for those who run it.
func (s *Server) getSystem(ctx context.Context, p guibei.Person, _ *struct{}) (*systemOutput, error) {
	if !p.HasRole(guibei.SystemAdmin) && !p.HasRole(guibei.Auditor) {
		return nil, guibei.Errorf(guibei.Forbidden, "运行状况由系统管理员查看，如有需要，请联系系统管理员。")
	}
	now := s.Now()
	v := SystemView{
		Version: s.Version, StartedAt: s.started.UTC(), UptimeSeconds: int64(now.Sub(s.started).Seconds()), ServerTime: now.UTC(),
		Streams: s.wakes.count(), Engine: s.engineView(ctx), Converters: s.converterViews(),
	}
	for _, fill := range []func(context.Context, *SystemView) error{s.fillDatabase, s.fillPending, s.fillStorage, s.fillCalendars} {
		if err := fill(ctx, &v); err != nil {
			return nil, err
		}
	}
	v.judge()
	return &systemOutput{v}, nil
}

// judge says what the whole comes to.
func (v *SystemView) judge() {
	var wrong []string
	if v.Engine.State == "away" {
		wrong = append(wrong, "流程引擎没有应答，提交的操作都已记录，恢复后自动办理")
	}
	if n := len(v.Parked); n > 0 {
		wrong = append(wrong, fmt.Sprintf("有%d件停驻，须查明原因后重试", n))
	}
	if n := len(v.Pending.Stuck); n > 0 {
		wrong = append(wrong, fmt.Sprintf("有%d项操作迟迟没有办理", n))
	}
	if v.Storage.Low {
		wrong = append(wrong, "磁盘剩余空间不足2GiB，请及时扩容或者清理")
	}
	for _, c := range v.Calendars {
		if c.MissingYear != 0 {
			wrong = append(wrong, c.Sentence)
		}
	}
	v.Status, v.Sentence = "ready", "运行正常，没有需要处置的事项。"
	if len(wrong) > 0 {
		v.Status, v.Sentence = "degraded", strings.TrimRight(strings.Join(wrong, "；"), "。")+"。"
	}
	if v.Database.Schema != v.Database.SchemaWanted {
		v.Status, v.Sentence = "unready", "数据库结构与程序不符，请运行 guibei migrate。"+v.Sentence
	}
}

func (s *Server) engineView(ctx context.Context) EngineView {
	if s.Engine == nil {
		return EngineView{State: "unknown"}
	}
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	if err := s.Engine(ctx); err != nil {
		return EngineView{State: "away", Message: err.Error()}
	}
	return EngineView{State: "up"}
}

func (s *Server) fillDatabase(ctx context.Context, v *SystemView) error {
	f, err := s.Store.Facts(ctx)
	v.Database = DatabaseView{
		Version: f.Version, SizeBytes: f.Size, Schema: f.Schema, SchemaWanted: store.Version(), Cases: f.Cases, Events: f.Events,
	}
	v.Storage.Files, v.Storage.SizeBytes, v.Pending.LagSeconds = f.Files, f.FileBytes, int64(f.Lag.Seconds())
	return err
}

func (s *Server) fillPending(ctx context.Context, v *SystemView) error {
	h, err := s.Store.Health(ctx)
	if err != nil {
		return err
	}
	v.Pending.Count, v.Pending.OldestAt = h.Pending, h.OldestPending
	stuck, err := s.Store.Stuck(ctx, 0)
	if err != nil {
		return err
	}
	parked, err := s.Store.Parked(ctx, 0)
	v.Pending.Stuck, v.Parked = list(stuck), list(parked)
	return err
}

func (s *Server) fillStorage(_ context.Context, v *SystemView) error {
	free, err := s.Files.Free()
	if err != nil {
		free = -1
	}
	v.Storage.FreeBytes, v.Storage.Low = free, free >= 0 && free < lowSpace
	v.Storage.Uploads, err = s.uploads.halves("")
	return err
}

// fillCalendars looks a year ahead: what the calendar does not reach by then is
// missing.
func (s *Server) fillCalendars(ctx context.Context, v *SystemView) error {
	v.Calendars = []CalendarEndView{}
	here, err := s.regionsHere(ctx)
	if err != nil {
		return err
	}
	for _, r := range here {
		cal, err := s.calendarOf(ctx, r)
		if err != nil {
			return err
		}
		v.Calendars = append(v.Calendars, calendarEnd(r, cal, guibei.DateOf(s.Now(), r.Location())))
	}
	return nil
}

// noticeMonth is from when on the notice for the next year is expected: the
// State Council has given it out in November for years.
const noticeMonth = time.November

func calendarEnd(r *regions.Region, cal *deadline.Calendar, today guibei.Date) CalendarEndView {
	v := CalendarEndView{Region: r.Code, Name: r.Name, Through: cal.Through(), ProvisionalFrom: cal.ProvisionalFrom(today)}
	v.Sentence = fmt.Sprintf("%s的工作日历已到%d年，%s以后的期限是暂定的", r.Name, v.Through, chineseDay(v.ProvisionalFrom))
	missing := v.ProvisionalFrom.Year
	if v.ProvisionalFrom.Month == time.December { // its last days are the next year's notice's
		missing++
	}
	if missing == today.Year || missing == today.Year+1 && today.Month >= noticeMonth {
		v.MissingYear = missing
		v.Sentence = fmt.Sprintf("%s缺少%d年的放假安排，%s以后的期限是暂定的，请在公布后导入", r.Name, missing, chineseDay(v.ProvisionalFrom))
	}
	v.Sentence += "。"
	return v
}

// available is a converter that knows whether it could work.
type available interface{ Available() error }

func (s *Server) converterViews() []ConverterView {
	out := []ConverterView{}
	for _, c := range s.Converters {
		v := ConverterView{Name: c.Name(), Available: true}
		if a, ok := c.(available); ok {
			if err := a.Available(); err != nil {
				v.Available, v.Message = false, guibei.Message(err)
			}
		}
		out = append(out, v)
	}
	return out
}
