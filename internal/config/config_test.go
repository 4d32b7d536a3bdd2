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
