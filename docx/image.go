package docx

import (
	"bytes"
	"strconv"
)

// Extent is the size of something drawn in twips, 0 where the file does not say it.
type Extent struct{ Width, Height int }

// Image is a picture in the text: where it is and how large. Its bytes are not read.
type Image struct {
	Position
	Extent
}

// recordedImage is a picture while the story is read.
type recordedImage struct {
	at     spot
	extent Extent
}

// maxImages bounds the pictures of a story that are listed; all are counted in the Inventory.
const maxImages = 10_000

func (t *recorder) image(r *storyReader) {
	if len(t.images) < maxImages {
		t.images = append(t.images, recordedImage{at: t.here(r, true), extent: t.extent})
	}
}

// drawn takes the size of what is drawn: a wp:extent, or the style of a VML shape.
func (t *recorder) drawn(s *scanner) {
	switch {
	case s.ns == nsOther && string(s.local) == "extent":
		cx, _ := s.get(nsOther, "cx")
		cy, _ := s.get(nsOther, "cy")
		t.extent = Extent{fromEMU(cx), fromEMU(cy)}
	case s.ns == nsV && string(s.local) == "shape":
		style, _ := s.get(nsOther, "style")
		t.extent = Extent{}
		for rule := range bytes.SplitSeq(style[:min(len(style), 1024)], []byte(";")) {
			name, v, _ := bytes.Cut(rule, []byte(":"))
			switch string(bytes.TrimSpace(name)) {
			case "width":
				t.extent.Width = fromCSS(v)
			case "height":
				t.extent.Height = fromCSS(v)
			}
		}
	}
}

// maxExtent is the largest size that is believed, in twips: Word's pages end at 22 inches.
const maxExtent = 31_680

// fromEMU turns English metric units, 635 to a twip, into twips.
func fromEMU(v []byte) int {
	n, err := strconv.ParseInt(string(v), 10, 64)
	if err != nil || n <= 0 || n/635 > maxExtent {
		return 0
	}
	return int(n / 635)
}

// fromCSS reads a length such as 12.5pt.
func fromCSS(v []byte) int {
	v = bytes.TrimSpace(v)
	for unit, twips := range map[string]float64{"pt": 20, "in": 1440, "cm": 1440 / 2.54, "mm": 144 / 2.54, "px": 15} {
		number, ok := bytes.CutSuffix(v, []byte(unit))
		if !ok {
			continue
		}
		n, err := strconv.ParseFloat(string(bytes.TrimSpace(number)), 64)
		if err != nil || !(n > 0 && n*twips <= maxExtent) {
			return 0
		}
		return int(n * twips)
	}
	return 0
}
