package api_test

import (
	"bytes"
	"io/fs"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/api"
	"guibei/store/storetest"
)

// kept lists the files on the disk.
func (e *env) kept() []string {
	e.t.Helper()
	var out []string
	require.NoError(e.t, filepath.WalkDir(e.files, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, filepath.Base(p))
		}
		return err
	}))
	return out
}

func TestAnUploadedDocxIsKeptWithItsFacts(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	raw := word(t, "青山区停车管理办法", "第一条 内容。")

	for _, method := range []string{"POST", "PUT", "POST"} {
		a := c.do(method, "/api/v1/files?name=C:%5Cdocs%5C%E8%8D%89%E6%A1%88.docx", bytes.NewReader(raw), "Content-Type", "application/octet-stream")
		require.Equal(t, http.StatusCreated, a.Code, a.Body.String())
		var f api.FileView
		a.into(&f)
		require.Equal(t, "草案.docx", f.Name)
		require.Equal(t, "青山区停车管理办法", f.Title)
		require.Len(t, f.TextSHA256, 64)
		require.EqualValues(t, len(raw), f.Size)
		require.Equal(t, []string{f.SHA256}, e.kept())
	}
}

func TestWhatMustNotComeInLeavesNothing(t *testing.T) {
	t.Parallel()
	ofd := map[string]string{"OFD.xml": "<ofd/>"}
	macro := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
			`<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`,
		"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":   `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p/></w:body></w:document>`,
		"word/vbaProject.bin": "x",
	}
	for name, tt := range map[string]struct {
		file string
		raw  []byte
		code string
	}{
		"a macro":                       {"a.docx", zipped(t, macro), "docx_macro"},
		"an old Word file":              {"a.docx", append([]byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}, make([]byte, 600)...), "docx_legacy_doc"},
		"a text under another name":     {"a.docx", []byte("plain text"), "docx_not_docx"},
		"a secrecy mark":                {"a.docx", word(t, "秘密★1年", "第一条"), "invalid"},
		"a docx under another name":     {"a.pdf", word(t, "正文"), "invalid"},
		"an OFD under another name":     {"a.docx", zipped(t, ofd), "docx_not_docx"},
		"a program":                     {"a.exe", []byte("MZ"), "invalid"},
		"a page":                        {"a.pdf", []byte("<html>"), "invalid"},
		"nothing":                       {"a.pdf", nil, "invalid"},
		"a name that is only a folder":  {"..", []byte("%PDF-1.7"), "invalid"},
		"a name with a line break":      {"a%0Ab.pdf", []byte("%PDF-1.7"), "invalid"},
		"a damaged docx, cut in halves": {"a.docx", word(t, "正文")[:300], "docx_broken"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := setup(t)
			c := e.as(storetest.Drafter)
			p := c.post("/api/v1/files?name="+tt.file, bytes.NewReader(tt.raw)).problem(http.StatusUnprocessableEntity, tt.code)
			require.Contains(t, p.Detail, "请")
			require.Empty(t, e.kept())
		})
	}
}

func TestMoreThanFiftyMebibytesIsRefused(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	// A reader of unknown length, so that the limit is met while streaming.
	endless := struct{ *bytes.Reader }{bytes.NewReader(make([]byte, 50<<20+1))}

	c.post("/api/v1/files?name=a.pdf", endless).problem(http.StatusRequestEntityTooLarge, "too_large")
	c.post("/api/v1/files?name=a.pdf", bytes.NewReader(make([]byte, 50<<20+1))).problem(http.StatusRequestEntityTooLarge, "too_large")
	require.Empty(t, e.kept())
}

func TestOtherMaterialsAreKept(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	for name, raw := range map[string][]byte{
		"a.pdf": []byte("%PDF-1.7 " + t.Name()), "b.ofd": zipped(t, map[string]string{"OFD.xml": t.Name()}),
		"c.png": []byte("\x89PNG\r\n\x1a\n" + t.Name()), "d.JPG": []byte("\xff\xd8\xff\xe0" + t.Name()),
	} {
		a := c.post("/api/v1/files?name="+name, bytes.NewReader(raw))
		require.Equal(t, http.StatusCreated, a.Code, a.Body.String())
		var f api.FileView
		a.into(&f)
		require.Empty(t, f.TextSHA256)
	}
	require.Len(t, e.kept(), 4)
}

func TestAFileOfACaseIsReadByWhoSeesTheCase(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	raw := word(t, "草案", "第一条 内容。")
	ref := c.upload("%E8%8D%89%E6%A1%88.docx", raw)
	a := c.post("/api/v1/cases", guibei.OpenCase{DraftingOrgan: "zjj", IssuingOrgan: "gov", Document: ref})
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	var v api.CommandView
	a.into(&v)
	other, _ := c.open()

	a = c.get("/api/v1/cases/" + v.Case + "/files/" + ref.SHA256)
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	require.Equal(t, raw, a.Body.Bytes())
	require.Equal(t, "attachment; filename*=utf-8''%E8%8D%89%E6%A1%88.docx", a.Header().Get("Content-Disposition"))
	require.Equal(t, "nosniff", a.Header().Get("X-Content-Type-Options"))
	a = c.get("/api/v1/cases/"+v.Case+"/files/"+ref.SHA256, "Range", "bytes=0-1")
	require.Equal(t, http.StatusPartialContent, a.Code)
	require.Equal(t, "PK", a.Body.String())

	c.get("/api/v1/cases/"+other+"/files/"+ref.SHA256).problem(http.StatusNotFound, "not_found")
	e.as(storetest.Reviewer).get("/api/v1/cases/"+v.Case+"/files/"+ref.SHA256).problem(http.StatusNotFound, "not_found")
}

func TestAReplacedFileCanStillBeRead(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	body := c.opening()
	a := c.post("/api/v1/cases", body)
	var v api.CommandView
	a.into(&v)
	next := c.upload("next.docx", word(t, "青山区停车管理办法", "第一条 改了。"))
	require.Equal(t, http.StatusOK, c.post("/api/v1/cases/"+v.Case+"/edit-draft", guibei.EditDraft{Document: &next}).Code)

	require.Equal(t, http.StatusOK, c.get("/api/v1/cases/"+v.Case+"/files/"+body.Document.SHA256).Code)
	require.Equal(t, http.StatusOK, c.get("/api/v1/cases/"+v.Case+"/files/"+next.SHA256).Code)
}

func TestAPreCheckKeepsNothing(t *testing.T) {
	t.Parallel()
	e := setup(t)
	c := e.as(storetest.Drafter)
	e.anonymous().post("/api/v1/checks", bytes.NewReader(word(t, "正文"))).problem(http.StatusUnauthorized, "unauthenticated")

	a := c.post("/api/v1/checks", bytes.NewReader(word(t, "办法", "第一条 处以罚款。")))
	require.Equal(t, http.StatusOK, a.Code, a.Body.String())
	var r guibei.CheckReceipt
	a.into(&r)
	require.Equal(t, "leads", r.Verdict)
	require.Equal(t, "R003", r.Findings[0].Rule)
	require.Len(t, r.DocumentSHA256, 64)

	a = c.post("/api/v1/checks", bytes.NewReader(word(t, "办法", "第一条 好。")))
	require.Contains(t, a.Body.String(), `"findings":[]`)
	c.post("/api/v1/checks", bytes.NewReader(word(t, "秘密★1年"))).problem(http.StatusUnprocessableEntity, "invalid")
	require.Empty(t, e.kept())
}
