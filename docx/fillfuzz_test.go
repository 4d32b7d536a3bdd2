package docx

import (
	"bytes"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzFill feeds the markup of a template's body: it is filled, or refused with the placeholder named.
func FuzzFill(f *testing.F) {
	for _, s := range []string{
		lines("{{#意见}}", "{{序号}}{{名称}}", "{{/意见}}"), pt("甲{{#意见}}{{内容}}{{^依据}}无{{/依据}}{{/意见}}乙"), pt("{{说明}}"),
		tbl(row("{{#意见}}{{序号}}", "{{内容}}{{/意见}}")) + pt(""), tbl(row("{{#无}}"), row("甲"), row("{{/无}}")) + pt("x"),
		wp(wr("{{名") + `<w:r><w:tab/></w:r>` + wr("称}}")), `<w:p><w:p>` + wr("{{名称}}") + `</w:p></w:p>`, wp(`<w:r><w:t/>`) + `</w:r>` + pt("｛｛名称｝｝"),
		tbl(row(lines("{{#空}}", "甲", "{{/空}}"))) + `<w:sdt><w:sdtContent>` + lines("{{#意见}}", "{{/意见}}") + `</w:sdtContent></w:sdt>`,
		`<w:tbl><w:sdt><w:sdtContent>` + row("{{#意见}}") + `</w:sdtContent></w:sdt>` + row("{{/意见}}") + `</w:tbl>`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		in, err := OpenBytes(newFile(body).bytes(t))
		if err != nil {
			return
		}
		var out bytes.Buffer
		err = in.Fill(&out, fillFields, fillValues())
		e, named := errors.AsType[*TemplateError](err)
		switch {
		case err == nil:
			_, err := OpenBytes(out.Bytes())
			require.NoError(t, err)
		case named:
			require.NotEmpty(t, e.Placeholder)
			require.NotEmpty(t, e.Where)
		default:
			require.NotErrorIs(t, err, ErrFill)
			requireRefusal(t, err)
		}
	})
}
