// Gen writes the example documents of this folder: drafts of normative
// documents and the papers that go with them, as Word documents. Their words
// stand in text/, the marks in markup.go; the same words make the same bytes.
//
//	go run ./examples/gen
package main

import (
	"flag"
	"log/slog"
	"os"
	"path/filepath"
)

func main() {
	dir := flag.String("dir", "examples", "folder to write to")
	flag.Parse()
	if err := run(*dir); err != nil {
		slog.Error("examples not written", "err", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	for _, p := range papers {
		data, err := p.docx()
		if err != nil {
			return err
		}
		name := filepath.Join(dir, filepath.FromSlash(p.name+".docx"))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil { //nolint:gosec // examples are for everybody to read
			return err
		}
		if err := os.WriteFile(name, data, 0o644); err != nil { //nolint:gosec // as above
			return err
		}
	}
	return nil
}
