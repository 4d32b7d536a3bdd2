// Package unioffice has documents and PDFs made by unioffice, without linking it.
//
// unioffice is a commercial library under a licence of its own. It lives in a
// program, guibei-unioffice, which is built from the module adapters/unioffice.
// A [Client] starts that program for one request and gets one reply:
//
//	Client ── process.go: start, limits ──> guibei-unioffice
//	       ── wire.go: JSON on stdin ─────>       │
//	       <─ wire.go: JSON on stdout ────────────┘
//
// The process gets an empty folder as home, an environment of three names and a
// time limit, and what it answers is bounded. It should be run without a
// network: see adapters/unioffice/README.md.
//
// An operation answers a whole document or an error, never a part of one. An
// error is [ErrUnlicensed], [ErrUnavailable] or [ErrInvalid]; for the first two
// [FallsBack] has the sentence to show when the native engine does the work
// instead. Nothing that was submitted for review is ever given to it.
package unioffice
