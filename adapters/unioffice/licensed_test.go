package main

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestWithAKeyTheContractHolds is the part that needs a key somebody bought.
// GUIBEI_UNIOFFICE_TEST_CUSTOMER and GUIBEI_UNIOFFICE_TEST_FONTS go with it.
func TestWithAKeyTheContractHolds(t *testing.T) {
	t.Parallel()
	key := os.Getenv("GUIBEI_UNIOFFICE_TEST_KEY_FILE")
	if key == "" {
		t.Skip("no licence: set GUIBEI_UNIOFFICE_TEST_KEY_FILE to an offline key of unioffice to run what needs one")
	}
	args := []string{"-key-file", key, "-customer", os.Getenv("GUIBEI_UNIOFFICE_TEST_CUSTOMER"), "-fonts", os.Getenv("GUIBEI_UNIOFFICE_TEST_FONTS")}

	st := ask(t, nil, ops(t)[opStatus], args...)
	require.Empty(t, st.Error, st.Message)
	require.NotNil(t, st.Status)
	require.False(t, st.Status.Metered)

	composed := ask(t, nil, ops(t)[opCompose], args...)
	require.Empty(t, composed.Error, composed.Message)
	require.Equal(t, []string{"审查意见书", "正文"}, texts(t, composed.Document)[:2])

	r := request{
		Version: wireVersion, Op: opFill,
		Fields: map[string]string{"机关": "某局", "附注": "一\n二"},
		Tables: map[string][][]string{"条目": {{"三", "删去"}, {"四", "重写"}}},
		Document: docx(t, `<w:p><w:r><w:t>致 {{机</w:t></w:r><w:r><w:t>关}}：{{附注}}</w:t></w:r></w:p>`+
			`<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid><w:tr>`+
			`<w:tc><w:p><w:r><w:t>第{{条目.1}}条</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{{条目.2}}</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>`),
	}
	b, err := json.Marshal(r)
	require.NoError(t, err)
	filled := ask(t, nil, string(b), args...)
	require.Empty(t, filled.Error, filled.Message)
	got := texts(t, filled.Document)
	require.Subset(t, got, []string{"致 某局：一二", "第三条", "删去", "第四条", "重写"})

	pdf := ask(t, nil, ops(t)[opPDF], args...)
	if !st.Status.PDF {
		require.Contains(t, []string{codeUnlicensed, codeNotReady}, pdf.Error)
		return
	}
	require.Empty(t, pdf.Error, pdf.Message)
	require.True(t, bytes.HasPrefix(pdf.Document, []byte("%PDF-")))
}

func texts(t *testing.T, docx []byte) []string {
	t.Helper()
	p, err := openPackage(docx)
	require.NoError(t, err)
	out, err := p.paragraphs()
	require.NoError(t, err)
	return out
}
