package examples_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei"
	"guibei/docx"
	"guibei/examples"
)

func TestEveryKindOfMaterialHasAnExample(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, k := range guibei.MaterialKinds {
		name := examples.Material(k)
		if k == guibei.OtherMaterial {
			require.Empty(t, name)
			continue
		}
		require.False(t, seen[name], "%s is two materials", name)
		seen[name] = true
		data, err := examples.Files.ReadFile(name)
		require.NoError(t, err)
		d, err := docx.Open(bytes.NewReader(data), int64(len(data)))
		require.NoError(t, err, name)
		require.NotEmpty(t, d.Title(), name)
	}
}
