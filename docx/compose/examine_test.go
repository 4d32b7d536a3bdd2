package compose_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/docx/compose"
)

func TestTheDefaultTemplatesPassTheirExamination(t *testing.T) {
	t.Parallel()
	for _, k := range compose.Kinds {
		template, err := compose.Templates(nil, k)
		require.NoError(t, err)
		used, problems := compose.Examine(k, template)
		require.Empty(t, problems, k)
		require.NotEmpty(t, used, k)
	}
}

func TestTheTemplateOfAnotherLetterIsRefusedWithEverythingThatIsWrong(t *testing.T) {
	t.Parallel()
	template, err := compose.Templates(nil, compose.FilingReport)
	require.NoError(t, err)
	_, problems := compose.Examine(compose.LegalityOpinion, template)
	require.Greater(t, len(problems), 3)
	require.Contains(t, problems, "模板中的 {{备案机关}} 不是合法性审核意见书的字段，请改正或者删去。")
	require.Contains(t, problems, "模板中缺少必填的字段 {{送审单位}}（主送机关：报送审核的单位），请补上。")
	slices.Sort(problems)
	require.Len(t, slices.Compact(slices.Clone(problems)), len(problems), "each once")

	_, problems = compose.Examine(compose.LegalityOpinion, compose.Template{Name: "x", Bytes: []byte("text")})
	require.Len(t, problems, 1)
}
