package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"guibei"
	"guibei/regions"
)

// eventPage is how many events one read gives at most.
const eventPage = 200

// EventView is an event with its name.
type EventView struct {
	guibei.Event
	Label          string     `json:"label" doc:"事项名称"`
	ActorRoleLabel string     `json:"actor_role_label" doc:"办理角色名称"`
	OrganName      string     `json:"organ_name,omitempty" doc:"办理机关；系统办理的不出现"`
	Late           bool       `json:"late" doc:"是否补录：记录晚于办理"`
	Sentence       string     `json:"sentence" doc:"一句话说明：谁，以什么身份，做了什么"`
	Facts          []FactView `json:"facts" nullable:"false" doc:"要点"`
	Files          []FileLink `json:"files" nullable:"false" doc:"涉及的文件"`
	// Withheld is set when the payload is a draft that the reader may not see.
	Withheld bool `json:"withheld,omitempty" doc:"内容尚未公开，未随同给出"`
}

// FactView is one fact of an event.
type FactView struct {
	Label string `json:"label" doc:"名称"`
	Value string `json:"value" doc:"内容"`
}

// FileLink is a file that an event names.
type FileLink struct {
	Label  string `json:"label" doc:"是什么文件：送审稿、起草说明……"`
	Name   string `json:"name" doc:"文件名"`
	SHA256 string `json:"sha256" doc:"文件编号，用于下载"`
}

// EventPage is a stretch of the time line.
type EventPage struct {
	Events []EventView `json:"events" nullable:"false" doc:"事项，由早到晚"`
	Next   int64       `json:"next" doc:"读取后面的事项时用作 after"`
}

type eventsInput struct {
	ID    string `path:"id" doc:"件号"`
	After int64  `query:"after" minimum:"0" default:"0" doc:"只要这一序号之后的事项"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"100" doc:"最多几项"`
}

type eventsOutput struct{ Body EventPage }

// listEvents is the time line of a case.
func (s *Server) listEvents(ctx context.Context, p guibei.Person, in *eventsInput) (*eventsOutput, error) {
	c, err := s.visibleCase(ctx, p, in.ID)
	if err != nil {
		return nil, err
	}
	events, err := s.Store.Events(ctx, c.ID, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	t, err := s.telling(ctx, &c)
	if err != nil {
		return nil, err
	}
	page := EventPage{Events: []EventView{}, Next: in.After}
	for _, e := range events {
		page.Events = append(page.Events, eventView(e, p, &c, t))
		page.Next = e.Seq
	}
	return &eventsOutput{page}, nil
}

// eventView shows an event to a person, without its payload when that is not
// theirs to read.
func eventView(e guibei.Event, p guibei.Person, c *guibei.Case, t *telling) EventView {
	v := EventView{
		Event: e, Label: e.Kind.Label(), ActorRoleLabel: e.Actor.Role.Label(), OrganName: t.organs[e.Actor.Organ],
		// The system learns of its own acts, and of those it is told of, at once.
		Late:  e.RecordedAt.Sub(e.OccurredAt) >= lateAfter,
		Facts: []FactView{}, Files: []FileLink{},
	}
	if !c.Reads(p, e) {
		v.Payload, v.Withheld = json.RawMessage("{}"), true
		v.Sentence = t.who(e.Actor) + "保存了审核意见的草稿，签发之前只有审核机构可以查看。"
		return v
	}
	v.Sentence, v.Facts, v.Files = t.tell(e)
	if e.Kind == guibei.CaseParked && !p.HasRole(guibei.SystemAdmin) {
		// What failed inside is of use to who mends it, and names things of the machine. It is no draft, so it is not marked.
		v.Payload = json.RawMessage("{}")
	}
	return v
}

// lateAfter is how much later than it was done an act must have been recorded
// to be a late entry (补录).
const lateAfter = time.Minute

// telling gathers what putting the events of a case into words takes.
func (s *Server) telling(ctx context.Context, c *guibei.Case) (*telling, error) {
	organs, err := s.organNames(ctx)
	return tellingOf(c, organs, zoneOf(c.Region)), err
}

// zoneOf is where a region's dates are civil dates.
func zoneOf(region string) *time.Location {
	r, err := regions.Load(region)
	if err != nil {
		return time.UTC // a region that is no longer shipped
	}
	return r.Location()
}

// negotiateStream answers the time line as a stream when the caller asks for
// one by Accept.
func (s *Server) negotiateStream(ctx huma.Context, next func(huma.Context)) {
	r, w := humago.Unwrap(ctx)
	if !accepts(r, "text/event-stream") {
		next(ctx)
		return
	}
	if err := s.streamEvents(w, r, personOf(ctx.Context())); err != nil {
		s.fail(w, r, err)
	}
}

// streamEvents sends the events of a case as they happen: server-sent events
// whose id is the sequence number, so that a client which connects again goes
// on where it was. The stream ends after streamLife, and when the server does.
func (s *Server) streamEvents(w http.ResponseWriter, r *http.Request, p guibei.Person) error {
	c, err := s.visibleCase(r.Context(), p, r.PathValue("id"))
	if err != nil {
		return err
	}
	after, err := lastSeen(r, c.Seq)
	if err != nil {
		return err
	}
	traceOf(r.Context()).stream = true
	s.Metrics.Streams.Inc()
	defer s.Metrics.Streams.Dec()
	woken, leave := s.wakes.join(c.ID)
	defer leave()

	ctx, cancel := context.WithTimeout(r.Context(), streamLife)
	defer cancel()
	defer context.AfterFunc(s.closing, cancel)() //nolint:contextcheck // the stream ends with either of the two
	st := &stream{w: w, flush: http.NewResponseController(w).Flush, s: s, p: p, c: &c, after: after}
	st.run(ctx, woken)
	return nil
}

// lastSeen reads from where a client wants to go on; "now" is after what is
// there already.
func lastSeen(r *http.Request, now int64) (int64, error) {
	v := r.Header.Get("Last-Event-ID")
	if v == "" {
		v = r.URL.Query().Get("after")
	}
	if v == "" {
		return 0, nil
	}
	if v == "now" {
		return now, nil
	}
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil || n < 0 {
		return 0, guibei.Because(guibei.Invalid, err, "Last-Event-ID 应为事项的序号，请使用收到的 id。")
	}
	return n, nil
}

// stream is one client that watches one case.
type stream struct {
	w     http.ResponseWriter
	flush func() error
	s     *Server
	p     guibei.Person
	c     *guibei.Case
	after int64
}

// run sends until ctx ends or the client is gone. A wake-up that got lost is
// made good at the next heartbeat.
func (st *stream) run(ctx context.Context, woken <-chan struct{}) {
	h := st.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no") // nginx would hold the events back
	st.w.WriteHeader(http.StatusOK)
	if _, err := fmt.Fprintf(st.w, "retry: 3000\n\n"); err != nil {
		return
	}
	beat := time.NewTicker(st.s.Heartbeat)
	defer beat.Stop()
	for {
		if err := st.send(ctx); err != nil {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-woken:
		case <-beat.C:
			if _, err := fmt.Fprint(st.w, ": \n\n"); err != nil {
				return
			}
		}
	}
}

// send sends what has happened since. A database that is away is waited for.
func (st *stream) send(ctx context.Context) error {
	for {
		events, err := st.s.Store.Events(ctx, st.c.ID, st.after, eventPage)
		if err != nil {
			st.s.Log.WarnContext(ctx, "reading events for a stream", "trace", traceOf(ctx).id, "error", err)
			return ctx.Err()
		}
		t, err := st.look(ctx, len(events))
		if err != nil {
			return err
		}
		for _, e := range events {
			raw, err := json.Marshal(eventView(e, st.p, st.c, t))
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintf(st.w, "id: %d\ndata: %s\n\n", e.Seq, raw); err != nil {
				return err
			}
			st.after = e.Seq
		}
		if len(events) < eventPage {
			return st.flush()
		}
	}
}

// look reads the case again when it has new events: its clocks are part of what
// is told of them, and what happened may have ended the person's part in it, or
// opened what was withheld.
func (st *stream) look(ctx context.Context, events int) (*telling, error) {
	if events == 0 {
		return nil, nil //nolint:nilnil // nothing is told
	}
	c, err := st.s.visibleCase(ctx, st.p, st.c.ID)
	if err != nil {
		return nil, err
	}
	st.c = &c
	return st.s.telling(ctx, st.c)
}

// hub tells the streams of a case that there is something to read.
type hub struct {
	mu      sync.Mutex
	waiting map[string]map[chan struct{}]struct{}
}

func newHub() *hub { return &hub{waiting: map[string]map[chan struct{}]struct{}{}} }

// join returns a channel that receives after each wake-up of the case, several
// at once becoming one, and what to call in the end.
func (h *hub) join(caseID string) (woken <-chan struct{}, leave func()) {
	ch := make(chan struct{}, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.waiting[caseID] == nil {
		h.waiting[caseID] = map[chan struct{}]struct{}{}
	}
	h.waiting[caseID][ch] = struct{}{}
	return ch, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.waiting[caseID], ch)
		if len(h.waiting[caseID]) == 0 {
			delete(h.waiting, caseID)
		}
	}
}

// count is how many streams are open.
func (h *hub) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, channels := range h.waiting {
		n += len(channels)
	}
	return n
}

// wake wakes the streams of a case; those of every case when it is "".
func (h *hub) wake(caseID string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if caseID != "" {
		rouse(h.waiting[caseID])
		return
	}
	for _, channels := range h.waiting {
		rouse(channels)
	}
}

func rouse(channels map[chan struct{}]struct{}) {
	for ch := range channels {
		select {
		case ch <- struct{}{}:
		default: // it is awake already
		}
	}
}
