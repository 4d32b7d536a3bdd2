package api

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/alexedwards/scs/v2"
	"github.com/danielgtaylor/huma/v2"

	"guibei"
	"guibei/docx"
	"guibei/docx/compose"
	"guibei/internal/blob"
	"guibei/internal/metrics"
	"guibei/store"
)

// How long things may take. The server's own limits are backstops for the
// slowest honest caller: a 50 MiB upload over 1 Mbit/s takes seven minutes.
const (
	sendWithin     = 2500 * time.Millisecond // then the sender is told 202
	handleWithin   = 20 * time.Second        // a request that is neither upload nor stream
	bodyWithin     = 30 * time.Second        // the body of such a request
	heartbeat      = 15 * time.Second        // below the idle limit of the usual proxies, 60 s
	streamLife     = 10 * time.Minute        // then the client connects again and is checked again
	headerWithin   = 10 * time.Second
	readWithin     = 15 * time.Minute
	writeWithin    = 16 * time.Minute
	idleWithin     = 2 * time.Minute
	maxHeaderBytes = 64 << 10
)

// heavyAtOnce bounds the work that takes much memory at a time: hashing a
// password takes 64 MiB, opening a document up to as much.
const heavyAtOnce = 4

// Options is what a server is made of. Fields without "optional" are needed.
type Options struct {
	Store      Store
	Dispatcher Dispatcher
	Files      *blob.Store
	Metrics    *metrics.Metrics
	Log        *slog.Logger
	Now        func() time.Time

	// Screen refuses a document that must not come in although it can be
	// read: one with a secrecy mark. Its error has a kind and a sentence.
	Screen func(*docx.Document) error

	// Adviser is a model inside the network; nil, as by default, for none.
	Adviser Adviser
	// Check runs the rules over a document and how it looks.
	Check func(ctx context.Context, doc *docx.Formatted, sha256 string) (guibei.CheckReceipt, error)

	// AdminOrgan is the organ of the first system administrator. It is put on
	// record when the first account is set up, if it is not there yet.
	AdminOrgan guibei.Organ

	// Templates is the folder of the office's own templates of letters; what is
	// not in it has a default. Optional.
	Templates fs.FS

	// Filler fills templates instead of our own engine, where it can. Optional.
	Filler compose.Filler

	// Converters make PDFs of letters, in this order. Optional.
	Converters []compose.Converter

	// Engine reports whether the process engine answers. Optional.
	Engine func(context.Context) error

	// Nudge tells a case to compute its periods again, after a new calendar.
	// Optional.
	Nudge func(ctx context.Context, caseID string) error

	// TemplateFolder is the folder behind Templates, for whoever changes them
	// over the API. Optional.
	TemplateFolder *os.Root

	// PublicURL is where people reach the server, e.g.
	// https://guibei.example.gov.cn. With https the session cookie is Secure.
	// Optional.
	PublicURL string

	// Version of the program, for the start page. Optional.
	Version string

	// Password is the price of hashing a password; zero takes the default.
	Password argon2id.Params

	// Heartbeat is how often an idle stream says that it lives; zero takes
	// the default.
	Heartbeat time.Duration
}

// Server answers HTTP. It is an [http.Handler].
type Server struct {
	Options

	handler  http.Handler
	mux      *http.ServeMux
	api      huma.API
	sessions *scs.SessionManager
	dummy    string        // hash that no password fits, for logins that do not exist
	heavy    chan struct{} // see heavyAtOnce
	wakes    *hub
	uploads  *uploads
	started  time.Time
	closing  context.Context //nolint:containedctx // ends the streams when the server does
	close    context.CancelFunc
}

// New makes a server. It fails when something needed is missing.
func New(o Options) (*Server, error) {
	if o.Store == nil || o.Dispatcher == nil || o.Files == nil || o.Metrics == nil || o.Log == nil ||
		o.Now == nil || o.Screen == nil || o.Check == nil || o.AdminOrgan.ID == "" {
		return nil, errors.New("api: store, dispatcher, files, metrics, log, now, screen, check and the organ of the administrator are needed")
	}
	if o.Password == (argon2id.Params{}) {
		o.Password = passwordPrice
	}
	if o.Heartbeat == 0 {
		o.Heartbeat = heartbeat
	}
	s := build(o)
	var err error
	if s.dummy, err = s.dummyHash(); err != nil {
		return nil, err
	}
	if s.uploads, err = newUploads(s); err != nil {
		return nil, err
	}
	s.started = o.Now()
	s.sessions = s.newSessions()
	protect, err := s.sameOrigin()
	if err != nil {
		return nil, err
	}
	var h http.Handler = http.HandlerFunc(s.dispatch)
	h = s.sessions.LoadAndSave(h)
	h = protect.Handler(h)
	s.handler = s.observe(s.front(h))
	return s, nil
}

// build makes a server with its routes and without what only requests need.
func build(o Options) *Server {
	s := &Server{Options: o, mux: http.NewServeMux(), heavy: make(chan struct{}, heavyAtOnce), wakes: newHub()}
	s.closing, s.close = context.WithCancel(context.Background())
	s.api = newHuma(s.mux)
	s.routes()
	describe(s.api.OpenAPI())
	return s
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Close ends the open streams.
func (s *Server) Close() { s.close() }

// Run wakes the streams of a case when it has new events and keeps the public
// library, until ctx ends. Without it, or while the database is away, streams
// look every heartbeat, and the library cannot be searched for new texts.
func (s *Server) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	var library sync.WaitGroup
	library.Go(func() { s.keepLibrary(ctx) })
	defer library.Wait()
	defer cancel()
	heard, err := s.Store.Listen(ctx, store.EventChannel)
	if err != nil {
		return err
	}
	for n := range heard {
		s.wakes.wake(n.Case)
	}
	return nil
}

// NewServer returns an HTTP server for s that outlasts slow and hostile
// callers and ends the streams when it is shut down.
func NewServer(addr string, s *Server) *http.Server {
	srv := &http.Server{
		Addr: addr, Handler: s,
		ReadHeaderTimeout: headerWithin, ReadTimeout: readWithin, WriteTimeout: writeWithin, IdleTimeout: idleWithin,
		MaxHeaderBytes: maxHeaderBytes,
		ErrorLog:       slog.NewLogLogger(s.Log.Handler(), slog.LevelWarn),
	}
	srv.RegisterOnShutdown(s.Close)
	return srv
}

// sameOrigin refuses what a page of another site makes a browser send.
func (s *Server) sameOrigin() (*http.CrossOriginProtection, error) {
	p := http.NewCrossOriginProtection()
	if s.PublicURL != "" {
		u, err := url.Parse(s.PublicURL)
		if err != nil {
			return nil, err
		}
		if err := p.AddTrustedOrigin(u.Scheme + "://" + u.Host); err != nil {
			return nil, err
		}
	}
	p.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, guibei.Errorf(guibei.Forbidden, "这一请求来自其他网站，已被拒绝。请在本系统的页面内操作。"))
	}))
	return p, nil
}

// heavily runs f when few enough others do the like.
func (s *Server) heavily(ctx context.Context, f func() error) error {
	select {
	case s.heavy <- struct{}{}:
		defer func() { <-s.heavy }()
		return f()
	case <-ctx.Done():
		return ctx.Err()
	}
}
