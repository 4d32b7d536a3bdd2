// Package api is the HTTP door: everything a person, an OA or the command
// line asks of the product goes through the routes below /api/v1.
//
//	request ── middleware.go: trace id, panic, log line, same origin, session
//	              │
//	         routes.go: every route on one screen
//	              ├── reads: cases.go events.go tasks.go organs.go rates.go files.go
//	              │          ── PostgreSQL, through [Store]
//	              ├── texts: documents.go comparison.go revision.go copies.go
//	              │          ── the kept files, through texts.go
//	              └── acts:  commands.go ── a row first, then the case's workflow,
//	                         through [Dispatcher]; 202 when it does not answer
//
// A handler returns what it means or an error with a [guibei.Kind]; problem.go
// is the only place where an error becomes HTTP (RFC 9457). What nobody may
// see is answered like what is not there.
//
// The contract is written from the code: openapi.yaml is what [OpenAPI]
// returns, and a test holds the two together.
package api
