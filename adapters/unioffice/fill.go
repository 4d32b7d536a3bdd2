package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/unidoc/unioffice/v2/document"
	"github.com/unidoc/unioffice/v2/schema/soo/wml"
)

// fill writes the values into the template and returns a new document.
func fill(r request) ([]byte, error) {
	doc, err := document.Read(bytes.NewReader(r.Document), int64(len(r.Document)))
	if err != nil {
		return nil, fmt.Errorf("read the template: %w", err)
	}
	defer doc.Close()
	if err := fillDocument(doc, r); err != nil {
		return nil, err
	}
	out, err := save(doc)
	if err != nil {
		return nil, err
	}
	return out, r.checkFilled(out)
}

// save writes to memory: unioffice truncates a file before it finds that it
// cannot write it.
func save(doc *document.Document) ([]byte, error) {
	var b bytes.Buffer
	if err := doc.Save(&b); err != nil {
		return nil, fmt.Errorf("save: %w", err)
	}
	return b.Bytes(), nil
}

// checkFilled refuses a result in which a placeholder is left: unioffice does
// not show us every place that Word prints, text boxes for one.
func (r request) checkFilled(out []byte) error {
	p, err := openPackage(out)
	if err != nil {
		return fmt.Errorf("what was saved: %w", err)
	}
	texts, err := p.paragraphs()
	if err != nil {
		return fmt.Errorf("what was saved: %w", err)
	}
	mine := names(r.values()...) // a value may talk about placeholders
	left := slices.DeleteFunc(names(texts...), func(n string) bool { return slices.Contains(mine, n) })
	if len(left) > 0 {
		return refuse(codeInvalid, nil, "unioffice 无法填写以下位置的占位符（可能在文本框中）："+strings.Join(left, "、")+
			"。请把它们移到正文、表格、页眉或页脚中，或者改用内置引擎（GUIBEI_DOCX_ENGINE=native）。")
	}
	return nil
}

func (r request) values() []string {
	var out []string
	for _, v := range r.Fields {
		out = append(out, v)
	}
	for _, rows := range r.Tables {
		out = append(out, slices.Concat(rows...)...)
	}
	return out
}

// fillDocument changes doc: mail-merge fields first, then rows, then text.
func fillDocument(doc *document.Document, r request) error {
	if len(doc.MergeFields()) > 0 {
		for _, name := range doc.MergeFields() {
			if _, ok := r.Fields[name]; !ok {
				return refuse(codeInvalid, nil, "模板中的合并域没有对应的内容："+name+"。请更正合并域的名称。")
			}
		}
		doc.MailMerge(r.Fields)
	}
	tables, paragraphs := doc.Tables(), doc.Paragraphs()
	for _, h := range doc.Headers() {
		tables, paragraphs = append(tables, h.Tables()...), append(paragraphs, h.Paragraphs()...)
	}
	for _, f := range doc.Footers() {
		tables, paragraphs = append(tables, f.Tables()...), append(paragraphs, f.Paragraphs()...)
	}
	for _, t := range tables {
		if err := r.repeatRows(t); err != nil {
			return err
		}
		for _, row := range t.Rows() {
			for _, c := range row.Cells() {
				paragraphs = append(paragraphs, c.Paragraphs()...)
			}
		}
	}
	done := map[*wml.CT_P]bool{} // a cell's paragraph may be listed twice
	for _, p := range paragraphs {
		if !done[p.X()] {
			done[p.X()] = true
			r.fillParagraph(p, nil)
		}
	}
	return nil
}

// repeatRows repeats each row that holds {{table.n}} for the rows of that table.
func (r request) repeatRows(t document.Table) error {
	for _, row := range t.Rows() {
		table, err := r.tableOf(row)
		if err != nil {
			return err
		}
		if table == "" {
			continue
		}
		for _, cells := range r.Tables[table] {
			another := t.InsertRowBefore(row)
			if err := copyRow(another.X(), row.X()); err != nil {
				return err
			}
			r.fillRow(another, table, cells)
		}
		for _, c := range t.X().EG_ContentRowContent {
			if c.ContentRowContentChoice != nil {
				c.ContentRowContentChoice.Tr = slices.DeleteFunc(c.ContentRowContentChoice.Tr,
					func(tr *wml.CT_Row) bool { return tr == row.X() })
			}
		}
	}
	return nil
}

// tableOf returns the table whose columns stand in the row.
func (r request) tableOf(row document.Row) (string, error) {
	found := ""
	for _, c := range row.Cells() {
		for _, p := range c.Paragraphs() {
			for _, name := range names(textOf(p)) {
				if _, ok := r.Fields[name]; ok {
					continue
				}
				table, _, ok := column(name)
				if !ok {
					continue
				}
				if found != "" && found != table {
					return "", refuse(codeInvalid, nil, fmt.Sprintf("模板的同一行里有两个表：%s 和 %s。请分成两个表格。", found, table))
				}
				found = table
			}
		}
	}
	return found, nil
}

func (r request) fillRow(row document.Row, table string, cells []string) {
	for _, c := range row.Cells() {
		for _, p := range c.Paragraphs() {
			r.fillParagraph(p, func(name string) (string, bool) {
				of, n, ok := column(name)
				if !ok || of != table || n > len(cells) {
					return "", false
				}
				return cells[n-1], true
			})
		}
	}
}

// fillParagraph replaces placeholders, which may span runs. cell, if given, is
// asked after the fields.
func (r request) fillParagraph(p document.Paragraph, cell func(string) (string, bool)) {
	texts := textsOf(p)
	before := make([]string, len(texts))
	for i, t := range texts {
		before[i] = t.Content
	}
	after := replaceAcross(before, func(name string) (string, bool) {
		if v, ok := r.Fields[name]; ok || cell == nil {
			return v, ok
		}
		return cell(name)
	})
	preserve := "preserve"
	for i, t := range texts {
		if after[i] != before[i] {
			t.Content, t.SpaceAttr = after[i], &preserve
		}
	}
	for _, run := range p.Runs() {
		breakLines(run.X())
	}
}

// breakLines makes line breaks of the line ends in a run's text.
func breakLines(run *wml.CT_R) {
	var out []*wml.EG_RunInnerContent
	for _, c := range run.EG_RunInnerContent {
		t := c.RunInnerContentChoice
		if t == nil || t.T == nil || !strings.Contains(t.T.Content, "\n") {
			out = append(out, c)
			continue
		}
		for i, line := range strings.Split(t.T.Content, "\n") {
			if i > 0 {
				br := wml.NewEG_RunInnerContentChoice()
				br.Br = wml.NewCT_Br()
				out = append(out, &wml.EG_RunInnerContent{RunInnerContentChoice: br})
			}
			piece := wml.NewEG_RunInnerContentChoice()
			piece.T = &wml.CT_Text{SpaceAttr: t.T.SpaceAttr, Content: strings.TrimSuffix(line, "\r")}
			out = append(out, &wml.EG_RunInnerContent{RunInnerContentChoice: piece})
		}
	}
	run.EG_RunInnerContent = out
}

// textsOf returns the texts of the paragraph's runs in order.
func textsOf(p document.Paragraph) []*wml.CT_Text {
	var out []*wml.CT_Text
	for _, run := range p.Runs() {
		for _, c := range run.X().EG_RunInnerContent {
			if c.RunInnerContentChoice != nil && c.RunInnerContentChoice.T != nil {
				out = append(out, c.RunInnerContentChoice.T)
			}
		}
	}
	return out
}

func textOf(p document.Paragraph) string {
	var b strings.Builder
	for _, t := range textsOf(p) {
		b.WriteString(t.Content)
	}
	return b.String()
}
