// Package examples holds Word documents to try the product with: drafts of
// normative documents, clean and with planted defects, and the papers that go
// with them. README.md lists them; gen/ writes them.
package examples

import (
	"embed"

	"guibei"
)

// Files are the documents by the names of README.md, e.g. "stalls-planted.docx"
// and "materials/stalls-legal-basis.docx".
//
//go:embed *.docx materials/*.docx
var Files embed.FS

var materials = map[guibei.MaterialKind]string{
	guibei.DraftingExplanation: "materials/stalls-drafting-explanation.docx",
	guibei.LegalBasis:          "materials/stalls-legal-basis.docx",
	guibei.AdoptionRecord:      "materials/stalls-adoption-record.docx",
	guibei.UnitOpinion:         "materials/stalls-unit-opinion.docx",
	guibei.FairCompetitionDoc:  "materials/stalls-fcr-conclusion.docx",
	guibei.MeetingMinutes:      "materials/stalls-meeting-minutes.docx",
	guibei.LegalityOpinionDoc:  "materials/stalls-legality-opinion.docx",
	guibei.FilingReport:        "materials/stalls-filing-report.docx",
	guibei.OfficialText:        "stalls-revised.docx",
	guibei.PublicationProof:    "materials/stalls-publication-proof.docx",
}

// Material returns the name in [Files] of the material of this kind that goes
// with the drafts about stalls; "" for [guibei.OtherMaterial], of which there
// is none.
func Material(k guibei.MaterialKind) string { return materials[k] }
