package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// unioffice reads a whole package into memory, and what it does not know it
// drops. These bounds stand before it; a letter's template is far below them.
const (
	maxEntries  = 2_000
	maxInflated = 256 << 20
	maxDepth    = 256
)

// pkg is a docx whose entries have been counted and weighed.
type pkg struct{ zip *zip.Reader }

// openPackage refuses what unioffice must not see.
func openPackage(b []byte) (pkg, error) {
	const next = "请在 Word 或 WPS 中打开模板，另存为 .docx 后重试。"
	if len(b) > maxDocument {
		return pkg{}, refuse(codeInvalid, nil, "文件超过 50 MB。请压缩或删减图片后重试。")
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return pkg{}, refuse(codeInvalid, err, "这不是 .docx 文件，或者文件已损坏。"+next)
	}
	if len(z.File) > maxEntries {
		return pkg{}, refuse(codeInvalid, nil, fmt.Sprintf("文件里有 %d 个部件，最多 %d 个。", len(z.File), maxEntries)+next)
	}
	var sum uint64
	seen := map[string]bool{}
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		// archive/zip ends an entry that is longer than it says.
		if sum += min(f.UncompressedSize64, maxInflated+1); sum > maxInflated {
			return pkg{}, refuse(codeInvalid, nil, "文件展开后超过 256 MB。请压缩或删减图片后重试。")
		}
		if seen[name] || strings.Contains(name, `\`) || path.IsAbs(name) || slices.Contains(strings.Split(name, "/"), "..") {
			return pkg{}, refuse(codeInvalid, nil, fmt.Sprintf("文件里的部件名 %q 不安全或重复。", f.Name)+next)
		}
		seen[name] = true
	}
	if !seen["[content_types].xml"] {
		return pkg{}, refuse(codeInvalid, nil, "这不是 .docx 文件：缺少 [Content_Types].xml。"+next)
	}
	p := pkg{z}
	return p, p.refuseOriginal(seen)
}

// refuseOriginal refuses a document that people are working on: unioffice
// drops revisions when it saves, and a signature would be broken. What is
// submitted for review is never given to this program; this is the second lock.
func (p pkg) refuseOriginal(names map[string]bool) error {
	const next = "unioffice 只用于模板和新生成的文件。请接受或拒绝全部修订、删除批注和签名后重试，或者改用内置引擎。"
	for name := range names {
		if strings.HasPrefix(name, "_xmlsignatures/") || strings.HasSuffix(name, "/vbaproject.bin") {
			return refuse(codeInvalid, nil, "文件带有数字签名或宏。"+next)
		}
	}
	return p.eachPart(func(name string, d *xml.Decoder) error {
		return eachElement(d, func(e xml.StartElement) error {
			switch e.Name.Local {
			case "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "comment":
				if wordNamespace(e.Name.Space) {
					return refuse(codeInvalid, nil, "文件带有修订或批注。"+next)
				}
			}
			return nil
		}, name)
	})
}

// wordNamespace reports whether uri is WordprocessingML, transitional or strict.
func wordNamespace(uri string) bool {
	return strings.HasSuffix(uri, "/wordprocessingml/2006/main") || strings.HasSuffix(uri, "/ooxml/wordprocessingml/main")
}

// eachPart calls f with each XML part of the document proper.
func (p pkg) eachPart(f func(name string, d *xml.Decoder) error) error {
	for _, e := range p.zip.File {
		if !strings.HasSuffix(strings.ToLower(e.Name), ".xml") || e.Name == "[Content_Types].xml" {
			continue
		}
		r, err := e.Open()
		if err == nil {
			err = errors.Join(f(e.Name, xml.NewDecoder(r)), r.Close())
		}
		if err != nil {
			return brokenPart(e.Name, err)
		}
	}
	return nil
}

// brokenPart lets a refusal pass and makes one of everything else.
func brokenPart(name string, err error) error {
	if r, ok := errors.AsType[*refusal](err); ok {
		return r
	}
	return refuse(codeInvalid, err, fmt.Sprintf("文件已损坏，其中的 %s 无法读取。请在 Word 或 WPS 中打开，另存为 .docx 后重试。", name))
}

// eachElement calls f with each start of an element.
func eachElement(d *xml.Decoder, f func(xml.StartElement) error, name string) error {
	for depth := 0; ; {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return fmt.Errorf("%s: more than %d elements inside each other", name, maxDepth)
			}
			if err := f(t); err != nil {
				return err
			}
		case xml.EndElement:
			depth--
		}
	}
}

// paragraphs returns the text of every paragraph in every part: body, headers,
// footers, notes, text boxes.
func (p pkg) paragraphs() ([]string, error) {
	var out []string
	err := p.eachPart(func(_ string, d *xml.Decoder) error {
		var (
			open []*strings.Builder // paragraphs inside each other, by text boxes
			text bool
		)
		for {
			t, err := d.Token()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			switch t := t.(type) {
			case xml.StartElement:
				text = t.Name.Local == "t" && wordNamespace(t.Name.Space)
				if t.Name.Local == "p" && wordNamespace(t.Name.Space) {
					open = append(open, new(strings.Builder))
				}
			case xml.CharData:
				if text && len(open) > 0 {
					b := open[len(open)-1]
					b.Write(t)
				}
			case xml.EndElement:
				text = false
				if t.Name.Local == "p" && wordNamespace(t.Name.Space) && len(open) > 0 {
					out = append(out, open[len(open)-1].String())
					open = open[:len(open)-1]
				}
			}
		}
	})
	return out, err
}
