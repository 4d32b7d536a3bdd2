package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// wireVersion numbers the protocol. A request or reply of another version is
// refused; testdata/wire holds one example of each message, which Guibei's
// client is tested with too.
const wireVersion = 1

// Limits, in bytes. A document of 50 MiB is what Guibei accepts at most; base64
// adds a third.
const (
	maxDocument = 50 << 20
	maxRequest  = maxDocument/3*4 + 4<<20
)

// The operations.
const (
	opStatus  = "status"
	opCompose = "compose"
	opFill    = "fill"
	opPDF     = "pdf"
)

// The reasons for which a request is not done.
const (
	codeUnlicensed = "unlicensed" // no key, or one that unioffice does not accept
	codeMetered    = "metered"    // a metered key, which nobody allowed
	codeInvalid    = "invalid"    // the request, the template or the document is at fault
	codeNotReady   = "not_ready"  // what the operation needs beside a key is not there
	codeFailed     = "failed"     // unioffice is at fault
)

// request is what standard input holds.
type request struct {
	Version int    `json:"version"`
	Op      string `json:"op"`
	// Content is what compose writes.
	Content *content `json:"content,omitempty"`
	// Document is the template for fill and the document for pdf: a docx.
	Document []byte `json:"document,omitempty"`
	// Fields are the values of {{name}}, for fill.
	Fields map[string]string `json:"fields,omitempty"`
	// Tables are the rows of {{name.1}}, {{name.2}} ..., for fill: the table row
	// that holds these is repeated for each.
	Tables map[string][][]string `json:"tables,omitempty"`
}

// content is a document to compose.
type content struct {
	Title  string  `json:"title"`
	Blocks []block `json:"blocks"`
}

// The kinds of block.
const (
	kindHeading   = "heading"
	kindParagraph = "paragraph"
	kindTable     = "table"
)

// block is a heading of a level from 1 to 4, a paragraph, or a table whose
// first row is its head.
type block struct {
	Kind  string     `json:"kind"`
	Level int        `json:"level,omitempty"`
	Text  string     `json:"text,omitempty"`
	Align string     `json:"align,omitempty"` // "", "left", "center" or "right"
	Rows  [][]string `json:"rows,omitempty"`
}

// reply is what standard output holds: an error, a document, or a status.
type reply struct {
	Version int    `json:"version"`
	Error   string `json:"error,omitempty"`
	// Message is for people: what is wrong, then what to do next.
	Message  string  `json:"message,omitempty"`
	Document []byte  `json:"document,omitempty"`
	Status   *status `json:"status,omitempty"`
}

// status says what the keys allow.
type status struct {
	Library  string `json:"library"`
	PDF      bool   `json:"pdf"` // UniPDF is licensed too, and there are fonts
	Metered  bool   `json:"metered"`
	Trial    bool   `json:"trial"`
	Customer string `json:"customer"`
	Expires  string `json:"expires,omitempty"` // a date, or nothing for never
}

// refusal is the error of a request that is not done.
type refusal struct {
	code string
	msg  string
	err  error // for the log; it may be nil
}

func (r *refusal) Error() string {
	if r.err == nil {
		return r.code + ": " + r.msg
	}
	return fmt.Sprintf("%s: %s: %v", r.code, r.msg, r.err)
}

func (r *refusal) Unwrap() error { return r.err }

func refuse(code string, err error, msg string) *refusal {
	return &refusal{code: code, msg: msg, err: err}
}

// readRequest reads the one request and checks its shape.
func readRequest(in io.Reader) (request, error) {
	var r request
	const ask = "请使用与本程序同一版本的规备。"
	b, err := io.ReadAll(io.LimitReader(in, maxRequest+1))
	if err != nil {
		return r, refuse(codeInvalid, err, "请求没有读完。请重试。")
	}
	if len(b) > maxRequest {
		return r, refuse(codeInvalid, nil, "请求过大。文件不得超过 50 MB，请压缩或删减图片后重试。")
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return r, refuse(codeInvalid, err, "请求不是本程序认识的格式。"+ask)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return r, refuse(codeInvalid, err, "一次只能有一个请求。"+ask)
	}
	if r.Version != wireVersion {
		return r, refuse(codeInvalid, nil, fmt.Sprintf("请求的版本是 %d，本程序只认识 %d。", r.Version, wireVersion)+ask)
	}
	return r, r.check()
}

// check refuses what cannot be done whatever the licence says.
func (r request) check() error {
	switch r.Op {
	case opStatus:
		return nil
	case opCompose:
		if r.Content == nil {
			return refuse(codeInvalid, nil, "没有说明要生成什么内容。请给出标题和正文。")
		}
		return r.Content.check()
	case opFill:
		p, err := openPackage(r.Document)
		if err != nil {
			return err
		}
		return r.checkTemplate(p)
	case opPDF:
		_, err := openPackage(r.Document)
		return err
	}
	return refuse(codeInvalid, nil, fmt.Sprintf("没有 %q 这种操作。请使用与本程序同一版本的规备。", r.Op))
}

func writeReply(out io.Writer, r reply) error {
	r.Version = wireVersion
	return json.NewEncoder(out).Encode(r)
}
