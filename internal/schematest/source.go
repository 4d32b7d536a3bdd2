package schematest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// source reads comments and constants of the module's packages.
type source struct {
	root, module string
	packages     map[string]parsed
}

type parsed struct {
	docs   map[string]string   // of "Type" and "Type.Field", in one line
	consts map[string][]string // string constants by type, in the order of the source
}

func openSource(root string) (*source, error) {
	b, err := os.ReadFile(filepath.Join(root, "go.mod"))
	line, _, _ := strings.Cut(string(b), "\n")
	return &source{root, strings.TrimPrefix(line, "module "), map[string]parsed{}}, err
}

// load parses a package of the module; another's has nothing to tell.
func (s *source) load(pkg string) (parsed, error) {
	if p, ok := s.packages[pkg]; ok {
		return p, nil
	}
	p := parsed{map[string]string{}, map[string][]string{}}
	s.packages[pkg] = p
	below, ok := strings.CutPrefix(pkg+"/", s.module+"/")
	if !ok {
		return p, nil
	}
	files, err := filepath.Glob(filepath.Join(s.root, below, "*.go"))
	if err != nil {
		return p, err
	}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			return p, err
		}
		for _, d := range f.Decls {
			if d, ok := d.(*ast.GenDecl); ok {
				p.read(d)
			}
		}
	}
	return p, nil
}

func (p parsed) read(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			p.docs[spec.Name.Name] = oneLine(spec.Doc, d.Doc)
			if body, ok := spec.Type.(*ast.StructType); ok {
				for _, f := range body.Fields.List {
					for _, name := range f.Names {
						p.docs[spec.Name.Name+"."+name.Name] = oneLine(f.Doc, f.Comment)
					}
				}
			}
		case *ast.ValueSpec:
			of, ok := spec.Type.(*ast.Ident)
			for _, v := range spec.Values {
				if lit, isLit := v.(*ast.BasicLit); ok && isLit && lit.Kind == token.STRING && d.Tok == token.CONST {
					s, _ := strconv.Unquote(lit.Value) // the parser has accepted it
					p.consts[of.Name] = append(p.consts[of.Name], s)
				}
			}
		}
	}
}

// oneLine is the first comment that says something.
func oneLine(comments ...*ast.CommentGroup) string {
	for _, c := range comments {
		if text := strings.Join(strings.Fields(c.Text()), " "); text != "" {
			return text
		}
	}
	return ""
}
