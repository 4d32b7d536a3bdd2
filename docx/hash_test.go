package docx

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheHashOfTheTextFollowsTheWordsAlone(t *testing.T) {
	t.Parallel()
	const para = `<w:p><w:r><w:t>第一条　为了规范管理，制定本办法。</w:t></w:r></w:p>`
	hash := func(body string) string { return mustOpen(t, newFile(body)).TextSHA256() }
	base := hash(para)
	require.Len(t, base, 64)
	require.Equal(t, base, hash(`<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>第一条　为了规范</w:t></w:r><w:r><w:t>管理，制定本办法。</w:t></w:r></w:p>`),
		"format and how Word cuts its runs are not words")
	require.Equal(t, base, hash(`<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>第一条　为了规范管理，制定本办法。</w:t></w:r></w:p>`),
		"what is struck out is not in the text")
	require.NotEqual(t, base, hash(`<w:p><w:r><w:t>第一条　为了规范管理，可以制定本办法。</w:t></w:r></w:p>`))
}
