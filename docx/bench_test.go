package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// words is what the text of big is made of.
var words = strings.Fields(`行政 规范性 文件 制定 机关 应当 按照 法定 权限 和 程序 不得 增加 法律 法规 规定 之外 的 权力 事项 或者 减少 职责 减损 公民
	法人 其他 组织 合法 权益 其 义务 公开 征求 意见 合法性 审核 集体 讨论 决定 备案 审查 部门 人民政府 县级以上 负责 本行政区域 内 工作 有效期 届满 自动 失效
	评估 清理 公布 施行 之日起 报送 材料 说明 依据 起草 单位 听证 专家 论证 社会 公众 企业 市场 主体 经营 活动 许可 处罚 强制 收费 证明 国务院 办公厅 通知 要求 以下 简称 ， ， ， 、 。 ；`)

const bodyRunProps = `<w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="宋体" w:hint="eastAsia"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr>`

// big makes a document of about a thousand pages with the attributes and run properties Word writes and an automatic
// number on every fifth paragraph. Runs are cut as a person's typing cuts them, or every ten characters, as after years of
// editing.
func big(tb testing.TB, everyTen bool) []byte {
	tb.Helper()
	var b strings.Builder
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range 9500 {
		fmt.Fprintf(&b, `<w:p w14:paraId="%08X" w14:textId="77777777" w:rsidR="%08X" w:rsidRDefault="00D01A2B"><w:pPr>`, rnd.Uint32()/2+1, rnd.Uint32()%(1<<24))
		if i%5 == 0 {
			b.WriteString(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`)
		}
		b.WriteString(`<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/>` + bodyRunProps + `</w:pPr>`)
		for range 1 + rnd.IntN(5) {
			var text []rune
			for range 1 + rnd.IntN(20) {
				text = append(text, []rune(words[rnd.IntN(len(words))])...)
			}
			cut := len(text)
			if everyTen {
				cut = 10
			}
			for t := range slices.Chunk(text, cut) {
				fmt.Fprintf(&b, `<w:r w:rsidRPr="%08X">%s<w:t>%s</w:t></w:r>`, rnd.Uint32()%(1<<24), bodyRunProps, string(t))
			}
		}
		b.WriteString(`</w:p>`)
	}
	return newFile(b.String()).numbering(`<w:abstractNum w:abstractNumId="0">` + lvl(0, "chineseCounting", "第%1条") +
		`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`).bytes(tb)
}

// cpu is the processor time of the whole process, garbage collection included: what else runs on the machine does not
// count.
func cpu(tb testing.TB) time.Duration {
	tb.Helper()
	var u syscall.Rusage
	require.NoError(tb, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// medianCPU runs something several times and returns the median of its processor time.
func medianCPU(tb testing.TB, times int, do func()) time.Duration {
	tb.Helper()
	var all []time.Duration
	for range times {
		runtime.GC()
		before := cpu(tb)
		do()
		all = append(all, cpu(tb)-before)
	}
	slices.Sort(all)
	return all[len(all)/2]
}

func inflateMain(tb testing.TB, file []byte) {
	tb.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	require.NoError(tb, err)
	r, err := z.Open("word/document.xml")
	require.NoError(tb, err)
	_, err = io.Copy(io.Discard, r)
	require.NoError(tb, err)
}

const benchRounds = 9

// BenchmarkOpen reports how much dearer opening is than inflating the main part, which nobody can avoid. Budget 2.5.
func BenchmarkOpen(b *testing.B) {
	for name, everyTen := range map[string]bool{"typed": false, "run-heavy": true} {
		b.Run(name, func(b *testing.B) {
			file := big(b, everyTen)
			for b.Loop() {
				bare := medianCPU(b, benchRounds, func() { inflateMain(b, file) })
				full := medianCPU(b, benchRounds, func() {
					_, err := openBytes(file)
					require.NoError(b, err)
				})
				b.ReportMetric(float64(full)/float64(bare), "x-inflate")
				b.ReportMetric(float64(bare.Microseconds())/1000, "inflate-cpu-ms")
				b.ReportMetric(float64(full.Microseconds())/1000, "open-cpu-ms")
			}
		})
	}
}

// BenchmarkAnnotate writes 588 comments into the run-heavy document. Budget 400 ms of processor time, 100 MiB.
func BenchmarkAnnotate(b *testing.B) {
	file := big(b, true)
	d, err := openBytes(file)
	require.NoError(b, err)
	var notes []Note
	rnd := rand.New(rand.NewPCG(3, 4))
	for i := range 588 {
		p := d.Paragraphs()[rnd.IntN(len(d.Paragraphs()))]
		notes = append(notes, Note{Anchor: p.Anchor(p.LabelLen+1, p.LabelLen+8), Author: "规备", Date: redlineDay, Text: "请核对依据", Key: strconv.Itoa(i)})
	}
	for b.Loop() {
		open := medianCPU(b, 5, func() {
			_, err := openBytes(file)
			require.NoError(b, err)
		})
		full := medianCPU(b, 5, func() {
			f, err := OpenBytes(file)
			require.NoError(b, err)
			_, err = f.Annotate(io.Discard, notes)
			require.NoError(b, err)
		})
		b.ReportMetric(float64(full)/float64(open), "x-open")
		b.ReportMetric(float64(full.Microseconds())/1000, "cpu-ms")
		b.ReportMetric(float64(peakHeap(b, func() {
			f, err := OpenBytes(file)
			require.NoError(b, err)
			_, err = f.Annotate(io.Discard, notes)
			require.NoError(b, err)
		}))/(1<<20), "peak-MiB")
	}
}

// peakHeap is the most memory that was live or waiting to be collected while something ran, above what was before.
func peakHeap(tb testing.TB, do func()) uint64 {
	tb.Helper()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, peak := m.HeapAlloc, m.HeapAlloc
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		var m runtime.MemStats
		for {
			select {
			case <-stop:
				return
			default:
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
				time.Sleep(time.Millisecond)
			}
		}
	}()
	do()
	close(stop)
	<-done
	return peak - before
}

// BenchmarkOpenCorpus is BenchmarkOpen over the files of other projects that open, all parts read.
func BenchmarkOpenCorpus(b *testing.B) {
	var files [][]byte
	for _, path := range corpus(b, "") {
		file, err := os.ReadFile(path)
		require.NoError(b, err)
		if _, err := openBytes(file); err == nil && mainIsUsual(file) {
			files = append(files, file)
		}
	}
	for b.Loop() {
		bare := medianCPU(b, 5, func() {
			for _, f := range files {
				inflateMain(b, f)
			}
		})
		full := medianCPU(b, 5, func() {
			for _, f := range files {
				_, err := openBytes(f)
				require.NoError(b, err)
			}
		})
		b.ReportMetric(float64(full)/float64(bare), "x-inflate")
		b.ReportMetric(float64(full.Microseconds())/1000/float64(len(files)), "cpu-ms/file")
	}
}

func mainIsUsual(file []byte) bool {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return false
	}
	_, err = z.Open("word/document.xml")
	return err == nil
}
