package libreoffice_test

import (
	"archive/zip"
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/internal/libreoffice"
)

// program writes a shell script in the place of LibreOffice. In it, $out is the PDF that is expected.
func program(t *testing.T, script string) string {
	t.Helper()
	if _, err := os.Stat("/bin/sh"); err != nil {
		t.Skip("no /bin/sh: the program that stands in for LibreOffice is a shell script")
	}
	name := filepath.Join(t.TempDir(), "soffice")
	require.NoError(t, os.WriteFile(name, []byte("#!/bin/sh\nout=\"$PWD/letter.pdf\"\n"+script), 0o700))
	return name
}

func TestItIsSaidWhenLibreOfficeIsNotThere(t *testing.T) {
	t.Parallel()
	for _, p := range []string{"soffice-that-nobody-installed", filepath.Join(t.TempDir(), "none")} {
		_, err := libreoffice.New(p, 0).PDF(t.Context(), nil)
		require.ErrorIs(t, err, libreoffice.ErrNoConverter)
		require.Equal(t, guibei.Unavailable, guibei.KindOf(err))
		require.Contains(t, guibei.Message(err), "请安装 LibreOffice")
	}
}

func TestOnlyAWholePDFIsReturned(t *testing.T) {
	t.Parallel()
	pdf, err := libreoffice.New(program(t, `printf '%%PDF-1.7 x %%%%EOF' > "$out"`), 0).PDF(t.Context(), []byte("docx"))
	require.NoError(t, err)
	require.Equal(t, "%PDF-1.7 x %%EOF", string(pdf))
	for name, script := range map[string]string{
		"nothing": `exit 0`, "an error": `echo broken >&2; exit 3`, "half of it": `printf '%%PDF-1.7' > "$out"`, "something else": `echo hello > "$out"`,
	} {
		_, err := libreoffice.New(program(t, script), 0).PDF(t.Context(), []byte("docx"))
		require.ErrorIs(t, err, libreoffice.ErrFailed, name)
		require.Contains(t, guibei.Message(err), "请", name)
	}
}

func TestTheProgramSeesNothingOfThisProcessAndLeavesNothing(t *testing.T) {
	t.Setenv("GUIBEI_DATABASE_URL", "postgres://a:hunter2@h/d")
	seen := t.TempDir()
	_, err := libreoffice.New(program(t, `env > `+seen+`/env; pwd > `+seen+`/dir; echo "$@" > `+seen+`/args; cat letter.docx > `+seen+`/docx; cat profile/user/registrymodifications.xcu > `+seen+`/settings`), 0).
		PDF(t.Context(), []byte("the letter"))
	require.ErrorIs(t, err, libreoffice.ErrFailed)
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(seen, name))
		require.NoError(t, err)
		return string(b)
	}
	require.NotContains(t, read("env"), "hunter2")
	require.Equal(t, "the letter", read("docx"))
	require.Contains(t, read("args"), "-env:UserInstallation=file://")
	require.Contains(t, read("args"), "--headless")
	require.Contains(t, read("settings"), "BlockUntrustedRefererLinks")
	require.NoDirExists(t, strings.TrimSpace(read("dir")))
}

func TestAProgramThatHangsIsEndedWithItsChildren(t *testing.T) {
	t.Parallel()
	seen := t.TempDir()
	_, err := libreoffice.New(program(t, `sleep 600 & echo $! > `+seen+`/pid.new; mv `+seen+`/pid.new `+seen+`/pid; wait`), 300*time.Millisecond).PDF(t.Context(), nil)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	b, err := os.ReadFile(filepath.Join(seen, "pid"))
	if err != nil {
		t.Skip("the machine was too busy for the script to begin before its time was up")
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(b)))
	require.NoError(t, err)
	require.Eventually(t, func() bool {
		state, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		return err != nil || strings.Contains(string(state), ") Z ")
	}, 10*time.Second, 10*time.Millisecond)
}

func TestOneRunsAtATime(t *testing.T) {
	t.Parallel()
	seen := t.TempDir()
	c := libreoffice.New(program(t, `mkdir `+seen+`/one || touch `+seen+`/two; sleep 0.05; rmdir `+seen+`/one; printf '%%PDF-1.7 x %%%%EOF' > "$out"`), 0)
	done := make(chan error, 4)
	for range 4 {
		go func() {
			_, err := c.PDF(t.Context(), nil)
			done <- err
		}()
	}
	for range 4 {
		require.NoError(t, <-done)
	}
	require.NoFileExists(t, filepath.Join(seen, "two"))
}

// linked is a docx with a picture that lies on a server.
func linked(t *testing.T, url string) []byte {
	t.Helper()
	const types, rel = "http://schemas.openxmlformats.org/package/2006/", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for name, content := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="` + types + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":                  `<Relationships xmlns="` + types + `relationships"><Relationship Id="r1" Type="` + rel + `/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels": `<Relationships xmlns="` + types + `relationships"><Relationship Id="r1" Type="` + rel + `/image" Target="` + url + `" TargetMode="External"/></Relationships>`,
		"word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="` + rel + `" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
			`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body><w:p><w:r><w:t>letter</w:t></w:r><w:r><w:drawing>` +
			`<wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>` +
			`<pic:blipFill><a:blip r:link="r1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>` +
			`</w:drawing></w:r></w:p></w:body></w:document>`,
	} {
		w, err := z.Create(name)
		require.NoError(t, err)
		_, err = w.Write([]byte(content))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return buf.Bytes()
}

func TestLibreOfficeConvertsAndAsksNobody(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("LibreOffice is not installed: nothing is converted here")
	}
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	t.Cleanup(server.Close)
	pdf, err := libreoffice.New("", 0).PDF(t.Context(), linked(t, server.URL+"/a.png"))
	require.NoError(t, err)
	require.Contains(t, string(pdf), "/Type/Page")
	require.Zero(t, asked.Load(), "what a letter links to is not fetched")
}
