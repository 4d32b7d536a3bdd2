package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/docx"
)

func TestTheCommittedFilesAreWhatTheWordsMake(t *testing.T) {
	t.Parallel()
	want := map[string]bool{}
	for _, p := range papers {
		name := filepath.Join("..", filepath.FromSlash(p.name+".docx"))
		want[name] = true
		made, err := p.docx()
		require.NoError(t, err)
		committed, err := os.ReadFile(name)
		require.NoError(t, err)
		require.True(t, bytes.Equal(made, committed), "%s differs: go run ./examples/gen", name)
	}
	for _, pattern := range []string{"../*.docx", "../*/*.docx"} {
		found, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, name := range found {
			require.True(t, want[name], "%s comes from nowhere", name)
		}
	}
}

func TestRunWritesEveryPaper(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, run(dir))
	for _, p := range papers {
		got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(p.name+".docx")))
		require.NoError(t, err)
		made, err := p.docx()
		require.NoError(t, err)
		require.Equal(t, made, got)
	}
}

func TestEveryTextIsAPaper(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, p := range papers {
		known["text/"+p.name+".txt"] = true
	}
	for _, pattern := range []string{"text/*.txt", "text/*/*.txt"} {
		found, err := filepath.Glob(pattern)
		require.NoError(t, err)
		require.NotEmpty(t, found)
		for _, name := range found {
			require.True(t, known[filepath.ToSlash(name)], "%s is written by nobody", name)
		}
	}
	_, err := paper{name: "missing"}.docx()
	require.Error(t, err)
}

func TestEveryPartIsWellFormedAndRelated(t *testing.T) {
	t.Parallel()
	target := regexp.MustCompile(`Id="(\w+)"[^>]* Target="([^"]+)"`)
	used := regexp.MustCompile(`r:id="(\w+)"`)
	for _, p := range papers {
		parts := map[string]string{}
		for _, part := range p.parts(parse("# a\n文字")) {
			require.NoError(t, wellFormed(part.content), "%s %s", p.name, part.name)
			parts[part.name] = part.content
		}
		known := map[string]bool{}
		for _, m := range target.FindAllStringSubmatch(parts["word/_rels/document.xml.rels"], -1) {
			known[m[1]] = true
			require.Contains(t, parts, "word/"+m[2])
			require.Contains(t, parts["[Content_Types].xml"], "/word/"+m[2])
		}
		for _, m := range used.FindAllStringSubmatch(parts["word/document.xml"], -1) {
			require.True(t, known[m[1]], m[1])
		}
	}
}

func wellFormed(s string) error {
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// Word, WPS and every unzip must see ordinary names and one fixed time.
func TestThePackageDependsOnNothingButTheWords(t *testing.T) {
	t.Parallel()
	data, err := papers[0].docx()
	require.NoError(t, err)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	require.Equal(t, "[Content_Types].xml", z.File[0].Name)
	for _, f := range z.File {
		require.Equal(t, zip.Store, f.Method)
		require.Equal(t, 2026, f.Modified.Year())
	}
}

func open(t *testing.T, name string) *docx.Document {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", name+".docx"))
	require.NoError(t, err)
	d, err := docx.Open(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	return d
}
