// Package config reads the environment: the one place that does.
package config

import (
	"encoding"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"

	"github.com/caarlos0/env/v11"
)

// Secret is a value that is never printed.
type Secret string

var _ encoding.TextUnmarshaler = (*Secret)(nil)

// UnmarshalText reads the secret.
func (s *Secret) UnmarshalText(b []byte) error { *s = Secret(b); return nil }

// String hides the secret.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "***"
}

// LogValue hides the secret from logs.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// Config is everything that can be set from outside. Every field has a usable
// value when it is left out, except the database.
type Config struct {
	// DatabaseURL is the application's connection to PostgreSQL 15 or later.
	DatabaseURL Secret `env:"GUIBEI_DATABASE_URL"`
	// MigrateURL is the owner's connection, for migrations only; empty means
	// DatabaseURL.
	MigrateURL Secret `env:"GUIBEI_MIGRATE_DATABASE_URL"`
	// TemporalAddress is host:port of the Temporal frontend. TLS and API keys
	// come from the standard TEMPORAL_* variables and profile file.
	TemporalAddress string `env:"GUIBEI_TEMPORAL_ADDRESS" envDefault:"127.0.0.1:7233"`
	// TemporalNamespace is the namespace of the product.
	TemporalNamespace string `env:"GUIBEI_TEMPORAL_NAMESPACE" envDefault:"guibei"`
	// Listen is where the API listens; loopback unless said otherwise.
	Listen string `env:"GUIBEI_LISTEN" envDefault:"127.0.0.1:8080"`
	// PublicURL is how people reach the product, for links and cookies.
	PublicURL string `env:"GUIBEI_PUBLIC_URL"`
	// Blobs is the folder of the files.
	Blobs string `env:"GUIBEI_BLOBS" envDefault:"data/blobs"`
	// Region is the region pack of a new installation.
	Region string `env:"GUIBEI_REGION" envDefault:"150204"`
	// Templates is the folder with the office's own templates of letters, as
	// 合法性审核意见书.docx; letters without one there use the default template.
	Templates string `env:"GUIBEI_TEMPLATES"`
	// Soffice is the program of LibreOffice for PDFs; empty means: look for it.
	Soffice string `env:"GUIBEI_SOFFICE"`
	// ModelURL is a chat interface inside the network that may add leads, such as
	// http://10.0.0.5:8000/v1; empty, as by default, asks nobody.
	ModelURL string `env:"GUIBEI_MODEL_URL"`
	// ModelName is the model to ask for.
	ModelName string `env:"GUIBEI_MODEL_NAME"`
	// ModelKey is what the interface asks for, if anything.
	ModelKey Secret `env:"GUIBEI_MODEL_KEY"`
	// LogLevel is debug, info, warn or error.
	LogLevel slog.Level `env:"GUIBEI_LOG_LEVEL" envDefault:"info"`

	// Docx says how new documents are made.
	Docx Docx

	// URL, Login and Password are for the commands that talk to a running
	// server: submit, demo and rates.
	URL      string `env:"GUIBEI_URL" envDefault:"http://127.0.0.1:8080"`
	Login    string `env:"GUIBEI_LOGIN"`
	Password Secret `env:"GUIBEI_PASSWORD"`

	// Data is the folder of `guibei up`.
	Data string `env:"GUIBEI_DATA" envDefault:"data"`
	// PostgresBin is the folder of PostgreSQL's programs for `guibei up`;
	// empty means: look for it.
	PostgresBin string `env:"GUIBEI_POSTGRES_BIN"`
}

// Load reads the configuration from environ (as [os.Environ] gives it).
func Load(environ []string) (Config, error) {
	var c Config
	if err := env.ParseWithOptions(&c, env.Options{Environment: env.ToMap(environ)}); err != nil {
		return c, fmt.Errorf("环境变量有误，请按 README 的配置说明更正：%w", err)
	}
	return c, c.check()
}

// check reports everything that is wrong at once.
func (c Config) check() error {
	var errs []error
	for name, s := range map[string]string{"GUIBEI_PUBLIC_URL": c.PublicURL, "GUIBEI_URL": c.URL} {
		if u, err := url.Parse(s); err != nil || s != "" && !strings.HasPrefix(u.Scheme, "http") {
			errs = append(errs, fmt.Errorf("%s=%q 不是网址，应形如 https://guibei.example", name, s))
		}
	}
	return errors.Join(append(errs, c.Docx.check())...)
}

// Database returns the application's connection, or says that it is missing.
func (c Config) Database() (string, error) {
	if c.DatabaseURL == "" {
		return "", errors.New("没有设置 GUIBEI_DATABASE_URL，请设置为 postgres://用户:口令@主机/库名；只想在本机试用的，请运行 guibei up --demo")
	}
	return string(c.DatabaseURL), nil
}

// Owner returns the connection for migrations.
func (c Config) Owner() (string, error) {
	if c.MigrateURL != "" {
		return string(c.MigrateURL), nil
	}
	return c.Database()
}
