package compose

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"guibei/docx"
)

// Filler fills templates in another engine than our own. A template for it holds plain fields and table rows with
// {{list.1}}, {{list.2}}, …: the cells of each row of a list, in the order of its fields.
type Filler interface {
	Name() string
	Fill(ctx context.Context, template []byte, fields map[string]string, tables map[string][][]string) ([]byte, error)
}

// Converter makes a page-true PDF of a docx.
type Converter interface {
	Name() string
	PDF(ctx context.Context, docx []byte) ([]byte, error)
}

// Engine does both.
type Engine interface {
	Filler
	Converter
}

// Template is where a letter's form comes from.
type Template struct {
	Name  string // for messages
	Bytes []byte
	Own   bool // the office's, not the default one
}

// Templates looks a letter's template up: in the folder of the office as 合法性审核意见书.docx or legality-opinion.docx,
// else the default one. A nil folder has none.
func Templates(folder fs.FS, k Kind) (Template, error) {
	info, ok := kinds[k]
	if !ok {
		return Template{}, unknownKind(k)
	}
	if folder != nil {
		for _, name := range []string{info.label + ".docx", string(k) + ".docx"} {
			b, err := fs.ReadFile(folder, name)
			switch {
			case err == nil:
				return Template{Name: name, Bytes: b, Own: true}, nil
			case !errors.Is(err, fs.ErrNotExist):
				return Template{}, fmt.Errorf("模板文件 %s 打不开，请检查模板文件夹和权限：%w", name, err)
			}
		}
	}
	b, err := info.template()
	return Template{Name: info.label, Bytes: b}, err
}

// CheckTemplate reports the first placeholder that does not belong into a letter's template, as a *docx.TemplateError,
// or that the file is no docx, as a *docx.Refusal.
func CheckTemplate(k Kind, t Template) error {
	f, err := docx.OpenBytes(t.Bytes)
	if err != nil {
		return notATemplate(t, err)
	}
	return named(t, f.CheckTemplate(templateFields(Fields(k))))
}

// notATemplate says which file the refusal is about.
func notATemplate(t Template, err error) error {
	if r, ok := errors.AsType[*docx.Refusal](err); ok {
		return &docx.Refusal{Reason: r.Reason, Msg: "模板“" + t.Name + "”不能使用：" + r.Msg, Err: r.Err}
	}
	return err
}

func named(t Template, err error) error {
	if e, ok := errors.AsType[*docx.TemplateError](err); ok {
		e.Template = t.Name
	}
	return err
}

// Decode reads the data of a letter from JSON. A name that the letter does not have is refused: it would be a value
// that nobody sees.
func Decode(k Kind, r io.Reader) (Letter, error) {
	info, ok := kinds[k]
	if !ok {
		return nil, unknownKind(k)
	}
	l := info.empty()
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(l); err != nil {
		if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
			return nil, fmt.Errorf("数据中的 %s 不是%s的字段，请用 guibei letter %s --fields 查看可用字段后更正：%w", name, info.label, k, err)
		}
		return nil, fmt.Errorf("数据不是有效的 JSON，请对照 guibei letter %s --sample 更正：%w", k, err)
	}
	return l, nil
}

func unknownKind(k Kind) error {
	var names []string
	for _, k := range Kinds {
		names = append(names, string(k)+"（"+k.Label()+"）")
	}
	return fmt.Errorf("没有“%s”这种文书，请从以下文书中选择：%s", string(k), strings.Join(names, "、"))
}

// Options say how a letter is written.
type Options struct {
	Template Template
	// Draft writes a letter whose data is not complete, to be finished by hand: what must be given and is not stands in
	// it as 【待填：…】, and a notice lists it.
	Draft bool
	// Filler is asked first where the template is one it can fill; nil means our own engine.
	Filler Filler
	// Converters are asked for the PDF in this order; none means no PDF.
	Converters []Converter
}

// Result is a written letter.
type Result struct {
	Docx []byte
	PDF  []byte
	// Engine filled the template, Converter made the PDF.
	Engine, Converter string
	// Notices are what the person should know: another engine than the chosen one stepped in, or a value that must be
	// given has no place in the template.
	Notices []string
}

// Native is the name of our own engine.
const Native = "规备内置引擎"

// Write checks a letter's data and writes it. The same letter and template give the same docx.
func Write(ctx context.Context, l Letter, o Options) (Result, error) {
	var r Result
	incomplete := Check(l)
	if incomplete != nil && !o.Draft {
		return r, incomplete
	}
	f, err := docx.OpenBytes(o.Template.Bytes)
	if err != nil {
		return r, notATemplate(o.Template, err)
	}
	used, err := f.Placeholders()
	if err != nil {
		return r, named(o.Template, err)
	}
	r.Notices = unused(l.Kind(), used)
	if e, ok := errors.AsType[*DataError](incomplete); ok {
		r.Notices = append(r.Notices, "文书尚不完整："+strings.Join(e.Problems, "；")+"。请补充后再印发。")
	}
	if o.Filler != nil {
		b, err := fillElsewhere(ctx, l, o, used)
		switch {
		case err == nil:
			r.Docx, r.Engine = b, o.Filler.Name()
		case ctx.Err() != nil:
			return Result{}, fmt.Errorf("write letter: %w", ctx.Err())
		default:
			r.Notices = append(r.Notices, "本文件由"+Native+"生成，没有使用 "+o.Filler.Name()+"："+err.Error())
		}
	}
	if r.Docx == nil {
		var out bytes.Buffer
		if err := f.Fill(&out, templateFields(Fields(l.Kind())), values(l, o.Draft)); err != nil {
			return Result{}, named(o.Template, err)
		}
		r.Docx, r.Engine = out.Bytes(), Native
	}
	if len(o.Converters) > 0 {
		return convert(ctx, r, o.Converters)
	}
	return r, nil
}

// errBlocks is why a template stays with our own engine.
var errBlocks = errors.New("模板里有重复块或者条件块，只有" + Native + "能够填写")

// fillElsewhere fills a template in another engine.
func fillElsewhere(ctx context.Context, l Letter, o Options, used []docx.Placeholder) ([]byte, error) {
	for _, p := range used {
		if p.Block {
			return nil, errBlocks
		}
	}
	v := values(l, o.Draft)
	tables := map[string][][]string{}
	for _, f := range Fields(l.Kind()) {
		if f.List == nil {
			continue
		}
		rows := [][]string{}
		for _, item := range v.Lists[f.Name] {
			var cells []string
			for _, c := range f.List {
				cells = append(cells, item.Text[c.Name])
			}
			rows = append(rows, cells)
		}
		tables[f.Name] = rows
	}
	return o.Filler.Fill(ctx, o.Template.Bytes, v.Text, tables) //nolint:wrapcheck // its sentence is shown as it is
}

// unused tells of values that must be given but have no place in the template.
func unused(k Kind, used []docx.Placeholder) []string {
	var missing []string
	for _, f := range Fields(k) {
		has := false
		for _, p := range used {
			name, _, _ := strings.Cut(p.Name, ".")
			has = has || name == f.Name
		}
		if f.Need && !has {
			missing = append(missing, f.Name)
		}
	}
	if missing == nil {
		return nil
	}
	return []string{"模板没有用到以下必填字段，生成的文书里看不到它们：" + strings.Join(missing, "、") + "。确实不需要的，可以不理会。"}
}

// convert makes the PDF by the first converter that can.
func convert(ctx context.Context, r Result, cs []Converter) (Result, error) {
	var failed []error
	for _, c := range cs {
		pdf, err := c.PDF(ctx, r.Docx)
		if err == nil {
			r.PDF, r.Converter = pdf, c.Name()
			for _, e := range failed {
				r.Notices = append(r.Notices, "PDF 由 "+c.Name()+" 生成："+e.Error())
			}
			return r, nil
		}
		failed = append(failed, err)
		if ctx.Err() != nil {
			break
		}
	}
	return r, errors.Join(failed...)
}
