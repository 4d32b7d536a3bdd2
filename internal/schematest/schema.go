package schematest

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Of returns the JSON Schema (2020-12) of what encoding/json makes of v's type.
// Descriptions are the comments of types and fields, and a string type with
// constants is an enumeration of them; both are read from the source below
// root, the folder of go.mod. What it cannot describe is an error: embedded
// structs, and types that write their own JSON.
func Of(root string, v any) ([]byte, error) {
	t := reflect.TypeOf(v)
	if t == nil {
		return nil, errors.New("no type")
	}
	src, err := openSource(root)
	if err != nil {
		return nil, err
	}
	g := generator{src: src, defs: object{}, names: map[string]reflect.Type{}}
	s, err := g.schema(t)
	if err != nil {
		return nil, err
	}
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["$defs"] = g.defs
	b, err := json.MarshalIndent(s, "", "  ")
	return append(b, '\n'), err
}

type object map[string]any

type generator struct {
	src   *source
	defs  object                  // structs by name, so that one may hold itself
	names map[string]reflect.Type // whose the names are
}

func (g *generator) schema(t reflect.Type) (object, error) {
	switch p := reflect.PointerTo(t); {
	case t == reflect.TypeFor[time.Time]():
		return object{"type": "string", "format": "date-time"}, nil
	case t == reflect.TypeFor[json.RawMessage]():
		return object{}, nil
	case t == reflect.TypeFor[json.Number]():
		return object{"type": "number"}, nil
	case t.Kind() == reflect.Pointer: // before its methods: nil is null, whatever they are
		s, err := g.schema(t.Elem())
		return object{"anyOf": []object{s, {"type": "null"}}}, err
	case p.Implements(reflect.TypeFor[json.Marshaler]()):
		return nil, fmt.Errorf("%s writes its own JSON", t)
	case p.Implements(reflect.TypeFor[encoding.TextMarshaler]()):
		return object{"type": "string"}, nil
	}
	switch t.Kind() {
	case reflect.Bool:
		return object{"type": "boolean"}, nil
	case reflect.String:
		s := object{"type": "string"}
		p, err := g.src.load(t.PkgPath())
		if err == nil && len(p.consts[t.Name()]) > 0 {
			s["enum"] = p.consts[t.Name()]
		}
		return s, err
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return object{"type": "integer"}, nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return object{"type": "integer", "minimum": 0}, nil
	case reflect.Float32, reflect.Float64:
		return object{"type": "number"}, nil
	case reflect.Interface:
		return object{}, nil
	case reflect.Slice: // nil is null, here and in a map
		if t.Elem().Kind() == reflect.Uint8 {
			return object{"type": []string{"string", "null"}, "contentEncoding": "base64"}, nil
		}
		items, err := g.schema(t.Elem())
		return object{"type": []string{"array", "null"}, "items": items}, err
	case reflect.Map:
		values, err := g.schema(t.Elem())
		return object{"type": []string{"object", "null"}, "additionalProperties": values}, err
	case reflect.Struct:
		return g.reference(t)
	default:
		return nil, fmt.Errorf("%s cannot be described", t)
	}
}

// reference defines a struct once and refers to it.
func (g *generator) reference(t reflect.Type) (object, error) {
	name := path.Base(t.PkgPath()) + "." + t.Name()
	if strings.ContainsAny(name, "[/") || t.Name() == "" {
		return nil, fmt.Errorf("%s: give it a name without parameters", t)
	}
	if had, ok := g.names[name]; ok && had != t {
		return nil, fmt.Errorf("%s and %s are both called %s", had.PkgPath(), t.PkgPath(), name)
	} else if !ok {
		g.names[name] = t
		s, err := g.object(t)
		if err != nil {
			return nil, err
		}
		g.defs[name] = s
	}
	return object{"$ref": "#/$defs/" + name}, nil
}

func (g *generator) object(t reflect.Type) (object, error) {
	p, err := g.src.load(t.PkgPath())
	if err != nil {
		return nil, err
	}
	properties, required := object{}, []string{}
	for f := range t.Fields() {
		tag := f.Tag.Get("json")
		if tag == "-" || !f.IsExported() && !f.Anonymous {
			continue
		}
		options := strings.Split(tag, ",")
		name := options[0]
		if name == "" {
			name = f.Name
		}
		if f.Anonymous || properties[name] != nil || slices.Contains(options, "string") {
			return nil, fmt.Errorf("%s.%s: embedded, twice, or a number as string", t, f.Name)
		}
		optional := slices.Contains(options, "omitempty") || slices.Contains(options, "omitzero")
		s, err := g.schema(f.Type)
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", t, f.Name, err)
		}
		if optional {
			s = withoutNull(s)
		} else {
			required = append(required, name)
		}
		if doc := p.docs[t.Name()+"."+f.Name]; doc != "" {
			s["description"] = doc
		}
		properties[name] = s
	}
	s := object{"type": "object", "properties": properties, "required": required}
	if doc := p.docs[t.Name()]; doc != "" {
		s["description"] = doc
	}
	return s, nil
}

// withoutNull is for a field that is left out when it is nil.
func withoutNull(s object) object {
	if either, ok := s["anyOf"].([]object); ok {
		return either[0]
	}
	if types, ok := s["type"].([]string); ok {
		s["type"] = types[0]
	}
	return s
}
