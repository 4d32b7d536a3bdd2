// Package temporal makes the client of the process engine.
package temporal

import (
	"fmt"
	"log/slog"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
	"go.temporal.io/sdk/log"

	"guibei/internal/config"
)

// NewClient returns a client that connects when it is first used, so that the
// product starts, and keeps what it is told, while the engine is away. TLS and
// API keys follow the engine's own conventions (TEMPORAL_TLS*,
// TEMPORAL_API_KEY, TEMPORAL_PROFILE…).
func NewClient(c config.Config, logger *slog.Logger) (client.Client, error) {
	o, err := envconfig.LoadDefaultClientOptions()
	if err != nil {
		return nil, fmt.Errorf("流程引擎的 TEMPORAL_* 配置有误，请更正：%w", err)
	}
	o.HostPort, o.Namespace = c.TemporalAddress, c.TemporalNamespace
	o.Logger = log.NewStructuredLogger(logger)
	return client.NewLazyClient(o)
}
