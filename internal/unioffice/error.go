package unioffice

import (
	"context"
	"errors"
	"fmt"

	"guibei"
)

// The failures a caller tells apart. Each error of a [Client] is one of them,
// carries a sentence for the user and has a kind for the edges ([guibei.KindOf]).
var (
	// ErrUnlicensed: there is no key, or unioffice does not accept it, or it is
	// a metered one and nobody allowed that.
	ErrUnlicensed = errors.New("unioffice is not licensed")
	// ErrUnavailable: the program is missing, failed, answered nonsense, answered
	// too much, or did not answer in time.
	ErrUnavailable = errors.New("unioffice is not available")
	// ErrInvalid: what it was given is at fault, a template for example. Another
	// engine would not do better.
	ErrInvalid = errors.New("unioffice refuses the input")
)

// FallsBack returns the sentence that tells people why the native engine did
// the work, and whether it should: not when the input is at fault, and not when
// the caller has given up.
func FallsBack(err error) (notice string, ok bool) {
	if errors.Is(err, context.Canceled) || !errors.Is(err, ErrUnlicensed) && !errors.Is(err, ErrUnavailable) {
		return "", false
	}
	return "本文件由内置引擎生成，没有使用 unioffice：" + guibei.Message(err), true
}

func unlicensed(cause error, msg string) error {
	return guibei.Because(guibei.Unavailable, because(ErrUnlicensed, cause), msg)
}

func unavailable(cause error, msg string) error {
	return guibei.Because(guibei.Unavailable, because(ErrUnavailable, cause), msg)
}

func invalid(msg string) error {
	return guibei.Because(guibei.Invalid, ErrInvalid, msg)
}

func because(is, cause error) error {
	if cause == nil {
		return is
	}
	return fmt.Errorf("%w: %w", is, cause)
}
