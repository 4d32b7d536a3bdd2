package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/unidoc/unioffice/v2/document"
	"github.com/unidoc/unioffice/v2/document/convert"
)

// toPDF converts a document. Without fonts unioffice falls back on the fourteen
// of PDF, which have no Chinese: the result would be empty boxes, so fonts are
// demanded.
func (o options) toPDF(docx []byte) ([]byte, error) {
	if err := o.activatePDF(); err != nil {
		return nil, err
	}
	fonts, err := fontFiles(o.fonts)
	if err != nil {
		return nil, err
	}
	doc, err := document.Read(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	defer doc.Close()
	c := convert.ConvertToPdfWithOptions(doc, &convert.Options{
		ProcessFields:        true,
		EnableFontSubsetting: true,
		FontFiles:            fonts,
	})
	var b bytes.Buffer
	if err := c.Write(&b); err != nil {
		return nil, fmt.Errorf("write: %w", err)
	}
	return b.Bytes(), nil
}

// readyForPDF reports whether both that PDFs need is there: key and fonts.
func (o options) readyForPDF() bool {
	_, err := fontFiles(o.fonts)
	return err == nil && o.activatePDF() == nil
}

// fontFiles lists the TrueType and OpenType fonts of a folder.
func fontFiles(folder string) ([]string, error) {
	const next = "请把 GUIBEI_UNIOFFICE_FONTS 设置为存放仿宋、黑体、楷体、小标宋字体（.ttf）的目录，或者改用内置引擎（GUIBEI_DOCX_ENGINE=native）。"
	if folder == "" {
		return nil, refuse(codeNotReady, nil, "没有设置生成 PDF 用的字体。"+next)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, refuse(codeNotReady, err, "字体目录无法读取。"+next)
	}
	var out []string
	for _, e := range entries {
		if ext := strings.ToLower(filepath.Ext(e.Name())); !e.IsDir() && slices.Contains([]string{".ttf", ".otf"}, ext) {
			out = append(out, filepath.Join(folder, e.Name()))
		}
	}
	if len(out) == 0 {
		return nil, refuse(codeNotReady, nil, "字体目录里没有 .ttf 或 .otf 字体。"+next)
	}
	return out, nil
}
