package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// words is what the text of big is made of.
var words = strings.Fields(`行政 规范性 文件 制定 机关 应当 按照 法定 权限 和 程序 不得 增加 法律 法规 规定 之外 的 权力 事项 或者 减少 职责 减损 公民
	法人 其他 组织 合法 权益 其 义务 公开 征求 意见 合法性 审核 集体 讨论 决定 备案 审查 部门 人民政府 县级以上 负责 本行政区域 内 工作 有效期 届满 自动 失效
	评估 清理 公布 施行 之日起 报送 材料 说明 依据 起草 单位 听证 专家 论证 社会 公众 企业 市场 主体 经营 活动 许可 处罚 强制 收费 证明 国务院 办公厅 通知 要求 以下 简称 ， ， ， 、 。 ；`)

// big makes a document of about a thousand pages with the attributes and run properties Word writes, split runs and an
// automatic number on every fifth paragraph.
func big(tb testing.TB) []byte {
	tb.Helper()
	var b strings.Builder
	rnd := rand.New(rand.NewPCG(1, 2))
	rpr := `<w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="宋体" w:hint="eastAsia"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr>`
	for i := range 9500 {
		fmt.Fprintf(&b, `<w:p w14:paraId="%08X" w14:textId="77777777" w:rsidR="%08X" w:rsidRDefault="00D01A2B"><w:pPr>`, rnd.Uint32()/2+1, rnd.Uint32()%(1<<24))
		if i%5 == 0 {
			b.WriteString(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`)
		}
		b.WriteString(`<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/>` + rpr + `</w:pPr>`)
		for range 1 + rnd.IntN(5) {
			fmt.Fprintf(&b, `<w:r w:rsidRPr="%08X">%s<w:t>`, rnd.Uint32()%(1<<24), rpr)
			for range 1 + rnd.IntN(20) {
				b.WriteString(words[rnd.IntN(len(words))])
			}
			b.WriteString(`</w:t></w:r>`)
		}
		b.WriteString(`</w:p>`)
	}
	return newFile(b.String()).numbering(`<w:abstractNum w:abstractNumId="0">` + lvl(0, "chineseCounting", "第%1条") +
		`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`).bytes(tb)
}

// BenchmarkOpen reports how much dearer opening is than inflating the main part, which nobody can avoid. The budget is
// 2.5. The fastest of all rounds are compared: what else runs on the machine only ever adds.
func BenchmarkOpen(b *testing.B) {
	file := big(b)
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	require.NoError(b, err)
	bare, full := time.Hour, time.Hour
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		r, err := z.Open("word/document.xml")
		require.NoError(b, err)
		n, err := io.Copy(io.Discard, r)
		require.NoError(b, err)
		b.SetBytes(n)
		bare = min(bare, time.Since(start))
		start = time.Now()
		_, err = openBytes(file)
		require.NoError(b, err)
		full = min(full, time.Since(start))
	}
	b.ReportMetric(float64(full)/float64(bare), "x-inflate")
	b.ReportMetric(float64(bare.Microseconds())/1000, "inflate-ms")
	b.ReportMetric(float64(full.Microseconds())/1000, "open-ms")
}
