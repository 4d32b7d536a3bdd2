package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const wordURI = `http://schemas.openxmlformats.org/wordprocessingml/2006/main`

// docx makes a Word document with the given body.
func docx(t *testing.T, body string) []byte {
	t.Helper()
	return pack(t, map[string]string{"word/document.xml": `<w:document xmlns:w="` + wordURI + `"><w:body>` + body + `</w:body></w:document>`})
}

// pack makes a package of parts; the content types and relationships are added.
func pack(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
	}
	maps.Copy(all, parts)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		w, err := z.Create(name)
		require.NoError(t, err)
		_, err = w.Write([]byte(all[name]))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

func TestWhatUniofficeMustNotSeeIsRefused(t *testing.T) {
	t.Parallel()
	many := map[string]string{}
	for i := range maxEntries {
		many[fmt.Sprintf("word/media/%d.bin", i)] = ""
	}
	comments := `<w:comments xmlns:w="` + wordURI + `"><w:comment w:id="0"/></w:comments>`
	tests := map[string]struct {
		file []byte
		want string
	}{
		"no zip":             {[]byte("PK nothing"), "不是 .docx"},
		"too many parts":     {pack(t, many), "个部件"},
		"a path upwards":     {pack(t, map[string]string{"word/../../x": ""}), "不安全"},
		"a name twice":       {pack(t, map[string]string{"word/a.xml": "<a/>", "word/A.xml": "<a/>"}), "重复"},
		"a bomb":             {bomb(t), "256 MB"},
		"broken XML":         {docx(t, `<w:p>`), "word/document.xml"},
		"bottomless XML":     {docx(t, strings.Repeat("<w:p>", 300)+strings.Repeat("</w:p>", 300)), "word/document.xml"},
		"a revision":         {docx(t, `<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>x</w:t></w:r></w:ins></w:p>`), "修订或批注"},
		"a strict revision":  {pack(t, map[string]string{"word/document.xml": `<d xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:del/></d>`}), "修订或批注"},
		"a comment":          {pack(t, map[string]string{"word/document.xml": "<d/>", "word/comments.xml": comments}), "修订或批注"},
		"a signature":        {pack(t, map[string]string{"word/document.xml": "<d/>", "_xmlsignatures/sig1.xml": "<s/>"}), "数字签名"},
		"a macro":            {pack(t, map[string]string{"word/document.xml": "<d/>", "word/vbaProject.bin": "x"}), "宏"},
		"no content types":   {without(t, "[Content_Types].xml"), "[Content_Types].xml"},
		"more than the most": {make([]byte, maxDocument+1), "50 MB"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := openPackage(tt.file)
			var r *refusal
			require.ErrorAs(t, err, &r)
			require.Equal(t, codeInvalid, r.code)
			require.Contains(t, r.msg, tt.want)
			require.Regexp(t, `。$`, r.msg)
		})
	}
	_, err := openPackage(docx(t, `<w:p/>`))
	require.NoError(t, err)
}

// bomb makes a package with an entry that says it is larger than allowed.
func bomb(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	_, err := z.CreateRaw(&zip.FileHeader{Name: "word/media/a.bin", Method: zip.Deflate, UncompressedSize64: maxInflated + 1})
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.Bytes()
}

func without(t *testing.T, name string) []byte {
	t.Helper()
	b := docx(t, "")
	return bytes.ReplaceAll(b, []byte(name), []byte(strings.Repeat("x", len(name))))
}

func TestParagraphsOfEveryPartAreSeen(t *testing.T) {
	t.Parallel()
	p, err := openPackage(pack(t, map[string]string{
		"word/document.xml": `<w:document xmlns:w="` + wordURI + `"><w:p><w:r><w:t>一{{</w:t></w:r><w:r><w:t>甲}}</w:t>` +
			`<x><w:p><w:r><w:t>框</w:t></w:r></w:p></x></w:r></w:p></w:document>`,
		"word/header1.xml": `<w:hdr xmlns:w="` + wordURI + `"><w:p><w:r><w:t>眉</w:t><w:instrText>不是文字</w:instrText></w:r></w:p></w:hdr>`,
	}))
	require.NoError(t, err)
	got, err := p.paragraphs()
	require.NoError(t, err)
	require.Equal(t, []string{"框", "一{{甲}}", "眉"}, got)
}
