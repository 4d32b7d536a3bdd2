package unioffice

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"log/slog"
	"time"
)

// Options say which program to start, and with what.
type Options struct {
	// Program is the name, searched in PATH, or the path of guibei-unioffice.
	Program string
	// KeyFile holds the offline key; without it nothing is ever started.
	KeyFile string
	// PDFKeyFile holds the key of UniPDF where KeyFile does not cover it.
	PDFKeyFile string
	// Customer is the name the keys were issued to.
	Customer string
	// AllowMetered accepts a metered key, with which the program sends host name
	// and addresses to its vendor.
	AllowMetered bool
	// Fonts is the folder of the fonts for PDFs.
	Fonts string
	// Timeout bounds one operation; zero means two minutes.
	Timeout time.Duration
	// Log gets what the program says on standard error; nil means nobody does.
	Log *slog.Logger
}

// Client asks the program. It is safe for concurrent use; each call is a process.
type Client struct{ o Options }

// New returns a client. Whether the program is there and the key good is found
// out by each operation; [Client.Status] does nothing else.
func New(o Options) *Client {
	if o.Timeout <= 0 {
		o.Timeout = 2 * time.Minute
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Client{o}
}

// Name names the engine in notices and logs.
func (*Client) Name() string { return "unioffice" }

// Status asks what the key allows.
func (c *Client) Status(ctx context.Context) (Status, error) {
	r, err := c.ask(ctx, request{Op: "status"})
	if err != nil {
		return Status{}, err
	}
	if r.Status == nil {
		return Status{}, incomplete(errors.New("no status"))
	}
	return *r.Status, nil
}

// Compose makes a docx of a document.
func (c *Client) Compose(ctx context.Context, d Document) ([]byte, error) {
	return c.document(ctx, request{Op: "compose", Content: &d}, wholeDocx)
}

// Fill makes a docx of a template. {{name}} in it becomes fields[name]; a table
// row with {{name.1}}, {{name.2}} … is repeated for the rows of tables[name],
// whose cells these are. A placeholder without a value is [ErrInvalid] and
// named, and so is a template with revisions, comments or a signature.
func (c *Client) Fill(ctx context.Context, template []byte, fields map[string]string, tables map[string][][]string) ([]byte, error) {
	if err := tooLarge(template); err != nil {
		return nil, err
	}
	return c.document(ctx, request{Op: "fill", Document: template, Fields: fields, Tables: tables}, wholeDocx)
}

// PDF converts a docx that was made by Guibei.
func (c *Client) PDF(ctx context.Context, docx []byte) ([]byte, error) {
	if err := tooLarge(docx); err != nil {
		return nil, err
	}
	return c.document(ctx, request{Op: "pdf", Document: docx}, wholePDF)
}

// document asks for a document and looks whether it is one, and whole.
func (c *Client) document(ctx context.Context, r request, whole func([]byte) error) ([]byte, error) {
	got, err := c.ask(ctx, r)
	if err != nil {
		return nil, err
	}
	if err := whole(got.Document); err != nil {
		return nil, incomplete(err)
	}
	return got.Document, nil
}

func incomplete(cause error) error {
	return unavailable(cause, "unioffice 程序没有返回完整的文件。请检查 GUIBEI_UNIOFFICE_PROGRAM 指向的程序。")
}

func wholeDocx(b []byte) error {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return err
	}
	f, err := z.Open("[Content_Types].xml")
	if err != nil {
		return err
	}
	return f.Close()
}

func wholePDF(b []byte) error {
	if !bytes.HasPrefix(b, []byte("%PDF-")) || !bytes.Contains(b[max(0, len(b)-1024):], []byte("%%EOF")) {
		return errors.New("no PDF, or its end is missing")
	}
	return nil
}
