package guibei

import (
	"errors"
	"fmt"
)

// Kind says what went wrong in words a caller can act on. It is an error, so
// that errors.Is(err, guibei.NotFound) reads as it sounds.
type Kind string

// Every kind of failure the product tells apart.
const (
	Internal        Kind = "internal"        // ours; the user learns only where to ask
	Invalid         Kind = "invalid"         // the input cannot be right, whenever it is sent
	NotFound        Kind = "not_found"       // no such thing, or not for this person to see
	Conflict        Kind = "conflict"        // right input at the wrong moment: another stage, a taken key
	Stale           Kind = "stale"           // decided on an older revision than the present one
	Forbidden       Kind = "forbidden"       // known person, not allowed
	Unauthenticated Kind = "unauthenticated" // nobody we know
	TooLarge        Kind = "too_large"       // more than the limit named in the message
	TooMany         Kind = "too_many"        // too often; wait
	Unavailable     Kind = "unavailable"     // a part is away; the same call may succeed later
)

// Kinds lists every kind, so that each edge can be tested to answer them all.
var Kinds = []Kind{
	Internal, Invalid, NotFound, Conflict, Stale, Forbidden,
	Unauthenticated, TooLarge, TooMany, Unavailable,
}

func (k Kind) Error() string { return string(k) }

// Error is a failure with a sentence for the user (Chinese, saying what to do
// next) and a cause for the log.
type Error struct {
	Kind Kind
	Msg  string
	Err  error
}

// Errorf returns an error of a kind; %w keeps a cause out of the sentence's
// kind but in the log.
func Errorf(k Kind, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &Error{Kind: k, Msg: err.Error(), Err: errors.Unwrap(err)}
}

// Because returns an error of a kind with a sentence for the user and a cause
// that only the log sees.
func Because(k Kind, cause error, msg string) error {
	return &Error{Kind: k, Msg: msg, Err: cause}
}

func (e *Error) Error() string { return e.Msg }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is makes errors.Is match the kind.
func (e *Error) Is(target error) bool { return target == e.Kind }

// KindOf returns the kind of err, [Internal] when it has none.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// Message returns the sentence of err that a user may read. Failures without
// a kind are ours and stay in the log.
func Message(err error) string {
	if e, ok := errors.AsType[*Error](err); ok && e.Kind != Internal {
		return e.Msg
	}
	return "系统内部错误，数据未受影响。请稍后重试；仍不成功的，请把本页的追踪号交给系统管理员。"
}
