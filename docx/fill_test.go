package docx

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var fillFields = TemplateFields{
	Text: []string{"名称", "结论", "说明", "空"},
	Lists: map[string]TemplateFields{
		"意见": {Text: []string{"序号", "内容"}, Lists: map[string]TemplateFields{"依据": {Text: []string{"条文"}, Lists: map[string]TemplateFields{"款": {Text: []string{"文"}}}}}},
		"无":  {Text: []string{"内容"}},
	},
}

func fillValues() Values {
	return Values{
		Text: map[string]string{"名称": "《管理办法》", "结论": "合法", "说明": "第一行\n第二行", "空": ""},
		Lists: map[string][]Values{
			"意见": {
				{Text: map[string]string{"序号": "1", "内容": "甲<&>"}, Lists: map[string][]Values{"依据": {
					{Text: map[string]string{"条文": "一条"}, Lists: map[string][]Values{"款": nil}},
					{Text: map[string]string{"条文": "二条"}, Lists: map[string][]Values{"款": nil}},
				}}},
				{Text: map[string]string{"序号": "2", "内容": "乙"}, Lists: map[string][]Values{"依据": nil}},
			},
			"无": nil,
		},
	}
}

func filledWith(tb testing.TB, f *file) (*Document, []byte, error) {
	tb.Helper()
	in, err := OpenBytes(f.bytes(tb))
	require.NoError(tb, err)
	var out bytes.Buffer
	if err := in.Fill(&out, fillFields, fillValues()); err != nil {
		require.Zero(tb, out.Len(), "nothing is written when it fails")
		return nil, nil, err
	}
	d, err := openBytes(out.Bytes())
	require.NoError(tb, err)
	return d, out.Bytes(), nil
}

func row(cells ...string) string {
	var b strings.Builder
	for _, c := range cells {
		if !strings.HasPrefix(c, "<w:p") {
			c = pt(c)
		}
		b.WriteString(`<w:tc>` + c + `</w:tc>`)
	}
	return `<w:tr>` + b.String() + `</w:tr>`
}

func tbl(rows ...string) string { return `<w:tbl><w:tblPr/>` + strings.Join(rows, "") + `</w:tbl>` }

func TestPlaceholdersAreFilled(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ body, want string }{
		"in a line":                   {pt("关于{{名称}}的{{ 结论 }}"), "关于《管理办法》的合法"},
		"with wide braces":            {pt("｛｛名称｝｝"), "《管理办法》"},
		"empty":                       {pt("甲{{空}}乙"), "甲乙"},
		"lines in a sentence":         {pt("如下：{{说明}}。"), "如下：第一行\v第二行。"},
		"lines of their own":          {pt("甲") + pt("{{说明}}"), "甲\n第一行\n第二行"},
		"a list in paragraphs":        {lines("甲", "{{#意见}}", "{{序号}}.{{内容}}", "{{/意见}}", "乙"), "甲\n1.甲<&>\n2.乙\n乙"},
		"a list in a list":            {lines("{{#意见}}", "{{内容}}：", "{{#依据}}", "{{条文}}", "{{/依据}}", "{{/意见}}"), "甲<&>：\n一条\n二条\n乙："},
		"a list in a line":            {pt("共：{{#意见}}（{{序号}}）{{内容}}；{{/意见}}止"), "共：（1）甲<&>；（2）乙；止"},
		"a list in a list, in a line": {pt("{{#意见}}{{序号}}{{#依据}}[{{条文}}]{{/依据}}{{^依据}}无依据{{/依据}}；{{/意见}}"), "1[一条][二条]；2无依据；"},
		"a text that is there":        {lines("{{#结论}}", "结论：{{结论}}", "{{/结论}}", "乙"), "结论：合法\n乙"},
		"a text that is not":          {lines("{{#空}}", "结论：{{空}}", "{{/空}}", "{{^空}}", "没有", "{{/空}}"), "没有"},
		"a condition in a line":       {pt("甲{{#空}}（{{空}}）{{/空}}{{#结论}}【{{结论}}】{{/结论}}乙"), "甲【合法】乙"},
		"rows":                        {tbl(row("号", "内容"), row("{{#意见}}{{序号}}", "{{内容}}{{/意见}}")) + pt("止"), "号\n内容\n1\n甲<&>\n2\n乙\n止"},
		"rows between marker rows":    {tbl(row("{{#意见}}"), row("{{内容}}"), row("{{/意见}}")) + pt("止"), "甲<&>\n乙\n止"},
		"rows that are not there":     {tbl(row("号"), row("{{#无}}{{内容}}", "{{/无}}")) + pt("止"), "号\n止"},
		"a table without rows":        {pt("甲") + tbl(row("{{#无}}"), row("{{内容}}"), row("{{/无}}")) + pt("止"), "甲\n止"},
		"a block that leaves a cell":  {tbl(row(lines("{{#空}}", "甲", "{{/空}}"), "乙")) + pt("止"), "\n乙\n止"},
		"a table in a block":          {pt("{{#意见}}") + tbl(row("{{内容}}")) + lines("{{/意见}}", "止"), "甲<&>\n乙\n止"},
		"paragraphs in a cell":        {tbl(row(lines("{{#意见}}", "{{内容}}", "{{/意见}}"))) + pt("止"), "甲<&>\n乙\n止"},
		"an outer value in a list":    {lines("{{#意见}}", "{{名称}}{{序号}}", "{{/意见}}"), "《管理办法》1\n《管理办法》2"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, b, err := filledWith(t, newFile(tt.body))
			require.NoError(t, err)
			require.Equal(t, tt.want, d.Text())
			_, again, err := filledWith(t, newFile(tt.body))
			require.NoError(t, err)
			require.Equal(t, b, again, "the same input gives the same bytes")
		})
	}
}

func TestPlaceholdersAreFilledWhereverTheyStand(t *testing.T) {
	t.Parallel()
	box := `<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>` + pt("框{{名称}}") + `</w:txbxContent></w:drawing></mc:Choice>` +
		`<mc:Fallback><w:pict><v:textbox><w:txbxContent>` + pt("框{{名称}}") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>`
	f := newFile(wp(wr("正文{{结论}}")+`<w:r>`+box+`</w:r>`+`<w:hyperlink>`+wr("{{名称}}")+`</w:hyperlink>`) +
		`<w:sdt><w:sdtPr/><w:sdtContent>` + pt("控件{{结论}}") + `</w:sdtContent></w:sdt>`)
	f.with("header", "rIdH", "header1.xml", xmlHead+`<w:hdr `+allNS+`>`+pt("眉{{名称}}")+`</w:hdr>`)
	f.with("footer", "rIdF", "footer1.xml", xmlHead+`<w:ftr `+allNS+`>`+pt("脚{{名称}}")+`</w:ftr>`)
	f.with("footnotes", "rIdN", "footnotes.xml", xmlHead+`<w:footnotes `+allNS+`><w:footnote w:id="2">`+pt("注{{名称}}")+`</w:footnote></w:footnotes>`)
	f.with("styles", "rIdS", "styles.xml", xmlHead+`<w:styles `+allNS+`/>`)
	d, b, err := filledWith(t, f)
	require.NoError(t, err)
	require.Contains(t, d.Text(), "框《管理办法》")
	require.Contains(t, d.Text(), "控件合法")
	var beside []string
	for _, s := range d.Stories() {
		for _, p := range s.Paragraphs {
			beside = append(beside, p.Text)
		}
	}
	require.Subset(t, beside, []string{"眉《管理办法》", "脚《管理办法》", "注《管理办法》"})
	out, err := OpenBytes(b)
	require.NoError(t, err)
	main, err := out.Part(out.Main())
	require.NoError(t, err)
	require.Equal(t, 2, strings.Count(string(main), "框《管理办法》"), "both forms of the text box say the same")
	in, err := OpenBytes(f.bytes(t))
	require.NoError(t, err)
	before, err := in.Part("word/styles.xml")
	require.NoError(t, err)
	after, err := out.Part("word/styles.xml")
	require.NoError(t, err)
	require.Equal(t, before, after)
}

// TestAPlaceholderMayBeCutAnywhere splits a line into runs at every position, and at random ones with marks between.
func TestAPlaceholderMayBeCutAnywhere(t *testing.T) {
	t.Parallel()
	const line, want = "甲{{名称}}乙{{#意见}}（{{序号}}）{{/意见}}丙{{^空}}丁{{结论}}{{/空}}", "甲《管理办法》乙（1）（2）丙丁合法"
	runes := []rune(line)
	run := func(s string, n int) string {
		return fmt.Sprintf(`<w:r w:rsidR="%08d"><w:rPr><w:sz w:val="%d"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r>`, n, 20+n, s)
	}
	for cut := 1; cut < len(runes); cut++ {
		d, _, err := filledWith(t, newFile(wp(run(string(runes[:cut]), 1)+`<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="1" w:name="x"/>`+run(string(runes[cut:]), 2))))
		require.NoError(t, err, cut)
		require.Equal(t, want, d.Text(), cut)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var b strings.Builder
		for from := 0; from < len(runes); {
			to := min(len(runes), from+1+r.IntN(6))
			b.WriteString(run(string(runes[from:to]), to))
			from = to
		}
		d, _, err := filledWith(t, newFile(wp(b.String())))
		require.NoError(t, err)
		require.Equal(t, want, d.Text())
	}
}

func TestTheFirstCharacterSetsTheFormatAndNothingElseChanges(t *testing.T) {
	t.Parallel()
	body := wp(`<w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{{名</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>称}}后</w:t></w:r>`) +
		wp(`<w:r><w:t>不动  &#x4E00;<![CDATA[<x>]]></w:t></w:r>`)
	_, b, err := filledWith(t, newFile(body))
	require.NoError(t, err)
	f, err := OpenBytes(b)
	require.NoError(t, err)
	main, err := f.Part(f.Main())
	require.NoError(t, err)
	require.Contains(t, string(main), `<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">《管理办法》</w:t></w:r>`+
		`<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">后</w:t></w:r></w:p><w:p><w:r><w:t>不动  &#x4E00;<![CDATA[<x>]]></w:t></w:r></w:p>`)
}

func TestWhatMayBeOnlyOnceIsNotRepeated(t *testing.T) {
	t.Parallel()
	body := lines("{{#意见}}") + `<w:p w14:paraId="11111111" w14:textId="77777777"><w:bookmarkStart w:id="4" w:name="b"/>` + wr("{{内容}}") +
		`<w:bookmarkEnd w:id="4"/><w:r><w:drawing><wp:docPr xmlns:wp="u" id="9" name="x"/></w:drawing></w:r></w:p>` + lines("{{/意见}}")
	_, b, err := filledWith(t, newFile(body))
	require.NoError(t, err)
	f, err := OpenBytes(b)
	require.NoError(t, err)
	main, err := f.Part(f.Main())
	require.NoError(t, err)
	for _, once := range []string{`w14:paraId="11111111"`, "bookmarkStart", `id="9"`, `id="10"`} {
		require.Equal(t, 1, strings.Count(string(main), once), once)
	}
}

func TestAValueMayHoldBracesAndWhatXMLCannot(t *testing.T) {
	t.Parallel()
	in, err := OpenBytes(newFile(pt("甲{{名称}}{{结论}}")).bytes(t))
	require.NoError(t, err)
	v := fillValues()
	v.Text["名称"] = "{{结论}}\x00\x1b]]>&amp;\t\r\n尾"
	v.Text["结论"] = "}}"
	var out bytes.Buffer
	require.NoError(t, in.Fill(&out, fillFields, v))
	d, err := openBytes(out.Bytes())
	require.NoError(t, err)
	require.Equal(t, "甲{{结论}}]]>&amp;\t\v尾}}", d.Text())
}

func TestBadTemplatesAreNamed(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		body   string
		reason TemplateReason
		slot   string
		where  string
		says   string
	}{
		"unknown":           {lines("甲", "乙", "{{审合意见}}"), UnknownField, "{{审合意见}}", "第3段", "可用字段：名称、结论、说明、空、意见（清单："},
		"misspelt":          {pt("{{结伦}}"), UnknownField, "{{结伦}}", "第1段", "是否应为 {{结论}}"},
		"unknown in a list": {lines("{{#意见}}", "{{內容}}", "{{/意见}}"), UnknownField, "{{內容}}", "第2段", "可用字段：序号、内容、依据"},
		"in an empty list":  {lines("{{#无}}", "{{序}}", "{{/无}}"), UnknownField, "{{序}}", "第2段", "可用字段"},
		"a list as a text":  {pt("{{意见}}"), MisplacedBlock, "{{意见}}", "第1段", "{{#意见}} … {{/意见}}"},
		"no end":            {lines("{{#意见}}", "甲"), UnclosedBlock, "{{#意见}}", "第1段", "{{/意见}}"},
		"no beginning":      {lines("甲", "{{/意见}}"), StrayEnd, "{{/意见}}", "第2段", "{{#意见}}"},
		"crossed":           {lines("{{#意见}}", "{{#结论}}", "{{/意见}}", "{{/结论}}"), StrayEnd, "{{/意见}}", "第3段", "不能交叉"},
		"half a block":      {lines("甲{{#意见}}", "{{/意见}}"), MisplacedBlock, "{{#意见}}", "第1段", "单独成段"},
		"over cell borders": {tbl(row("{{#意见}}")) + pt("{{/意见}}"), MisplacedBlock, "{{#意见}}", "第1个表格第1行第1格", "同一个表格"},
		"two in one row":    {tbl(row("{{#意见}}甲", "{{/意见}}{{#无}}"), row("{{/无}}乙")) + pt(""), MisplacedBlock, "{{#意见}}", "第1个表格第1行第1格", "同一行"},
		"not finished":      {pt("甲{{名称"), BrokenField, "{{名称", "第1段", "没有写完"},
		"no braces before":  {pt("名称}}"), BrokenField, "名称}}", "第1段", "缺少前面的"},
		"nothing in it":     {pt("{{ }}"), BrokenField, "{{ }}", "第1段", "{{字段名}}"},
		"cut by a tab":      {wp(wr("{{名") + `<w:r><w:tab/></w:r>` + wr("称}}")), BrokenField, "{{名…称}}", "第1段", "重新输入"},
		"cut by a field":    {wp(wr("{{名") + `<w:r><w:fldChar w:fldCharType="begin"/></w:r>` + wr("称}}")), BrokenField, "{{名…称}}", "第1段", "重新输入"},
		"cut by a deletion": {wp(wr("{{名") + `<w:del><w:r><w:delText>x</w:delText></w:r></w:del>` + wr("称}}")), BrokenField, "{{名…称}}", "第1段", "修订"},
		"in a field's code": {wp(`<w:r><w:instrText>DATE {{名称}}</w:instrText></w:r>`), BrokenField, "{{名称}}", "第1段", "域代码"},
		"three lists deep": {
			lines("{{#意见}}", "{{#依据}}", "{{#款}}", "{{文}}", "{{/款}}", "{{/依据}}", "{{/意见}}"),
			NestedTooDeep, "{{#款}}", "第3段", "两层",
		},
		"too many": {pt(strings.Repeat("{{名称}}", 10_001)), TooManyFields, "{{名称}}", "第1段", "上限"},
		"a repeated note": {
			lines("{{#意见}}") + wp(`<w:r><w:footnoteReference w:id="2"/></w:r>`) + lines("{{/意见}}"),
			MisplacedBlock, "{{#意见}}", "第1段", "脚注",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, err := filledWith(t, newFile(tt.body))
			e, ok := errors.AsType[*TemplateError](err)
			require.True(t, ok, "%v", err)
			require.Equal(t, tt.reason, e.Reason, e.Error())
			require.Equal(t, tt.slot, e.Placeholder, e.Error())
			require.Equal(t, tt.where, e.Where, e.Error())
			require.Contains(t, e.Error(), tt.says)
			require.Contains(t, e.Error(), "请")

			in, err := OpenBytes(newFile(tt.body).bytes(t))
			require.NoError(t, err)
			require.Error(t, in.CheckTemplate(fillFields), "it is found without values too")
		})
	}
}

func TestAFieldWithoutValueIsNamed(t *testing.T) {
	t.Parallel()
	f := newFile(pt("正文"))
	f.with("footer", "rIdF", "footer1.xml", xmlHead+`<w:ftr `+allNS+`>`+pt("脚{{名称}}")+`</w:ftr>`)
	in, err := OpenBytes(f.bytes(t))
	require.NoError(t, err)
	require.NoError(t, in.CheckTemplate(fillFields))
	err = in.Fill(&bytes.Buffer{}, fillFields, Values{})
	e, ok := errors.AsType[*TemplateError](err)
	require.True(t, ok, "%v", err)
	require.Equal(t, MissingValue, e.Reason)
	require.Equal(t, "页脚第1段", e.Where)
	require.Equal(t, "{{名称}}", e.Placeholder)
}
