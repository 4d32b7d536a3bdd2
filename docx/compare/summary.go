package compare

import (
	"fmt"
	"strings"
)

// summarize counts the changes and says it in one sentence.
func (r *Result) summarize() {
	s := &r.Summary
	for i := range r.Changes {
		c := &r.Changes[i]
		switch c.Kind {
		case Unchanged:
			s.Unchanged++
		case Modified:
			s.Modified++
		case Inserted:
			s.Inserted++
		case Deleted:
			s.Deleted++
		case Moved:
			s.Moved++
		case MovedModified:
			s.Moved++
			s.Modified++
		case Split:
			s.Split++
		case Merged:
			s.Merged++
		}
		if c.Renumbered {
			s.Renumbered++
		}
		switch {
		case c.Effect.Substantive:
			s.Substantive++
		case c.Kind != Unchanged || c.Renumbered:
			s.Mechanical++
		}
	}
	for i := range r.References {
		if r.References[i].Status.wrong() {
			s.StaleReferences++
		}
	}
	s.Sentence = s.sentence()
}

// wrong reports whether somebody has to look at a reference.
func (s ReferenceStatus) wrong() bool { return s == Stale || s == Dangling }

func (s *Summary) sentence() string {
	var parts []string
	for _, p := range []struct {
		n    int
		name string
	}{
		{s.Modified, "修改"}, {s.Inserted, "新增"}, {s.Deleted, "删除"}, {s.Moved, "移动"}, {s.Split, "拆分"}, {s.Merged, "合并"},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%s%d处", p.name, p.n))
		}
	}
	if len(parts) == 0 && s.Renumbered == 0 {
		return "两个文本内容一致。"
	}
	if s.Renumbered > 0 {
		parts = append(parts, fmt.Sprintf("序号调整%d处", s.Renumbered))
	}
	text := strings.Join(parts, "、") + fmt.Sprintf("；其中有法律效果的变化%d处，技术性变化%d处", s.Substantive, s.Mechanical)
	if s.StaleReferences > 0 {
		text += fmt.Sprintf("；另有%d处内部引用所指不符，请核对", s.StaleReferences)
	}
	return text + "。"
}
