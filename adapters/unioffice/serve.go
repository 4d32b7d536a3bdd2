package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
)

// options are what the command line says.
type options struct {
	keyFile, pdfKeyFile string
	customer            string
	allowMetered        bool
	fonts               string
}

// answer does what the request on in asks for. Every failure is a reply too,
// and a panic of unioffice is a failure: a document it does not expect makes it
// panic.
func (o options) answer(in io.Reader, log *slog.Logger) (out reply) {
	defer func() {
		if v := recover(); v != nil {
			log.Error("panic", "value", v, "stack", string(debug.Stack()))
			out = reply{Error: codeFailed, Message: "unioffice 处理该文件时出错。请改用内置引擎（GUIBEI_DOCX_ENGINE=native）。"}
		}
	}()

	out, err := o.serve(in)
	if err == nil {
		return out
	}
	if r, ok := errors.AsType[*refusal](err); ok {
		log.Warn("refused", "code", r.code, "err", r.err)
		return reply{Error: r.code, Message: r.msg}
	}
	log.Error("failed", "err", err)
	return reply{Error: codeFailed, Message: "unioffice 没有完成。请查看日志，或者改用内置引擎（GUIBEI_DOCX_ENGINE=native）。"}
}

// serve reads, checks, looks at the licence, and only then works.
func (o options) serve(in io.Reader) (reply, error) {
	req, err := readRequest(in)
	if err != nil {
		return reply{}, err
	}
	st, err := o.activate()
	if err != nil {
		return reply{}, err
	}
	var doc []byte
	switch req.Op {
	case opStatus:
		st.PDF = o.readyForPDF()
		return reply{Status: &st}, nil
	case opCompose:
		doc, err = compose(*req.Content)
	case opFill:
		doc, err = fill(req)
	case opPDF:
		doc, err = o.toPDF(req.Document)
	}
	if err != nil {
		return reply{}, fmt.Errorf("%s: %w", req.Op, err)
	}
	if len(doc) > maxDocument {
		return reply{}, refuse(codeInvalid, nil, "生成的文件超过 50 MB。请减少内容后重试。")
	}
	return reply{Document: doc}, nil
}
