package unioffice

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"guibei"
)

// wireVersion numbers the protocol; adapters/unioffice/testdata/wire has an
// example of each message, which the program is tested with too.
const wireVersion = 1

// request is what the program reads.
type request struct {
	Version  int                   `json:"version"`
	Op       string                `json:"op"`
	Content  *Document             `json:"content,omitempty"`
	Document []byte                `json:"document,omitempty"`
	Fields   map[string]string     `json:"fields,omitempty"`
	Tables   map[string][][]string `json:"tables,omitempty"`
}

// reply is what it writes.
type reply struct {
	Version  int     `json:"version"`
	Error    string  `json:"error,omitempty"`
	Message  string  `json:"message,omitempty"`
	Document []byte  `json:"document,omitempty"`
	Status   *Status `json:"status,omitempty"`
}

// Document is a document to compose: a title, then headings, paragraphs and
// tables, laid out after GB/T 9704.
type Document struct {
	Title  string  `json:"title"`
	Blocks []Block `json:"blocks"`
}

// Kind is the kind of a [Block].
type Kind string

// The kinds of block.
const (
	Heading   Kind = "heading"
	Paragraph Kind = "paragraph"
	Table     Kind = "table"
)

// Block is a part of a [Document], in order.
type Block struct {
	Kind  Kind       `json:"kind"`
	Level int        `json:"level,omitempty"` // of a heading: 1 to 4
	Text  string     `json:"text,omitempty"`  // of a heading or paragraph
	Align string     `json:"align,omitempty"` // "" (both sides, indented), "left", "center" or "right"
	Rows  [][]string `json:"rows,omitempty"`  // of a table; the first is its head
}

// Status says what the key allows.
type Status struct {
	Library  string `json:"library"`  // name and version
	PDF      bool   `json:"pdf"`      // PDFs can be made: UniPDF is licensed, and there are fonts
	Metered  bool   `json:"metered"`  // the key is one that reports to its vendor
	Trial    bool   `json:"trial"`    // the key is for trying
	Customer string `json:"customer"` // whom the key was issued to
	Expires  string `json:"expires,omitempty"`
}

// decode reads the one reply; an error in it becomes one of ours.
func decode(b []byte) (reply, error) {
	var r reply
	d := json.NewDecoder(bytes.NewReader(b))
	err := d.Decode(&r)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("more than one reply")
		}
	}
	if err != nil {
		return reply{}, unavailable(fmt.Errorf("decode the reply: %w", err), "unioffice 程序的答复无法识别。请检查 GUIBEI_UNIOFFICE_PROGRAM 指向的程序。")
	}
	if r.Version != wireVersion {
		return reply{}, unavailable(nil, fmt.Sprintf("unioffice 程序的版本不符（协议 %d，应为 %d）。请安装与规备同一版本的 guibei-unioffice。", r.Version, wireVersion))
	}
	return r, r.err()
}

func (r reply) err() error {
	msg := r.Message
	if msg == "" {
		msg = "unioffice 没有说明原因。请查看日志。"
	}
	switch r.Error {
	case "":
		return nil
	case "unlicensed", "metered":
		return unlicensed(fmt.Errorf("the program answers %s", r.Error), msg)
	case "invalid":
		return invalid(msg)
	}
	return unavailable(fmt.Errorf("the program answers %s", r.Error), msg)
}

// tooLarge refuses what the program would refuse too, before it is copied.
func tooLarge(b []byte) error {
	if len(b) > maxDocument {
		return guibei.Because(guibei.TooLarge, ErrInvalid, "文件超过 50 MB。请压缩或删减图片后重试。")
	}
	return nil
}
