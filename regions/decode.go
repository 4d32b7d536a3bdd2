package regions

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"guibei"
)

// readStrict reads one YAML document into v. A field that v does not have, a
// repeated one and a value of another type are errors that say where: a
// misspelt period must not become no period.
func readStrict(data []byte, v any) error {
	var doc, more yaml.Node
	d := yaml.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&doc); err != nil {
		return guibei.Because(guibei.Invalid, err, "参数包不是有效的YAML："+err.Error()+"。请检查缩进、冒号和引号。")
	}
	if err := d.Decode(&more); !errors.Is(err, io.EOF) {
		return guibei.Because(guibei.Invalid, err, "参数包里有一份以上的内容，请一个文件只写一个地区。")
	}
	r := reader{}
	r.read("", doc.Content[0], reflect.ValueOf(v).Elem())
	return combine(r.errs)
}

// combine makes one error for the person of everything that is wrong.
func combine(errs []string) error {
	if len(errs) == 0 {
		return nil
	}
	return guibei.Errorf(guibei.Invalid, "参数包有%d处错误，请更正后重新载入：\n%s", len(errs), strings.Join(errs, "\n"))
}

// reader gathers what is wrong while it reads.
type reader struct{ errs []string }

func (r *reader) fail(path string, n *yaml.Node, format string, args ...any) {
	if path == "" {
		path = "（文件）"
	}
	r.errs = append(r.errs, fmt.Sprintf("%s（第%d行）：%s", path, n.Line, fmt.Sprintf(format, args...)))
}

func (r *reader) read(path string, n *yaml.Node, v reflect.Value) {
	if text, ok := reflect.TypeAssert[encoding.TextUnmarshaler](v.Addr()); ok && n.Kind == yaml.ScalarNode {
		if err := text.UnmarshalText([]byte(n.Value)); err != nil {
			r.fail(path, n, "%s", err)
		}
		return
	}
	want, known := shapes[v.Kind()]
	switch {
	case !known:
		panic("regions: no YAML for " + v.Type().String()) // the types are ours
	case n.Kind != want.node || n.Kind == yaml.ScalarNode && n.Tag != want.tag:
		r.fail(path, n, "这里应写%s", want.name)
	case v.Kind() == reflect.Struct:
		r.fields(path, n, v)
	case v.Kind() == reflect.Map:
		r.entries(path, n, v)
	case v.Kind() == reflect.Slice:
		r.items(path, n, v)
	default:
		if err := n.Decode(v.Addr().Interface()); err != nil {
			r.fail(path, n, "这里应写%s", want.name)
		}
	}
}

// shapes is what each kind of Go value looks like in a file.
var shapes = map[reflect.Kind]struct {
	node yaml.Kind
	tag  string
	name string
}{
	reflect.Struct: {yaml.MappingNode, "", "“名称: 值”的各项"},
	reflect.Map:    {yaml.MappingNode, "", "“名称: 值”的各项"},
	reflect.Slice:  {yaml.SequenceNode, "", "以“-”开头的列表"},
	reflect.String: {yaml.ScalarNode, "!!str", "文字（数字须加引号）"},
	reflect.Int:    {yaml.ScalarNode, "!!int", "整数"},
	reflect.Bool:   {yaml.ScalarNode, "!!bool", "true 或者 false"},
}

func (r *reader) fields(path string, n *yaml.Node, v reflect.Value) {
	names := fieldNames(v.Type())
	r.pairs(path, n, func(key, val *yaml.Node) {
		i := slices.Index(names, key.Value)
		if i < 0 {
			r.fail(join(path, key.Value), key, "没有这个参数，可用的有：%s", strings.Join(names, "、"))
			return
		}
		r.read(join(path, key.Value), val, v.Field(i))
	})
}

func (r *reader) entries(path string, n *yaml.Node, v reflect.Value) {
	v.Set(reflect.MakeMap(v.Type()))
	r.pairs(path, n, func(key, val *yaml.Node) {
		elem := reflect.New(v.Type().Elem()).Elem()
		r.read(join(path, key.Value), val, elem)
		v.SetMapIndex(reflect.ValueOf(key.Value).Convert(v.Type().Key()), elem)
	})
}

func (r *reader) items(path string, n *yaml.Node, v reflect.Value) {
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		r.read(fmt.Sprintf("%s[%d]", path, i+1), item, v.Index(i))
	}
}

// pairs calls do for each key of a mapping, once.
func (r *reader) pairs(path string, n *yaml.Node, do func(key, val *yaml.Node)) {
	seen := map[string]bool{}
	for i := 0; i < len(n.Content); i += 2 {
		key := n.Content[i]
		if seen[key.Value] {
			r.fail(join(path, key.Value), key, "重复出现，请只保留一处")
			continue
		}
		seen[key.Value] = true
		do(key, n.Content[i+1])
	}
}

func fieldNames(t reflect.Type) []string {
	names := make([]string, t.NumField())
	for i := range names {
		names[i] = t.Field(i).Tag.Get("yaml")
	}
	return names
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
