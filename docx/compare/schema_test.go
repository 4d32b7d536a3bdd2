package compare

import (
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// definition is as much of a JSON schema as docs/schema/compare.json uses.
type definition struct {
	Type       string                `json:"type"`
	Ref        string                `json:"$ref"`
	Enum       []string              `json:"enum"`
	Items      *definition           `json:"items"`
	Required   []string              `json:"required"`
	Properties map[string]definition `json:"properties"`
	Defs       map[string]definition `json:"$defs"`
}

func TestTheSchemaDescribesWhatIsWritten(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../../docs/schema/compare.json")
	require.NoError(t, err)
	var schema definition
	require.NoError(t, json.Unmarshal(b, &schema))
	describes(t, "result", &schema, reflect.TypeFor[Result]())
	for name, typ := range map[string]reflect.Type{
		"summary": reflect.TypeFor[Summary](), "change": reflect.TypeFor[Change](), "place": reflect.TypeFor[Place](),
		"edit": reflect.TypeFor[Edit](), "row_change": reflect.TypeFor[RowChange](), "cell_change": reflect.TypeFor[CellChange](),
		"effect": reflect.TypeFor[Effect](), "aspect": reflect.TypeFor[Aspect](), "reference": reflect.TypeFor[Reference](),
		"step": reflect.TypeFor[Step](),
	} {
		d, ok := schema.Defs[name]
		require.True(t, ok, name)
		describes(t, name, &d, typ)
	}
	requireEnum(t, &schema, "kind", kindNames)
	requireEnum(t, &schema, "unit", unitNames)
	requireEnum(t, &schema, "aspect_kind", aspectNames)
	requireEnum(t, &schema, "reference_status", statusNames)
}

// requireEnum compares the values of a string type, which all have a Chinese name, with those of the schema.
func requireEnum[K ~string](t *testing.T, schema *definition, name string, names map[K]string) {
	t.Helper()
	var want []string
	for k := range maps.Keys(names) {
		want = append(want, string(k))
	}
	require.ElementsMatch(t, want, schema.Defs[name].Enum, name)
}

// describes compares the fields of a struct with the properties of a schema, and their types.
func describes(t *testing.T, name string, d *definition, typ reflect.Type) {
	t.Helper()
	var fields, required []string
	for f := range typ.Fields() {
		tag, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		fields = append(fields, tag)
		if option == "" {
			required = append(required, tag)
		}
		p := d.Properties[tag]
		want := map[reflect.Kind]string{
			reflect.String: "string", reflect.Int: "integer", reflect.Bool: "boolean", reflect.Float64: "number", reflect.Slice: "array",
		}[f.Type.Kind()]
		if p.Ref == "" {
			require.Equal(t, want, p.Type, "%s.%s", name, tag)
		}
	}
	require.ElementsMatch(t, fields, slices.Collect(maps.Keys(d.Properties)), name)
	require.ElementsMatch(t, required, d.Required, name)
}
