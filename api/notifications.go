package api

import (
	"context"
	"time"

	"guibei"
	"guibei/store"
)

type (
	notificationsInput struct {
		After string `query:"after" maxLength:"100" doc:"只要这一条之后的：上次读到的最新一条的 id"`
		Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"最多几条"`
	}
	notificationsOutput struct {
		Body struct {
			Notifications []NotificationView `json:"notifications" nullable:"false" doc:"提醒，由近到远，最近三十日的"`
			Unread        int                `json:"unread" doc:"未读条数，最多数到100"`
			SeenUntil     time.Time          `json:"seen_until,omitzero" doc:"已读到哪一时刻"`
		}
	}
	seenInput struct {
		Body struct {
			Until time.Time `json:"until" doc:"读到哪一时刻，取最新一条的 at"`
		}
	}
	seenOutput struct {
		Body struct {
			Unread int `json:"unread" doc:"还有几条未读，最多数到100"`
		}
	}
)

// NotificationView is something that a person should hear of.
type NotificationView struct {
	ID       string                 `json:"id" doc:"提醒编号"`
	Kind     store.NotificationKind `json:"kind" doc:"提醒的种类"`
	Label    string                 `json:"label" doc:"种类名称"`
	Case     string                 `json:"case" doc:"件号"`
	Title    string                 `json:"title" doc:"文件名称"`
	Sentence string                 `json:"sentence" doc:"一句话说明"`
	At       time.Time              `json:"at" doc:"时间"`
	Unread   bool                   `json:"unread" doc:"是否未读"`
	Open     bool                   `json:"open" doc:"待办是否还没有办"`
	DueOn    guibei.Date            `json:"due_on,omitzero" doc:"期限"`
}

func (s *Server) notificationRoutes() {
	const path = "/api/v1/me/notifications"
	handle(s, route{method: "GET", path: path, id: "notifications", tag: tagReads, summary: "提醒", doc: "新的待办、期限提醒和逾期、意见签发、退回、备案登记等；只含本人可以查看的件。"}, s.listNotifications)
	handle(s, route{method: "POST", path: path + "/seen", id: "notifications-seen", tag: tagReads, summary: "提醒已读", errors: []int{badRequest, tooLarge}}, s.notificationsSeen)
}

// listNotifications is what the person should hear of.
func (s *Server) listNotifications(ctx context.Context, p guibei.Person, in *notificationsInput) (*notificationsOutput, error) {
	rows, err := s.Store.Notifications(ctx, p, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	unread, until, err := s.Store.UnreadNotices(ctx, p)
	if err != nil {
		return nil, err
	}
	organs, err := s.organNames(ctx)
	if err != nil {
		return nil, err
	}
	t := &telling{organs: organs}
	out := &notificationsOutput{}
	out.Body.Notifications, out.Body.Unread, out.Body.SeenUntil = []NotificationView{}, unread, until
	for _, r := range rows {
		out.Body.Notifications = append(out.Body.Notifications, notificationView(r, t, until))
	}
	return out, nil
}

func notificationView(r store.NotificationRow, t *telling, until time.Time) NotificationView {
	v := NotificationView{ID: r.ID, Kind: r.Kind, Label: r.Kind.Label(), Title: r.Title, At: r.At, Unread: r.At.After(until), Open: r.Open}
	if e := r.Event; e != nil {
		sentence, _, _ := t.tell(*e)
		v.Case, v.Sentence = e.Case, "《"+r.Title+"》："+sentence
		return v
	}
	// A task that is done needs nobody's eyes any more.
	v.Case, v.DueOn, v.Unread = r.Task.Case, r.Task.DueOn, v.Unread && r.Open
	v.Sentence = "请办理《" + r.Title + "》的“" + r.Task.Label + "”"
	switch {
	case !r.Open:
		v.Sentence = "《" + r.Title + "》的“" + r.Task.Label + "”已经办完"
	case !v.DueOn.IsZero():
		v.Sentence += "，" + chineseDay(v.DueOn) + "前办完"
	}
	v.Sentence += "。"
	return v
}

// notificationsSeen notes how far the person has read.
func (s *Server) notificationsSeen(ctx context.Context, p guibei.Person, in *seenInput) (*seenOutput, error) {
	until := in.Body.Until
	if now := s.Now(); until.After(now) {
		until = now // what is still to come was not seen
	}
	if err := s.Store.See(ctx, p.ID, until); err != nil {
		return nil, err
	}
	n, _, err := s.Store.UnreadNotices(ctx, p)
	out := &seenOutput{}
	out.Body.Unread = n
	return out, err
}
