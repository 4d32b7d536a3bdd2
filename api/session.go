package api

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"github.com/alexedwards/scs/v2"

	"guibei"
	"guibei/store"
)

// The life of a session (等保: a session ends by itself).
const (
	cookieName      = "guibei_session"
	sessionIdle     = 30 * time.Minute
	sessionLifetime = 12 * time.Hour
	touchEvery      = time.Minute // how exactly idleness is kept; one write a minute and person
)

// The shortest and longest password. Length beats character classes; the upper
// limit keeps hashing short.
const (
	minPassword = 12
	maxPassword = 128
)

// passwordPrice is what hashing a password costs: 64 MiB and two passes, a few
// tenths of a second on the smallest machine we run on. Parallelism is fixed,
// so that hashes of different machines are equally dear.
var passwordPrice = argon2id.Params{Memory: 64 << 10, Iterations: 2, Parallelism: 2, SaltLength: 16, KeyLength: 32}

// badLogin is the one answer to a wrong password, an unknown login, a locked
// and a disabled account, so that nobody can ask which logins exist.
const badLogin = "登录名或者密码不正确，或者账号已被锁定、停用。连续5次不正确的，账号锁定15分钟；忘记密码的，请联系系统管理员重置。"

// Keys of what a session holds.
const (
	keyPerson  = store.SessionPersonKey
	keyLogin   = "login"
	keyMark    = "mark" // of the password in force when the session began
	keyStarted = "started"
	keySeen    = "seen"
)

// sessionStore is the part of the store that scs calls. scs asks for methods
// without a context and never uses them when those with one are there.
type sessionStore struct{ Store }

var errNoContext = errors.New("api: sessions are read and written with a context")

// Delete implements scs.Store.
func (sessionStore) Delete(string) error { return errNoContext }

// Find implements scs.Store.
func (sessionStore) Find(string) ([]byte, bool, error) { return nil, false, errNoContext }

// Commit implements scs.Store.
func (sessionStore) Commit(string, []byte, time.Time) error { return errNoContext }

func (s *Server) newSessions() *scs.SessionManager {
	m := scs.New()
	m.Store = sessionStore{s.Store}
	m.Lifetime = sessionLifetime
	m.HashTokenInStore = true
	m.Cookie.Name = cookieName
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Secure = strings.HasPrefix(s.PublicURL, "https:")
	m.Cookie.Persist = false
	m.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) {
		if guibei.KindOf(err) == guibei.Internal {
			err = guibei.Because(guibei.Unavailable, err, "暂时不能读取登录状态，请稍后重试。")
		}
		s.fail(w, r, err)
	}
	return m
}

// signedIn returns who the session of a request belongs to. A session ends
// when nobody used it for sessionIdle, when it is sessionLifetime old, and when
// the account is disabled or has another password. Watching a stream is not
// use: touch is false for it.
func (s *Server) signedIn(ctx context.Context, touch bool) (guibei.Person, error) {
	id := s.sessions.GetString(ctx, keyPerson)
	if id == "" {
		return guibei.Person{}, guibei.Errorf(guibei.Unauthenticated, "您还没有登录，请先登录。")
	}
	now := s.Now().Unix()
	seen, started := s.sessions.GetInt64(ctx, keySeen), s.sessions.GetInt64(ctx, keyStarted)
	if now-seen >= int64(sessionIdle/time.Second) || now-started >= int64(sessionLifetime/time.Second) {
		return guibei.Person{}, s.signOut(ctx, "登录已过期，请重新登录。")
	}
	account, err := s.Store.Account(ctx, s.sessions.GetString(ctx, keyLogin))
	if err != nil && !errors.Is(err, guibei.NotFound) {
		return guibei.Person{}, err
	}
	if err != nil || account.Person != id || account.Disabled || mark(account) != s.sessions.GetString(ctx, keyMark) {
		return guibei.Person{}, s.signOut(ctx, "账号信息已变更，请重新登录。")
	}
	p, err := s.Store.Person(ctx, id)
	if err != nil {
		return guibei.Person{}, err
	}
	traceOf(ctx).person = p.ID
	if touch && now-seen >= int64(touchEvery/time.Second) {
		s.sessions.Put(ctx, keySeen, now)
		if err := s.Store.Saw(ctx, p.ID); err != nil {
			return guibei.Person{}, err
		}
	}
	return p, nil
}

func (s *Server) signOut(ctx context.Context, why string) error {
	if err := s.sessions.Destroy(ctx); err != nil {
		return err
	}
	return guibei.Errorf(guibei.Unauthenticated, "%s", why)
}

// mark changes when the password does, and tells nothing about it.
func mark(a store.Account) string {
	sum := sha256.Sum256([]byte(a.PasswordHash))
	return hex.EncodeToString(sum[:8])
}

// SessionView is who is signed in and until when.
type SessionView struct {
	Person     PersonView `json:"person" doc:"登录人"`
	Login      string     `json:"login" doc:"登录名"`
	IdleUntil  time.Time  `json:"idle_until" doc:"不再操作时，登录在这一时刻失效"`
	EndsAt     time.Time  `json:"ends_at" doc:"登录最迟在这一时刻失效"`
	ServerTime time.Time  `json:"server_time" doc:"服务器现在的时间"`
}

type sessionOutput struct{ Body SessionView }

type loginInput struct {
	Body struct {
		Login    string `json:"login" minLength:"1" maxLength:"100" doc:"登录名"`
		Password string `json:"password" minLength:"1" maxLength:"128" format:"password" doc:"密码"`
	}
}

// login signs a person in.
func (s *Server) login(ctx context.Context, _ guibei.Person, in *loginInput) (*sessionOutput, error) {
	account, err := s.authentic(ctx, in.Body.Login, in.Body.Password)
	if err != nil {
		return nil, err
	}
	p, err := s.Store.Person(ctx, account.Person)
	if err != nil {
		return nil, err
	}
	if err := s.recordLogin(ctx, account, account.Login, "ok"); err != nil {
		return nil, err
	}
	if err := s.begin(ctx, p, account); err != nil {
		return nil, err
	}
	return s.session(ctx, p, nil)
}

// begin puts a person into a session with a new token.
func (s *Server) begin(ctx context.Context, p guibei.Person, a store.Account) error {
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	now := s.Now().Unix()
	s.sessions.Put(ctx, keyPerson, p.ID)
	s.sessions.Put(ctx, keyLogin, a.Login)
	s.sessions.Put(ctx, keyMark, mark(a))
	s.sessions.Put(ctx, keyStarted, now)
	s.sessions.Put(ctx, keySeen, now)
	traceOf(ctx).person = p.ID
	return s.Store.Saw(ctx, p.ID)
}

// authentic checks a password. Whatever is wrong, it takes as long and says the
// same.
func (s *Server) authentic(ctx context.Context, login, password string) (store.Account, error) {
	account, err := s.Store.Account(ctx, login)
	unknown := errors.Is(err, guibei.NotFound)
	if err != nil && !unknown {
		return store.Account{}, err
	}
	hash := account.PasswordHash
	if unknown {
		hash = s.dummy
	}
	fits, err := s.fits(ctx, password, hash)
	if err != nil {
		return store.Account{}, err
	}
	locked := s.Now().Before(account.LockedUntil)
	outcome := "wrong"
	switch {
	case locked:
		outcome = "locked"
	case fits && !unknown && !account.Disabled:
		outcome = "ok"
	}
	s.Metrics.Logins.WithLabelValues(outcome).Inc()
	// A locked account counts nothing: whoever keeps trying must not keep the
	// owner out for ever.
	if !unknown && !locked {
		if err := s.Store.RecordLogin(ctx, account.Login, outcome == "ok"); err != nil {
			return store.Account{}, err
		}
	}
	if outcome == "wrong" && fits && account.Disabled {
		outcome = "disabled" // the record says so, the caller is not told
	}
	if outcome != "ok" {
		if err := s.recordLogin(ctx, account, login, outcome); err != nil {
			return store.Account{}, err
		}
		return store.Account{}, guibei.Errorf(guibei.Unauthenticated, "%s", badLogin)
	}
	return account, nil
}

// fits compares a password with a hash.
func (s *Server) fits(ctx context.Context, password, hash string) (ok bool, err error) {
	err = s.heavily(ctx, func() error {
		ok, err = argon2id.ComparePasswordAndHash(password, hash)
		return err
	})
	return ok, err
}

// dummyHash is a hash that no known password fits.
func (s *Server) dummyHash() (string, error) {
	return argon2id.CreateHash(rand.Text(), &s.Password)
}

// hash makes the hash of a new password, or says what is wrong with it.
func (s *Server) hash(ctx context.Context, login, password string) (hash string, err error) {
	n := utf8.RuneCountInString(password)
	switch {
	case n < minPassword || len(password) > maxPassword:
		return "", guibei.Errorf(guibei.Invalid, "密码应不少于%d个字符、不多于%d个字节，请重新设置。可以使用几个不相关的词连成的句子。", minPassword, maxPassword)
	case login != "" && strings.Contains(strings.ToLower(password), strings.ToLower(login)):
		return "", guibei.Errorf(guibei.Invalid, "密码不能包含登录名，请重新设置。")
	case strings.Count(password, password[:1]) == len(password):
		return "", guibei.Errorf(guibei.Invalid, "密码不能全是同一个字符，请重新设置。")
	}
	err = s.heavily(ctx, func() error {
		hash, err = argon2id.CreateHash(password, &s.Password)
		return err
	})
	return hash, err
}

// session says who is signed in.
func (s *Server) session(ctx context.Context, p guibei.Person, _ *struct{}) (*sessionOutput, error) {
	view, err := s.personView(ctx, p)
	if err != nil {
		return nil, err
	}
	now := s.Now()
	ends := time.Unix(s.sessions.GetInt64(ctx, keyStarted), 0).Add(sessionLifetime).UTC()
	idle := time.Unix(s.sessions.GetInt64(ctx, keySeen), 0).Add(sessionIdle).UTC()
	if idle.After(ends) {
		idle = ends
	}
	return &sessionOutput{SessionView{
		Person: view, Login: s.sessions.GetString(ctx, keyLogin), IdleUntil: idle, EndsAt: ends, ServerTime: now.UTC(),
	}}, nil
}

// logout ends the session. Without one there is nothing to do.
func (s *Server) logout(ctx context.Context, _ guibei.Person, _ *struct{}) (*struct{}, error) {
	return nil, s.sessions.Destroy(ctx)
}

type passwordInput struct {
	Body struct {
		Current  string `json:"current" minLength:"1" maxLength:"128" format:"password" doc:"现在的密码"`
		Password string `json:"password" maxLength:"128" format:"password" doc:"新密码，不少于12个字符"`
	}
}

// changePassword gives the person another password. All other sessions end.
func (s *Server) changePassword(ctx context.Context, p guibei.Person, in *passwordInput) (*struct{}, error) {
	account, err := s.authentic(ctx, s.sessions.GetString(ctx, keyLogin), in.Body.Current)
	if errors.Is(err, guibei.Unauthenticated) {
		return nil, guibei.Errorf(guibei.Invalid, "现在的密码不正确，请重新填写。连续5次不正确的，账号锁定15分钟。")
	}
	if err != nil {
		return nil, err
	}
	if in.Body.Password == in.Body.Current {
		return nil, guibei.Errorf(guibei.Invalid, "新密码与现在的密码相同，请另设一个。")
	}
	if account.PasswordHash, err = s.hash(ctx, account.Login, in.Body.Password); err != nil {
		return nil, err
	}
	account.Failures, account.LockedUntil = 0, time.Time{}
	err = s.administer(ctx, p, guibei.PasswordChanged, ofPerson(p.ID), map[string]any{}, func(within *store.Store) error {
		if err := within.PutAccount(ctx, account); err != nil {
			return err
		}
		return within.DeleteSessions(ctx, p.ID)
	})
	if err != nil {
		return nil, err
	}
	return nil, s.begin(ctx, p, account)
}
