package docx

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheNamesInTheCorePropertiesAreReadOnce(t *testing.T) {
	t.Parallel()
	const head = `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">`
	for properties, want := range map[string][]string{
		`<dc:creator>甲</dc:creator><cp:lastModifiedBy>乙</cp:lastModifiedBy>`:         {"甲", "乙"},
		`<dc:creator> 甲 </dc:creator><cp:lastModifiedBy>甲</cp:lastModifiedBy>`:       {"甲"},
		`<dc:creator/><cp:lastModifiedBy></cp:lastModifiedBy><dc:title>某</dc:title>`: nil,
		`<dc:creator>甲`: {"甲"},
	} {
		require.Equal(t, want, authorsOf([]byte(head+properties+`</cp:coreProperties>`)), properties)
	}
}

func TestTheAuthorsOfADocumentAreThoseOfItsPackage(t *testing.T) {
	t.Parallel()
	f := newFile(`<w:p><w:r><w:t>某某办法</w:t></w:r></w:p>`)
	f.set("docProps/core.xml", `<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>甲</dc:creator></p>`)
	f.set("_rels/.rels", rels(`<Relationship Id="rId1" Type="`+relNS+`/officeDocument" Target="word/document.xml"/>`+
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>`))
	require.Equal(t, []string{"甲"}, mustOpen(t, f).Authors())
}
