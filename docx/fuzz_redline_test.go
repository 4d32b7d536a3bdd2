package docx

import (
	"bytes"
	"errors"
	"testing"
)

// bodies are what the fuzzers of writing begin with: every construct that a comment or a change can meet.
func bodies() []string {
	return []string{
		lines("第一条 甲。", "第二条 乙&amp;丙。"),
		wp(`<w:r><w:t> 前后空格 </w:t><w:tab/><w:t xml:space="preserve">甲 </w:t><w:br/></w:r><w:ins w:id="1"><w:r><w:t>插</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>删</w:delText></w:r></w:del>`),
		wp(`<w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>`+wr("甲")) + pt("乙") + `<w:p/>`,
		wp(`<w:pPr><w:rPr><w:ins w:id="3"/></w:rPr></w:pPr>`+wr("甲")) + `<w:tbl><w:tr><w:trPr><w:ins w:id="4"/></w:trPr><w:tc>` + pt("丙") + `</w:tc></w:tr><w:tr><w:tc><w:p/></w:tc><w:tc>` + pt("丁") + `</w:tc></w:tr></w:tbl>` + pt("戊"),
		wp(`<w:r><w:rPr><w:b/><w:rPrChange w:id="9"><w:rPr/></w:rPrChange></w:rPr><w:t><![CDATA[甲<乙]]>丙<!-- x -->丁</w:t></w:r>`),
		wp(wr("甲") + `<w:r><w:pict><v:textbox><w:txbxContent>` + pt("框") + `</w:txbxContent></v:textbox></w:pict><w:t>乙</w:t></w:r>`),
		wp(`<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath><w:hyperlink w:anchor="a">` + wr("链") + `</w:hyperlink><w:fldSimple w:instr="PAGE">` + wr("1") + `</w:fldSimple>`),
		wp(`<w:r><w:ruby><w:rt>` + wr("pin") + `</w:rt><w:rubyBase>` + wr("拼") + `</w:rubyBase></w:ruby></w:r>`),
		wp(`<w:commentRangeStart w:id="0"/>` + wr("甲") + `<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>`),
		item(1, 0, "甲") + item(1, 1, "乙") + item(1, 0, "丙"),
		`<w:sdt><w:sdtContent>` + pt("甲") + `</w:sdtContent></w:sdt><w:moveFrom w:id="7">` + pt("乙") + `</w:moveFrom>`,
	}
}

func fuzzFile(tb testing.TB, body string) (*File, *Document) {
	tb.Helper()
	b := newFile(body).numbering(`<w:abstractNum w:abstractNumId="0">` + lvl(0, "chineseCounting", "第%1条") + lvl(1, "decimal", "%1.%2") +
		`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`).bytes(tb)
	f, err := OpenBytes(b)
	if err != nil {
		return nil, nil
	}
	d, err := f.Read(Final)
	if err != nil {
		return nil, nil
	}
	return f, d
}

// FuzzRedline writes redlines and clean copies of whatever opens.
func FuzzRedline(f *testing.F) {
	all := bodies()
	for i := range all {
		f.Add(all[i], all[(i+1)%len(all)])
	}
	f.Fuzz(func(t *testing.T, old, now string) {
		a, x := fuzzFile(t, old)
		b, y := fuzzFile(t, now)
		if a == nil || b == nil || len(x.Paragraphs())*len(y.Paragraphs()) > 1<<16 {
			return
		}
		var out bytes.Buffer
		err := Redline(&out, a, b, roughScript(x.Paragraphs(), y.Paragraphs()), "规备", redlineDay)
		if err != nil && !errors.Is(err, ErrRedline) && !errors.Is(err, ErrAccept) && ReasonOf(err) == "" {
			t.Fatal(err)
		}
		if err := b.Accept(&out); err != nil && !errors.Is(err, ErrAccept) {
			t.Fatal(err)
		}
	})
}
