package docx

// element is a name the reader of stories acts on.
type element uint8

const (
	elOther element = iota
	elParagraph
	elParagraphProps
	elRun
	elRunProps
	elText
	elTab
	elBreak
	elNoBreakHyphen
	elSymbol
	elFieldChar
	elInstruction
	elSimpleField
	elInserted
	elDeleted
	elDeletedText
	elTable
	elRow
	elRowProps
	elCell
	elCellProps
	elBox
	elControl      // w:sdt
	elControlProps // w:sdtPr
	elAltChunk
	elNote
	elComment
	elCommentMark // where the text a comment is about begins or ends
	elAlternate
	elChoice
	elFallback
	elFormula // m:t
	elMath    // m:oMath, m:oMathPara
	elImage
	elSkipped // holds no text of any view
)

// elementOf tells what the reader does with a name.
func elementOf(ns space, local []byte) element {
	switch ns {
	case nsW:
		return wordElement(local)
	case nsMC:
		switch string(local) {
		case "AlternateContent":
			return elAlternate
		case "Choice":
			return elChoice
		case "Fallback":
			return elFallback
		}
	case nsM:
		switch string(local) {
		case "t":
			return elFormula
		case "oMath", "oMathPara":
			return elMath
		}
	case nsA:
		if string(local) == "blip" {
			return elImage
		}
	case nsV:
		if string(local) == "imagedata" {
			return elImage
		}
	case nsOther, nsR, nsW14, nsPR, nsCT:
	}
	return elOther
}

// wordElement is elementOf for WordprocessingML. hyperlink, smartTag, customXml, sdtContent, rubyBase and their like
// need no case: what is inside them is read as if they were not there.
func wordElement(local []byte) element {
	switch string(local) {
	case "p":
		return elParagraph
	case "pPr":
		return elParagraphProps
	case "r":
		return elRun
	case "rPr":
		return elRunProps
	case "t":
		return elText
	case "tab", "ptab":
		return elTab
	case "br", "cr":
		return elBreak
	case "noBreakHyphen":
		return elNoBreakHyphen
	case "sym":
		return elSymbol
	case "fldChar":
		return elFieldChar
	case "instrText", "delInstrText":
		return elInstruction
	case "delText":
		return elDeletedText
	case "fldSimple":
		return elSimpleField
	case "ins", "moveTo":
		return elInserted
	case "del", "moveFrom":
		return elDeleted
	case "tbl":
		return elTable
	case "tr":
		return elRow
	case "trPr":
		return elRowProps
	case "tc":
		return elCell
	case "tcPr":
		return elCellProps
	case "txbxContent":
		return elBox
	case "sdt":
		return elControl
	case "sdtPr":
		return elControlProps
	case "altChunk":
		return elAltChunk
	case "footnote", "endnote":
		return elNote
	case "comment":
		return elComment
	case "commentRangeStart", "commentRangeEnd", "commentReference":
		return elCommentMark
	case "rt", "rubyPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "sdtEndPr", "background":
		return elSkipped
	}
	return elOther
}
