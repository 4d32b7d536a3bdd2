// Package schematest keeps docs/schema in step with the Go types of what the
// command line prints: [Golden] writes and compares a schema, [Valid] holds an
// output against it.
package schematest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// Golden compares docs/schema/<name>.json below root, the folder of go.mod,
// with the schema of v's type. With update it writes the file instead; the test
// has the flag:
//
//	var update = flag.Bool("update", false, "write docs/schema anew")
func Golden(tb testing.TB, root, name string, v any, update bool) {
	tb.Helper()
	want, err := Of(root, v)
	require.NoError(tb, err)
	if update {
		require.NoError(tb, os.MkdirAll(filepath.Dir(file(root, name)), 0o750))
		require.NoError(tb, os.WriteFile(file(root, name), want, 0o600))
	}
	got, err := os.ReadFile(file(root, name))
	require.NoError(tb, err, "write it: go test -run %s -update", tb.Name())
	require.Equal(tb, string(want), string(got), "the types changed; write docs/schema anew with -update, and say so in the changelog")
}

// Valid checks an output against docs/schema/<name>.json.
func Valid(tb testing.TB, root, name string, output []byte) {
	tb.Helper()
	b, err := os.ReadFile(file(root, name))
	require.NoError(tb, err)
	require.NoError(tb, validate(b, output))
}

func file(root, name string) string { return filepath.Join(root, "docs", "schema", name+".json") }

func validate(schema, output []byte) error {
	s, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		return err
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", s); err != nil {
		return err
	}
	compiled, err := c.Compile("schema.json")
	if err != nil {
		return err
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(output))
	if err != nil {
		return err
	}
	return compiled.Validate(v)
}
