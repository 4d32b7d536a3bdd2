package config_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"guibei/internal/config"
)

func TestAnEmptyEnvironmentIsUsable(t *testing.T) {
	t.Parallel()
	c, err := config.Load(nil)
	require.NoError(t, err)
	require.Equal(t, "127.0.0.1:8080", c.Listen)
	_, err = c.Database()
	require.ErrorContains(t, err, "GUIBEI_DATABASE_URL")
}

func TestSecretsAreNeverPrinted(t *testing.T) {
	t.Parallel()
	c, err := config.Load([]string{"GUIBEI_DATABASE_URL=postgres://a:hunter2@h/d", "GUIBEI_PASSWORD=hunter2"})
	require.NoError(t, err)
	require.NotContains(t, fmt.Sprintf("%v %+v %s", c, c, c.Password), "hunter2")
	u, err := c.Owner()
	require.NoError(t, err)
	require.Equal(t, "postgres://a:hunter2@h/d", u)
}

func TestAWrongAddressIsSaid(t *testing.T) {
	t.Parallel()
	_, err := config.Load([]string{"GUIBEI_PUBLIC_URL=ftp://x"})
	require.ErrorContains(t, err, "GUIBEI_PUBLIC_URL")
	_, err = config.Load([]string{"GUIBEI_LOG_LEVEL=loud"})
	require.ErrorContains(t, err, "环境变量有误")
}

func TestDocumentsAreNativeUnlessUniofficeIsChosenWithItsKey(t *testing.T) {
	t.Parallel()
	const chosen, key, customer = "GUIBEI_DOCX_ENGINE=unioffice", "GUIBEI_UNIOFFICE_KEY_FILE=/k", "GUIBEI_UNIOFFICE_CUSTOMER=某局"
	tests := map[string]struct {
		environ []string
		engine  config.Engine
		wrong   []string
	}{
		"nothing said":      {nil, config.Native, nil},
		"an empty name":     {[]string{"GUIBEI_DOCX_ENGINE="}, config.Native, nil},
		"a key alone":       {[]string{key, customer}, config.Native, nil},
		"chosen, with all":  {[]string{chosen, key, customer}, config.Unioffice, nil},
		"chosen, alone":     {[]string{chosen}, config.Unioffice, []string{"GUIBEI_UNIOFFICE_KEY_FILE", "GUIBEI_UNIOFFICE_CUSTOMER", "native"}},
		"an unknown engine": {[]string{"GUIBEI_DOCX_ENGINE=word"}, "word", []string{"环境变量有误", "native（内置）或 unioffice"}},
		"a wrong allowance": {[]string{"GUIBEI_UNIOFFICE_ALLOW_METERED=maybe"}, config.Native, []string{"环境变量有误"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := config.Load(tt.environ)
			require.Equal(t, tt.wrong == nil, err == nil, "%v", err)
			for _, w := range tt.wrong {
				require.ErrorContains(t, err, w)
			}
			require.Equal(t, tt.engine, c.Docx.Engine)
			require.False(t, c.Docx.AllowMetered)
		})
	}
	c, err := config.Load([]string{"GUIBEI_UNIOFFICE_ALLOW_METERED=1"})
	require.NoError(t, err)
	require.True(t, c.Docx.AllowMetered)
	require.Equal(t, "guibei-unioffice", c.Docx.Program)
}
