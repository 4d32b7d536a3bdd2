package docx

import (
	"fmt"
	"strings"
)

// maxListed bounds each list of the inventory.
const maxListed = 100

// Inventory is what a document carries besides its text, so that callers can warn of it.
type Inventory struct {
	Insertions    int // tracked insertions, accepted in the text
	Deletions     int // tracked deletions, left out of the text
	FormatChanges int // tracked changes of formatting
	Comments      int
	HiddenRunes   int  // characters formatted as hidden, left out of the text
	Images        int  // pictures, whose text is not read
	Objects       int  // embedded OLE objects and packages
	Controls      int  // ActiveX controls
	Signed        bool // carries a digital signature, which any change invalidates

	Chunks       int      // altChunk bodies
	UnreadChunks []string // those of them that were not read: RTF, missing, external
	External     []External
}

// External is a reference to something outside the file. It is never followed.
type External struct {
	Kind   string // last segment of the relationship type: hyperlink, image, attachedTemplate, oleObject
	Target string
}

// add counts what a nested document carries.
func (v *Inventory) add(o *Inventory) {
	v.Insertions += o.Insertions
	v.Deletions += o.Deletions
	v.FormatChanges += o.FormatChanges
	v.HiddenRunes += o.HiddenRunes
	v.Images += o.Images
	v.Objects += o.Objects
	v.Chunks += o.Chunks
	v.UnreadChunks = append(v.UnreadChunks, o.UnreadChunks[:min(len(o.UnreadChunks), maxListed-min(maxListed, len(v.UnreadChunks)))]...)
}

// survey lists what the relations of all parts tell: what is embedded, and what lies outside.
func (l *loader) survey() error {
	l.inv.Signed = l.pkg.signed()
	for _, e := range l.pkg.entries {
		part, ok := ownerOf(e.name)
		if !ok {
			continue
		}
		rels := l.pkg.mainRels
		if foldName(part) != foldName(l.pkg.main) {
			var err error
			if rels, err = l.pkg.relationsOf(part); err != nil {
				return err
			}
		}
		for _, r := range rels {
			l.count(r)
		}
	}
	return nil
}

// ownerOf returns the part that a .rels part belongs to.
func ownerOf(name string) (string, bool) {
	dir, base, ok := strings.Cut(name, "_rels/")
	if !ok || !strings.HasSuffix(foldName(base), ".rels") || strings.Contains(base, "/") {
		return "", false
	}
	return dir + base[:len(base)-len(".rels")], true
}

func (l *loader) count(r relation) {
	switch {
	case r.external:
		if len(l.inv.External) < maxListed {
			l.inv.External = append(l.inv.External, External{Kind: r.kind, Target: r.target})
		}
	case r.kind == "oleObject", r.kind == "package":
		l.inv.Objects++
	case r.kind == "control":
		l.inv.Controls++
	}
}

// Notes says in Chinese what a reviewer of the document should know before trusting its text, one sentence each.
func (v *Inventory) Notes() []string {
	var notes []string
	note := func(yes bool, format string, args ...any) {
		if yes {
			notes = append(notes, fmt.Sprintf(format, args...))
		}
	}
	note(v.Insertions+v.Deletions > 0, "文件带有修订痕迹（插入 %d 处、删除 %d 处），按全部接受修订后的文本审查。", v.Insertions, v.Deletions)
	note(v.FormatChanges > 0, "文件带有格式修订痕迹 %d 处。", v.FormatChanges)
	note(v.Comments > 0, "文件带有批注 %d 条，批注内容不计入正文。", v.Comments)
	note(v.HiddenRunes > 0, "文件含有隐藏文字 %d 字，未计入正文。", v.HiddenRunes)
	note(v.Images > 0, "文件含有图片 %d 处，图片中的文字未审查。", v.Images)
	note(v.Objects > 0, "文件嵌有 %d 个对象（如表格、其他文件），其内容未审查。", v.Objects)
	note(v.Controls > 0, "文件嵌有 %d 个控件。", v.Controls)
	note(len(v.UnreadChunks) > 0, "文件有 %d 段嵌入正文无法读取（%s），请另存为 .docx 后重新上传。",
		len(v.UnreadChunks), strings.Join(v.UnreadChunks, "、"))
	links := 0
	for _, e := range v.External {
		if e.Kind == "hyperlink" {
			links++
			continue
		}
		note(true, "文件引用了外部内容（%s：%s），未读取。", e.Kind, e.Target)
	}
	note(links > 0, "文件含有外部链接 %d 个。", links)
	note(v.Signed, "文件带有电子签名，任何改动都会使签名失效。")
	return notes
}
