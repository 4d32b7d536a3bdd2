//go:build unix

package compare

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"
)

// processorTime is what the process has used so far, in all its threads: garbage collection counts, other programs do
// not.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkCompareLawPairs has a budget of 40 ms of processor time for a pair.
func BenchmarkCompareLawPairs(b *testing.B) {
	pairs := lawPairs(b)
	b.ReportAllocs()
	start := processorTime()
	for b.Loop() {
		for _, p := range pairs {
			Compare(FromLines(p.old), FromLines(p.new))
		}
	}
	b.ReportMetric((processorTime()-start).Seconds()*1000/float64(b.N*len(pairs)), "cpu-ms/pair")
}

// vocabulary is what made-up articles are made of.
var vocabulary = strings.Fields(`行政 规范性 文件 制定 机关 应当 按照 法定 权限 和 程序 不得 增加 法律 法规 规定 之外 的 权力 事项 或者 减少 职责 公民 法人
	其他 组织 合法 权益 义务 公开 征求 意见 合法性 审核 集体 讨论 决定 备案 审查 部门 人民政府 县级以上 负责 工作 有效期 届满 自动 失效 评估 清理 公布 施行
	之日起 报送 材料 说明 依据 起草 单位 听证 专家 论证 社会 公众 企业 市场 主体 经营 活动 许可 处罚 强制 收费 证明 30日 五个工作日 2万元 ， ， ， 、 。 ；`)

// madeUp makes n articles of about eighty characters.
func madeUp(n int, seed uint64) []string {
	rng := rand.New(rand.NewPCG(seed, 1))
	out := make([]string, n)
	for i := range out {
		var b strings.Builder
		for range 25 + rng.IntN(30) {
			b.WriteString(vocabulary[rng.IntN(len(vocabulary))])
		}
		out[i] = b.String() + "。"
	}
	return out
}

func numberedText(articles []string) string {
	var b strings.Builder
	for i, a := range articles {
		fmt.Fprintf(&b, "第%d条　%s\n", i+1, a)
	}
	return b.String()
}

// BenchmarkCompareDraft compares ten pages with four edits, one of which renumbers. The budget is 1 ms.
func BenchmarkCompareDraft(b *testing.B) {
	benchmarkEdited(b, 60)
}

// BenchmarkCompareLong is the same for about a thousand pages.
func BenchmarkCompareLong(b *testing.B) {
	benchmarkEdited(b, 6000)
}

func benchmarkEdited(b *testing.B, n int) {
	b.Helper()
	old := madeUp(n, 1)
	new := append([]string{}, old...)
	for k := 1; k <= 3; k++ {
		at := k * n / 5
		new[at] = strings.Replace(new[at], "，", "，但是涉及国家秘密的除外，", 1)
	}
	new = append(new[:n/2:n/2], append(madeUp(1, 9), new[n/2:]...)...)
	x, y := numberedText(old), numberedText(new)
	b.ReportAllocs()
	start := processorTime()
	for b.Loop() {
		Compare(FromLines(x), FromLines(y))
	}
	b.ReportMetric((processorTime()-start).Seconds()*1000/float64(b.N), "cpu-ms/op")
}

// BenchmarkCompareUnrelated compares two texts of about six hundred pages that have nothing in common.
func BenchmarkCompareUnrelated(b *testing.B) {
	x, y := numberedText(madeUp(4000, 1)), numberedText(madeUp(4000, 2))
	b.ReportAllocs()
	for b.Loop() {
		Compare(FromLines(x), FromLines(y))
	}
}
