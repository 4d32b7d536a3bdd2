package schematest

import (
	"encoding/json"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// colour is a colour
// of the flag.
type colour string

const (
	red   colour = "red"
	green colour = "green"
)

// tree is one of everything.
type tree struct {
	// Name is the name,
	// in full.
	Name     string           `json:"name"`
	Colour   colour           `json:"colour"` // what it looks like
	Age      int              `json:"age,omitempty"`
	Height   *float64         `json:"height"`
	Parent   *tree            `json:"parent,omitempty"`
	Children []tree           `json:"children"`
	Labels   map[string]bool  `json:"labels,omitempty"`
	Seen     time.Time        `json:"seen"`
	Seed     []byte           `json:"seed,omitempty"`
	Address  netip.Addr       `json:"address"`
	Extra    json.RawMessage  `json:"extra,omitempty"`
	Rings    []map[string]any `json:"rings,omitempty"`
	Size     json.Number      `json:"size,omitempty"`
	Count    uint
	Hidden   string `json:"-"`
	private  string
}

const root = "../.."

func TestASchemaSaysWhatTheTypeSays(t *testing.T) {
	t.Parallel()
	b, err := Of(root, tree{private: ""})
	require.NoError(t, err)
	require.JSONEq(t, `{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"$ref": "#/$defs/schematest.tree",
		"$defs": {"schematest.tree": {
			"type": "object",
			"description": "tree is one of everything.",
			"required": ["name", "colour", "height", "children", "seen", "address", "Count"],
			"properties": {
				"name": {"type": "string", "description": "Name is the name, in full."},
				"colour": {"type": "string", "enum": ["red", "green"], "description": "what it looks like"},
				"age": {"type": "integer"},
				"height": {"anyOf": [{"type": "number"}, {"type": "null"}]},
				"parent": {"$ref": "#/$defs/schematest.tree"},
				"children": {"type": ["array", "null"], "items": {"$ref": "#/$defs/schematest.tree"}},
				"labels": {"type": "object", "additionalProperties": {"type": "boolean"}},
				"seen": {"type": "string", "format": "date-time"},
				"seed": {"type": "string", "contentEncoding": "base64"},
				"address": {"type": "string"},
				"extra": {},
				"rings": {"type": "array", "items": {"type": ["object", "null"], "additionalProperties": {}}},
				"size": {"type": "number"},
				"Count": {"type": "integer", "minimum": 0}
			}
		}}
	}`, string(b))
}

func TestWhatGoWritesIsValid(t *testing.T) {
	t.Parallel()
	schema, err := Of(root, []tree{})
	require.NoError(t, err)
	height := 1.5
	full := tree{Name: "榆", Colour: red, Age: 3, Height: &height, Labels: map[string]bool{"a": true}, Seed: []byte{1}, Extra: []byte(`[1]`)}
	full.Parent, full.Children = &tree{Colour: green}, []tree{{Colour: red}}
	for _, v := range []any{[]tree{{Colour: green}}, []tree{full}, []tree(nil)} {
		b, err := json.Marshal(v)
		require.NoError(t, err)
		require.NoError(t, validate(schema, b), string(b))
	}
}

func TestWhatGoDoesNotWriteIsNot(t *testing.T) {
	t.Parallel()
	schema, err := Of(root, tree{})
	require.NoError(t, err)
	for _, change := range []string{`{"name":1}`, `{"colour":"blue"}`, `{"Count":-1}`, `{"seen":"yesterday"}`, `{"children":[{}]}`, `{"labels":null}`} {
		b, err := json.Marshal(tree{Colour: red})
		require.NoError(t, err)
		var m map[string]any
		require.NoError(t, json.Unmarshal(b, &m))
		require.NoError(t, json.Unmarshal([]byte(change), &m))
		b, err = json.Marshal(m)
		require.NoError(t, err)
		require.Error(t, validate(schema, b), change)
	}
}

func TestWhatCannotBeDescribedIsAnError(t *testing.T) {
	t.Parallel()
	for _, v := range []any{
		nil, make(chan int), [2]int{}, struct{ A int }{}, embedding{}, numberAsText{}, ownJSON{}, named[int]{}, []func(){}, map[string]complex64{},
	} {
		_, err := Of(root, v)
		require.Error(t, err, "%T", v)
	}
	_, err := Of(t.TempDir(), tree{})
	require.ErrorIs(t, err, os.ErrNotExist, "no go.mod")
}

type (
	embedding    struct{ tree }
	numberAsText struct {
		N int `json:"n,string"`
	}
	ownJSON      struct{}
	named[T any] struct{ V T }
)

func (ownJSON) MarshalJSON() ([]byte, error) { return nil, nil }

func TestADriftFails(t *testing.T) {
	t.Parallel()
	elsewhere := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(elsewhere, "go.mod"), []byte("module elsewhere\n"), 0o600))
	Golden(t, elsewhere, "tree", tree{}, true)
	Golden(t, elsewhere, "tree", tree{}, false)
	Valid(t, elsewhere, "tree", []byte(`{"name":"","colour":"any","height":null,"children":null,"seen":"2026-01-01T00:00:00Z","address":"","Count":0}`))

	b, err := os.ReadFile(file(elsewhere, "tree"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file(elsewhere, "tree"), append(b, ' '), 0o600))
	require.True(t, fails(func(f *failure) { Golden(f, elsewhere, "tree", tree{}, false) }), "a blank more")
	require.True(t, fails(func(f *failure) { Golden(f, elsewhere, "none", tree{}, false) }), "no file")
	require.True(t, fails(func(f *failure) { Valid(f, elsewhere, "tree", []byte(`{}`)) }))
}

// fails reports whether a test would fail.
func fails(test func(*failure)) bool {
	f := new(failure)
	done := make(chan struct{})
	go func() {
		defer close(done)
		test(f)
	}()
	<-done
	return f.failed
}

// failure is a test that notes that it failed.
type failure struct {
	testing.TB
	failed bool
}

func (*failure) Helper()               {}
func (*failure) Name() string          { return "" }
func (*failure) Errorf(string, ...any) {}
func (f *failure) FailNow()            { f.failed = true; runtime.Goexit() }
