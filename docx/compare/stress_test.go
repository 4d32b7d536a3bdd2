package compare

import (
	"strings"
	"testing"
)

// TestHostileTextsEnd compares texts made to be slow. What is tested is that it comes back at all: a quadratic step in
// any of them takes minutes.
func TestHostileTextsEnd(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string][2]string{
		"one line of references":      {strings.Repeat("第一条、", 30_000), strings.Repeat("第二条、", 30_000)},
		"a longer line of references": {strings.Repeat("第一条、", 25_000), strings.Repeat("第一条、", 30_000)},
		"one line of one character":   {strings.Repeat("甲", 300_000), strings.Repeat("甲", 200_001)},
		"two characters, interleaved": {strings.Repeat("甲乙", 40_000), strings.Repeat("乙甲乙", 30_000)},
		"equal lines":                 {strings.Repeat("甲机关应当公开信息。\n", 6_000), strings.Repeat("甲机关应当公开信息。\n", 5_000)},
		"open brackets":               {strings.Repeat("《", 100_000), strings.Repeat("〔", 100_000)},
		"numerals":                    {strings.Repeat("一", 100_000), strings.Repeat("1", 100_000)},
		"labels":                      {strings.Repeat("第一条\n", 5_000), strings.Repeat("第一条之一\n", 5_000)},
		"soft breaks":                 {strings.Repeat("第一条 甲。\v", 5_000), strings.Repeat("第一条 乙。\v", 5_000)},
		"dates":                       {strings.Repeat("1年1月", 30_000), strings.Repeat("1年2月", 30_000)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, b := FromLines(tt[0]), FromLines(tt[1])
			checkScript(t, a, b, Compare(a, b))
		})
	}
}
