package docx

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// FuzzAnnotate puts comments and suggestions into a body of any markup. Annotate holds the copy against the original
// itself, so an ErrAnnotate is a failure; what else it must be is held here.
func FuzzAnnotate(f *testing.F) {
	for _, s := range []string{
		lines("第一条 甲。", "第二条之一 乙。"), wp(`<w:r><w:t>甲</w:t><w:tab/><w:t xml:space="preserve"> 乙 </w:t></w:r>`),
		wp(`<w:ins w:id="1" w:author="a">` + wr("增") + `</w:ins><w:del w:id="2"><w:r><w:delText>删</w:delText></w:r></w:del>` + wr("留")),
		wp(`<w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>`+wr("甲")) + pt("乙"), wp(`<w:hyperlink r:id="x">` + wr("链接") + `</w:hyperlink>` + wr("后")),
		wp(`<w:commentRangeStart w:id="0"/>`+wr("旧批注")+`<w:commentRangeEnd w:id="0"/>`) + `<w:tbl><w:tr><w:tc>` + pt("格") + `</w:tc></w:tr></w:tbl>`,
		wp(wr("主")+`<w:r><w:txbxContent>`+pt("框")+`</w:txbxContent></w:r>`) + wp(`<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>`+wr("式")),
		wp(`<w:r><w:ruby><w:rt>` + wr("guī") + `</w:rt><w:rubyBase>` + wr("规") + `</w:rubyBase></w:ruby></w:r>`), wp(`<w:r><w:t>&lt;&#x4E2D;<!-- x --><![CDATA[<b>]]></w:t></w:r>`),
		item(1, 0, "甲") + item(1, 1, "乙"), `<w:sdt><w:sdtContent>` + pt("控") + `</w:sdtContent></w:sdt>` + wp(`<w:fldSimple w:instr="PAGE">`+wr("3")+`</w:fldSimple>`),
	} {
		f.Add(s, []byte{0, 0, 2, 1, 1, 0, 1, 2, 0, 1, 9, 0})
	}
	list := `<w:abstractNum w:abstractNumId="0">` + lvl(0, "chineseCounting", "第%1条") + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	f.Fuzz(func(t *testing.T, body string, places []byte) {
		file, err := OpenBytes(newFile(body).numbering(list).bytes(t))
		require.NoError(t, err)
		d, err := file.Read(Final)
		if err != nil {
			requireRefusal(t, err)
			return
		}
		notes := fuzzedNotes(d, places)
		var out bytes.Buffer
		placed, err := file.Annotate(&out, notes)
		if err != nil {
			require.NotErrorIs(t, err, ErrAnnotate)
			requireRefusal(t, err)
			require.Zero(t, out.Len())
			return
		}
		require.Len(t, placed, len(notes))
		copied, err := OpenBytes(out.Bytes())
		require.NoError(t, err)
		before, err := file.Read(Original)
		require.NoError(t, err)
		after, err := copied.Read(Original)
		require.NoError(t, err)
		require.Equal(t, before.Text(), after.Text(), "with all suggestions rejected")
		if was, err := file.Part(file.Main()); err == nil && wellFormed(was) {
			is, err := copied.Part(copied.Main())
			require.NoError(t, err)
			require.True(t, wellFormed(is), "%s", is)
		}
	})
}

// wellFormed reports what encoding/xml thinks, which is not ours.
func wellFormed(b []byte) bool {
	_, err := decoded(b)
	return err == nil
}

// fuzzedNotes makes a note of each four bytes: paragraph, start, length and kind.
func fuzzedNotes(d *Document, places []byte) []Note {
	var notes []Note
	for i := 0; i+3 < min(len(places), 40); i += 4 {
		p := d.Paragraphs()[int(places[i])%len(d.Paragraphs())]
		start := int(places[i+1]) % (runeCount(p.Text) + 1)
		n := Note{Anchor: p.Anchor(start, start+int(places[i+2])), Author: "审查员", Date: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
		if places[i+3]&1 == 0 {
			n.Text = "请核\n<第二段>"
		}
		if places[i+3]&2 != 0 {
			with := []string{"", "改为"}[places[i+3]>>2&1]
			n.Replace = &with
		}
		notes = append(notes, n)
	}
	return notes
}
