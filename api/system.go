package api

import (
	"context"
	"time"

	"guibei"
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
	MissingYear     int         `json:"missing_year,omitempty" doc:"缺少的年份；今后一年内的期限用不到的不出现"`
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

func (s *Server) getSystem(context.Context, guibei.Person, *struct{}) (*systemOutput, error) {
	return nil, errSoon
}
