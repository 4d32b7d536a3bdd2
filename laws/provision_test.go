package laws_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/laws"
)

func TestProvisionsAreReadAsWritten(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		"第九条":    "第九条",
		"第9条":    "第九条",
		"第一百零五条": "第一百零五条",
		"第十七条之一": "第十七条之一",
		"第三十三条第一款第（二）项":        "第三十三条第一款第（二）项",
		"第三十三条第(二)项":           "第三十三条第（二）项",
		"第三十三条第二项":             "第三十三条第（二）项",
		"第九条、第十六条和第十七条之一":      "第九条 第十六条 第十七条之一",
		"第三条至第七条":              "第三条 第四条 第五条 第六条 第七条",
		"第三条到第五条、第九条":          "第三条 第四条 第五条 第九条",
		"第十条第一款、第三款":           "第十条第一款 第十条第三款",
		"第十条第一款第（一）项、第（三）项":    "第十条第一款第（一）项 第十条第一款第（三）项",
		"第十条第（一）项至第（四）项":       "第十条第（一）项 第十条第（二）项 第十条第（三）项 第十条第（四）项",
		"第十条第（一）项第2目":          "第十条第（一）项第2目",
		"第十条第一款第（一）项、第三款和第十二条": "第十条第一款第（一）项 第十条第三款 第十二条",
		"第十条规定的第十一条":           "第十条",
		"":                     "",
		"第零条":                  "",
		"第九条第":                 "第九条",
	} {
		var got []string
		for _, p := range laws.Provisions(written) {
			got = append(got, p.String())
		}
		require.Equal(t, want, strings.Join(got, " "), written)
	}
}
