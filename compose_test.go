package guibei_test

import (
	"fmt"
	"maps"
	"net"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

// once are the services that run to their end; all others run on.
var once = []string{"migrate", "temporal-namespace", "temporal-schema"}

// installation is what deploy/env.example asks for.
var installation = types.Mapping{
	"GUIBEI_POSTGRES_PASSWORD":    "postgres-secret",
	"GUIBEI_OWNER_PASSWORD":       "owner-secret",
	"GUIBEI_DB_PASSWORD":          "app-secret",
	"GUIBEI_TEMPORAL_DB_PASSWORD": "temporal-secret",
	"GUIBEI_REGION":               "qingshan",
	"GUIBEI_PUBLIC_URL":           "https://guibei.example",
}

// TestCompose holds docker-compose.yml to what an operator may rely on.
func TestCompose(t *testing.T) {
	t.Parallel()

	for _, problem := range composeProblems(t, read(t, "docker-compose.yml")) {
		t.Error(problem)
	}
}

// TestComposeNeedsEveryValue sees that nothing secret or local has a default.
func TestComposeNeedsEveryValue(t *testing.T) {
	t.Parallel()

	text := read(t, "docker-compose.yml")
	example := read(t, "deploy/env.example")
	for name := range installation {
		env := maps.Clone(installation)
		delete(env, name)
		if _, err := loadCompose(t, text, env); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: error %v, want one that names it", name, err)
		}
		if !regexp.MustCompile(`(?m)^` + name + `=$`).MatchString(example) {
			t.Errorf("deploy/env.example does not ask for %s, or gives it a value", name)
		}
	}
}

// TestComposeComplains proves that TestCompose can fail: each change makes the
// file worse in one way, and that way is named.
func TestComposeComplains(t *testing.T) {
	t.Parallel()

	tests := []struct{ old, new, want string }{
		{`- "127.0.0.1:${GUIBEI_PORT:-8080}:8080"`, `- "${GUIBEI_PORT:-8080}:8080"`, "api: port 8080 is open to the network"},
		{`- "127.0.0.1:${TEMPORAL_UI_PORT:-8233}:8080"`, `- "0.0.0.0:8233:8080"`, "temporal-ui: port 8233 is open to the network"},
		{"- postgres:/var/lib/postgresql/data", "- /var/lib/postgresql/data", "postgres: anonymous volume at /var/lib/postgresql/data"},
		{"schema.sh:/schema.sh:ro", "schema.sh:/schema.sh", "temporal-schema: mounts ./deploy/temporal/schema.sh for writing"},
		{"./deploy/temporal/namespace.sh:", "./deploy/temporal/gone.sh:", "temporal-namespace: mounts ./deploy/temporal/gone.sh, which is not there"},
		{"healthcheck: *alive", "", "worker: no healthcheck"},
		{`      test: ["CMD", "pg_isready"`, `      disable: true` + "\n" + `      test: ["CMD", "pg_isready"`, "postgres: no healthcheck"},
		{"migrate: {condition: service_completed_successfully}", "migrate: {condition: service_started}", "migrate: api does not wait for its success"},
		{"      temporal-schema: {condition: service_completed_successfully}\n", "", "temporal-schema: nothing waits for its success"},
		{"POSTGRES_PWD: ${GUIBEI_TEMPORAL_DB_PASSWORD:?set it in .env}", "POSTGRES_PWD: temporal", "temporal: POSTGRES_PWD is written down"},
		{"POSTGRES_PWD: ${GUIBEI_TEMPORAL_DB_PASSWORD:?set it in .env}", "POSTGRES_PWD: ${GUIBEI_TEMPORAL_DB_PASSWORD:-temporal}", "GUIBEI_TEMPORAL_DB_PASSWORD has a default"},
		{"guibei_owner:${GUIBEI_OWNER_PASSWORD:?set it in .env}@", "guibei_owner:guibei@", "migrate: GUIBEI_MIGRATE_DATABASE_URL is written down"},
		{"temporalio/server:1.32.1", "temporalio/server:1.32.0", "Temporal's server 1.32.0 and tools 1.32.1 differ"},
		{"postgres:16-bookworm", "postgres:latest", "postgres: image postgres:latest is not pinned"},
		{"    command: [\"worker\"]\n", "    command: [\"worker\"]\n    image: guibei:other\n", "worker: image guibei:other"},
		{"  cap_drop: [ALL]\n", "", "api: keeps capabilities"},
		{"  read_only: true\n", "", "api: writable root file system"},
		{"limits: {cpus: \"0.5\", memory: 256M, pids: 100}", "limits: {cpus: \"0.5\", pids: 100}", "temporal-ui: no limit"},
		{"options: {max-size: 20m, max-file: \"5\"}", "options: {max-file: \"5\"}", "api: its log grows without end"},
		{"    internal: true\n", "", "network inner is not internal"},
	}
	text := read(t, "docker-compose.yml")
	for _, tt := range tests {
		if !strings.Contains(text, tt.old) {
			t.Errorf("docker-compose.yml has no %q to change", tt.old)
			continue
		}
		got := composeProblems(t, strings.Replace(text, tt.old, tt.new, 1))
		if !slices.ContainsFunc(got, func(p string) bool { return strings.Contains(p, tt.want) }) {
			t.Errorf("%q for %q: problems %q, want %q", tt.new, tt.old, got, tt.want)
		}
	}

	if _, err := loadCompose(t, strings.Replace(text, "    stop_grace_period:", "    stop_grace:", 1), installation); err == nil {
		t.Error("a misspelt key loads, so the schema is not checked")
	}
}

func loadCompose(t *testing.T, text string, env types.Mapping) (*types.Project, error) {
	t.Helper()

	return loader.LoadWithContext(t.Context(), types.ConfigDetails{
		WorkingDir:  ".",
		ConfigFiles: []types.ConfigFile{{Filename: "docker-compose.yml", Content: []byte(text)}},
		Environment: maps.Clone(env), // the loader adds to it
	}, func(o *loader.Options) {
		o.Profiles = []string{"*"}
		o.ResolvePaths = false
	})
}

// composeProblems says what is wrong with a compose file.
func composeProblems(t *testing.T, text string) []string {
	t.Helper()

	project, err := loadCompose(t, text, installation)
	if err != nil {
		return []string{err.Error()}
	}
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }

	for _, s := range project.Services {
		problemsOfService(s, project, add)
	}
	for _, name := range once {
		if _, ok := project.Services[name]; !ok {
			add("%s: no such service", name)
		}
		problemsOfWaiting(name, project, add)
	}
	if server, tools := tag(project, "temporal"), tag(project, "temporal-schema"); server != tools || server == "" {
		add("Temporal's server %s and tools %s differ", server, tools)
	}
	if a, b := tag(project, "temporal-schema"), tag(project, "temporal-namespace"); a != b {
		add("Temporal's tools %s and %s differ", a, b)
	}
	for _, name := range []string{"worker", "migrate"} {
		if got, want := project.Services[name].Image, project.Services["api"].Image; got != want {
			add("%s: image %s, but api has %s", name, got, want)
		}
	}
	if !project.Networks["inner"].Internal {
		add("network inner is not internal")
	}
	return append(out, writtenDown(t, project, text)...)
}

func problemsOfService(s types.ServiceConfig, project *types.Project, add func(string, ...any)) {
	for _, v := range s.Volumes {
		switch {
		case v.Type == types.VolumeTypeVolume && v.Source == "":
			add("%s: anonymous volume at %s", s.Name, v.Target)
		case v.Type == types.VolumeTypeVolume:
			if _, ok := project.Volumes[v.Source]; !ok {
				add("%s: volume %s is not declared", s.Name, v.Source)
			}
		case v.Type == types.VolumeTypeBind && !v.ReadOnly:
			add("%s: mounts %s for writing", s.Name, v.Source)
		case v.Type == types.VolumeTypeBind:
			if _, err := os.Stat(v.Source); err != nil {
				add("%s: mounts %s, which is not there", s.Name, v.Source)
			}
		}
	}
	for _, p := range s.Ports {
		if ip := net.ParseIP(p.HostIP); ip == nil || !ip.IsLoopback() {
			add("%s: port %s is open to the network", s.Name, p.Published)
		}
	}

	runsOn := !slices.Contains(once, s.Name)
	if runsOn && (s.HealthCheck == nil || s.HealthCheck.Disable || len(s.HealthCheck.Test) == 0) {
		add("%s: no healthcheck", s.Name)
	}
	if runsOn && s.Restart != types.RestartPolicyUnlessStopped {
		add("%s: does not come back after a restart of the machine", s.Name)
	}
	if !runsOn && (s.Restart == types.RestartPolicyAlways || s.Restart == types.RestartPolicyUnlessStopped) {
		add("%s: runs once, but is restarted for ever", s.Name)
	}

	if _, version, ok := strings.Cut(s.Image, ":"); !ok || version == "latest" {
		add("%s: image %s is not pinned", s.Name, s.Image)
	}
	if !s.ReadOnly {
		add("%s: writable root file system", s.Name)
	}
	if !slices.Contains(s.CapDrop, "ALL") || len(s.CapAdd) > 0 {
		add("%s: keeps capabilities", s.Name)
	}
	if !slices.Contains(s.SecurityOpt, "no-new-privileges:true") || s.Privileged {
		add("%s: may gain privileges", s.Name)
	}
	if l := s.Deploy; l == nil || l.Resources.Limits == nil || l.Resources.Limits.MemoryBytes == 0 || l.Resources.Limits.NanoCPUs == 0 || l.Resources.Limits.Pids == 0 {
		add("%s: no limit of memory, processors or processes", s.Name)
	}
	if s.Logging == nil || s.Logging.Options["max-size"] == "" {
		add("%s: its log grows without end", s.Name)
	}
}

// problemsOfWaiting says who does not wait for a service that runs once.
func problemsOfWaiting(name string, project *types.Project, add func(string, ...any)) {
	waited := false
	for _, s := range project.Services {
		d, ok := s.DependsOn[name]
		if !ok {
			continue
		}
		if d.Condition != types.ServiceConditionCompletedSuccessfully {
			add("%s: %s does not wait for its success", name, s.Name)
		}
		waited = true
	}
	if !waited {
		add("%s: nothing waits for its success", name)
	}
}

var (
	secret     = regexp.MustCompile(`(?i)(password|pwd|secret|token|_key)$`)
	credential = regexp.MustCompile(`://[^/]*:[^/]*@`)
	fallback   = regexp.MustCompile(`\$\{(\w+):?-`)
)

// writtenDown finds secrets that are in the file. It loads the file once more
// with other passwords: a secret that stays the same did not come from outside.
func writtenDown(t *testing.T, project *types.Project, text string) []string {
	t.Helper()

	others := maps.Clone(installation)
	for name := range others {
		if secret.MatchString(name) {
			others[name] += "-other"
		}
	}
	again, err := loadCompose(t, text, others)
	if err != nil {
		return []string{err.Error()}
	}
	var out []string
	for _, s := range project.Services {
		for name, value := range s.Environment {
			if value == nil || !secret.MatchString(name) && !credential.MatchString(*value) {
				continue
			}
			if other := again.Services[s.Name].Environment[name]; other == nil || *other == *value {
				out = append(out, s.Name+": "+name+" is written down")
			}
		}
	}
	for _, m := range fallback.FindAllStringSubmatch(text, -1) {
		if secret.MatchString(m[1]) {
			out = append(out, m[1]+" has a default")
		}
	}
	return out
}

func tag(project *types.Project, service string) string {
	_, version, _ := strings.Cut(project.Services[service].Image, ":")
	return version
}
