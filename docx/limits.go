package docx

import "strconv"

// Limits on what is read. The longest code in Chinese law (民法典, 1,260 articles) is a 0.2 MB file with some 3,000
// paragraphs, so each limit leaves a legitimate draft room by an order of magnitude and stops a bomb early. Each stands
// once more in the table below, with what a person is told who runs into it.
const (
	maxFileSize  = 50 << 20  // bytes of the file
	maxEntries   = 10_000    // entries in the archive
	maxDirectory = 16 << 20  // bytes of the central directory: 10,000 entries with long names
	maxPart      = 128 << 20 // bytes of one part, inflated
	maxSmallPart = 32 << 20  // bytes of content types, relations, styles or lists, of which much is kept
	maxRecoded   = 32 << 20  // bytes of a part in another encoding than UTF-8, which is held twice while it is decoded
	maxInflated  = 512 << 20 // bytes of all parts, declared: pictures for the most part, which are not read
	maxRead      = 256 << 20 // bytes of all parts that are read, of a docx inside a docx too

	ratioFrom = 1 << 20 // a part smaller than this may compress as well as it likes
	maxRatio  = 200     // plain WordprocessingML compresses 10 to 40 times, deflate tops out near 1,030

	maxDepth    = 256       // elements; Word itself nests below 60
	maxAttrs    = 256       // attributes of one element
	maxAttrLen  = 1 << 20   // bytes of one attribute: VML gfxdata is long
	maxBindings = 512       // namespace declarations in scope; Word writes about 30
	maxElements = 8_000_000 // elements of one part; 1,000 dense pages hold 0.4 million

	maxParagraphs = 200_000   // in all stories together
	maxLines      = 300_000   // paragraphs and line breaks of the body together
	maxText       = 32 << 20  // bytes of one story: ten million characters, a hundred times 民法典
	maxIDs        = 32 << 20  // bytes of all structural ids of one story; deep tables make them long
	maxChunks     = 1_000     // altChunk bodies; each is a part that is inflated and read
	maxChunkBytes = 64 << 20  // bytes of all altChunk bodies: a web archive holds its pictures as text
	maxHTML       = 16 << 20  // bytes of the HTML of one altChunk, which is held several times while it is decoded
	maxMIMEHeader = 64 << 10  // bytes of the header of a web archive
	maxRelations  = 50_000    // in all .rels parts together
	maxStyles     = 50_000    // Word's own files stay below 4,100
	maxLists      = 50_000    // list definitions and lists together; Word numbers lists up to 32,767
	maxFormats    = 1 << 16   // distinct property elements, and formats; a thousand pages of Word have hundreds
	maxCells      = 400_000   // table cells of one story; twice as many as paragraphs
	maxComments   = 50_000    // each is kept with what it is about
	maxPieces     = 1_000_000 // stretches of text, and runs, of a body that is written to; 1,000 pages split every ten characters hold 50,000
	maxLevelText  = 1_024     // bytes of the pattern of one list level; Word stops at 255 characters

	maxNumber = 32_767 // a list number, as in Word; counting stops there
)

// Code names one cause of refusal: a row of the table of guards. The values are stable: they are stored and counted.
type Code string

// guard is a row number of the table of guards.
type guard uint8

// The causes a file is refused for, in the order in which a file meets them.
const (
	guardEmptyFile guard = iota
	guardFileSize
	guardPDF
	guardRTF
	guardWebPage
	guardUnknownFormat
	guardEncrypted
	guardOldWord
	guardOldOffice
	guardDirectory
	guardTwoDirectories
	guardEntries
	guardDirectorySize
	guardEntryPassword
	guardEntryName
	guardTwinNames
	guardRatio
	guardInflated
	guardOverlap
	guardTwoNames
	guardHiddenEntry
	guardNoTypes
	guardTwoTypes
	guardMacro
	guardExternalMain
	guardNoMain
	guardTwoMains
	guardExcel
	guardPowerPoint
	guardNotWord
	guardRelations
	guardTwinRelations
	guardPartSize
	guardRead
	guardSmallPart
	guardRecoded
	guardDoctype
	guardDepth
	guardAttributes
	guardAttributeLen
	guardBindings
	guardElements
	guardStyles
	guardLists
	guardLevelText
	guardComments
	guardPieces
	guardParagraphs
	guardText
	guardLines
	guardIDs
	guardFormats
	guardCells
	guardChunks
	guardChunkBytes
	guardHTML
	guardMIMEHeader
	guardPart
	guardNoText
	guardForeign
	guardFilled
)

// unit is what a limit counts, as it is written behind the number.
type unit string

const (
	none    unit = ""
	mebi    unit = " MB"
	kibi    unit = " KB"
	bytes1  unit = " 字节"
	pieces  unit = " 个"
	times   unit = " 倍"
	levels  unit = " 层"
	lines1  unit = " 行"
	sectors unit = " 段"
)

// cause is one row of the table: what a file is refused for.
type cause struct {
	code   Code
	reason Reason
	max    int // 0 when the cause is no limit
	unit   unit
	// wrong says in Chinese what is wrong; {max} is the limit with its unit, {part} the part it was found in.
	wrong string
	// next says in Chinese what to do.
	next string
}

// guards is the table of everything a file is refused for. docs/docx-refusals.md is made from it.
var guards = [...]cause{
	guardEmptyFile:      {"empty_file", Empty, 0, none, "文件是空的（0 字节）。", nextOrigin},
	guardFileSize:       {"file_size", TooLarge, maxFileSize, mebi, "文件超过上限 {max}。", nextSplit},
	guardPDF:            {"pdf", NotDocx, 0, none, "这是 PDF 文件，不是 .docx。", nextText},
	guardRTF:            {"rtf", NotDocx, 0, none, "这是 RTF 文件，不是 .docx。", nextSaveAs},
	guardWebPage:        {"web_page", NotDocx, 0, none, "这是网页或 XML 文件，不是 .docx。", nextSaveAs},
	guardUnknownFormat:  {"unknown_format", NotDocx, 0, none, "这不是 .docx 文件。", nextSaveAs},
	guardEncrypted:      {"encrypted", Encrypted, 0, none, "这是加密文档（设有打开密码或权限保护），", nextUnlock},
	guardOldWord:        {"old_word", LegacyDoc, 0, none, "这是旧版 .doc（或 .wps）文档。", nextSaveAs},
	guardOldOffice:      {"old_office", LegacyDoc, 0, none, "这是加密文档或旧版 .doc。", nextSaveAs},
	guardDirectory:      {"directory", Broken, 0, none, "文件已损坏，其中的压缩目录无法读取。", nextSaveAs},
	guardTwoDirectories: {"two_directories", Ambiguous, 0, none, "文件内部有互相矛盾的压缩目录，不同软件会读出不同内容。", nextSaveAs},
	guardEntries:        {"entries", TooLarge, maxEntries, pieces, "文件内部的部件超过上限 {max}。", nextOrigin},
	guardDirectorySize:  {"directory_size", Bomb, maxDirectory, mebi, "文件的压缩目录异常庞大，超过上限 {max}。", nextOrigin},
	guardEntryPassword:  {"entry_password", Encrypted, 0, none, "文件内部的部件设有压缩密码，", nextUnlock},
	guardEntryName:      {"entry_name", Unsafe, 0, none, "文件内部有不合规的部件名 {part}。", nextSaveAs},
	guardTwinNames:      {"twin_names", Ambiguous, 0, none, "文件内部有重名部件 {part}，不同软件会读出不同内容。", nextSaveAs},
	guardRatio:          {"ratio", Bomb, maxRatio, times, "文件内部的 {part} 压缩比超过上限 {max}，疑似压缩炸弹。", nextOrigin},
	guardInflated:       {"inflated", Bomb, maxInflated, mebi, "文件解压后超过上限 {max}，疑似压缩炸弹。", nextOrigin},
	guardOverlap:        {"overlap", Bomb, 0, none, "文件内部的部件互相重叠，疑似压缩炸弹。", nextOrigin},
	guardTwoNames:       {"two_names", Ambiguous, 0, none, "文件内部的 {part} 前后记载不一致，不同软件会读出不同内容。", nextSaveAs},
	guardHiddenEntry:    {"hidden_entry", Ambiguous, 0, none, "文件内部藏有目录之外的部件，不同软件会读出不同内容。", nextSaveAs},
	guardNoTypes:        {"no_types", NotDocx, 0, none, "这是普通压缩包（或 OFD 等其他格式），不是 .docx。", nextSaveAs},
	guardTwoTypes:       {"two_types", Ambiguous, 0, none, "文件内部的 {part} 登记了两种类型，不同软件会读出不同内容。", nextSaveAs},
	guardMacro:          {"macro", Macro, 0, none, "文件含有宏，", nextNoMacro},
	guardExternalMain:   {"external_main", Unsafe, 0, none, "文件的正文指向外部地址。", nextSaveAs},
	guardNoMain:         {"no_main", NotDocx, 0, none, "文件里没有 Word 正文，不是 .docx。", nextSaveAs},
	guardTwoMains:       {"two_mains", Ambiguous, 0, none, "文件里有多份正文，不同软件会读出不同内容。", nextSaveAs},
	guardExcel:          {"excel", NotDocx, 0, none, "这是 Excel 表格，不是 Word 文档。", nextSaveAs},
	guardPowerPoint:     {"powerpoint", NotDocx, 0, none, "这是 PowerPoint 演示文稿，不是 Word 文档。", nextSaveAs},
	guardNotWord:        {"not_word", NotDocx, 0, none, "文件的正文不是 Word 格式。", nextSaveAs},
	guardRelations:      {"relations", TooLarge, maxRelations, pieces, "文件内部的关联超过上限 {max}。", nextOrigin},
	guardTwinRelations:  {"twin_relations", Ambiguous, 0, none, "文件内部的 {part} 有重号的关联，不同软件会读出不同内容。", nextSaveAs},
	guardPartSize:       {"part_size", TooLarge, maxPart, mebi, "文件内部的 {part} 解压后超过上限 {max}。", nextDivide},
	guardRead:           {"read", Bomb, maxRead, mebi, "文件要读取的内容解压后超过上限 {max}，疑似压缩炸弹。", nextRewrite},
	guardSmallPart:      {"small_part", TooLarge, maxSmallPart, mebi, "文件内部的 {part}（类型、关联、样式或编号）超过上限 {max}。", nextRewrite},
	guardRecoded:        {"recoded", TooLarge, maxRecoded, mebi, "文件内部的 {part} 不是 UTF-8 编码，且超过上限 {max}。", nextSaveAs},
	guardDoctype:        {"doctype", Unsafe, 0, none, "文件内部的 {part} 含有 DTD 声明。", nextSaveAs},
	guardDepth:          {"depth", Bomb, maxDepth, levels, "文件内部的 {part} 嵌套超过上限 {max}。", nextRewrite},
	guardAttributes:     {"attributes", Bomb, maxAttrs, pieces, "文件内部的 {part} 有元素的属性超过上限 {max}。", nextOrigin},
	guardAttributeLen:   {"attribute_length", Bomb, maxAttrLen, mebi, "文件内部的 {part} 有属性值的长度超过上限 {max}。", nextOrigin},
	guardBindings:       {"bindings", Bomb, maxBindings, pieces, "文件内部的 {part} 同时声明的命名空间超过上限 {max}。", nextOrigin},
	guardElements:       {"elements", Bomb, maxElements, pieces, "文件内部的 {part} 的元素超过上限 {max}。", nextRewrite},
	guardStyles:         {"styles", TooLarge, maxStyles, pieces, "文件的样式超过上限 {max}。", nextRewrite},
	guardLists:          {"lists", TooLarge, maxLists, pieces, "文件的编号定义超过上限 {max}。", nextRewrite},
	guardLevelText:      {"level_text", Bomb, maxLevelText, bytes1, "文件的编号格式过长，超过上限 {max}。", nextRewrite},
	guardComments:       {"comments", TooLarge, maxComments, pieces, "文件的批注超过上限 {max}。", nextRewrite},
	guardPieces:         {"pieces", TooLarge, maxPieces, pieces, "文件的文字被分成的片段超过上限 {max}。", nextRewrite},
	guardParagraphs:     {"paragraphs", TooLarge, maxParagraphs, sectors, "文件的段落超过上限 {max}。", nextDivide},
	guardText:           {"text", TooLarge, maxText, mebi, "文件的文字超过上限 {max}。", nextDivide},
	guardLines:          {"lines", TooLarge, maxLines, lines1, "文件的段落和换行合计超过上限 {max}。", nextDivide},
	guardIDs:            {"nested_tables", Bomb, maxIDs, mebi, "文件的表格嵌套过深过多，位置编码超过上限 {max}。", nextRewrite},
	guardFormats:        {"formats", TooLarge, maxFormats, pieces, "文件的格式种类超过上限 {max}。", nextRewrite},
	guardCells:          {"cells", TooLarge, maxCells, pieces, "文件的表格单元格超过上限 {max}。", nextDivide},
	guardChunks:         {"chunks", Bomb, maxChunks, pieces, "文件嵌入的正文块超过上限 {max}。", nextRewrite},
	guardChunkBytes:     {"chunk_bytes", TooLarge, maxChunkBytes, mebi, "文件嵌入的正文块合计超过上限 {max}。", nextDivide},
	guardHTML:           {"html", TooLarge, maxHTML, mebi, "文件嵌入的网页正文 {part} 超过上限 {max}。", nextDivide},
	guardMIMEHeader:     {"mime_header", Bomb, maxMIMEHeader, kibi, "文件嵌入的网页正文 {part} 的文件头超过上限 {max}。", nextOrigin},
	guardPart:           {"part", Broken, 0, none, "文件已损坏，其中的 {part} 无法读取。", nextSaveAs},
	guardNoText:         {"no_text", Empty, 0, none, "文件里没有可审查的文字。", nextText},
	guardForeign:        {"foreign", Foreign, 0, none, "文件的正文是嵌入的网页（altChunk），不能加批注或者生成修订稿。", nextSaveAs},
	guardFilled:         {"filled", TooLarge, maxPart, mebi, "填写后的文书超过上限 {max}。", "请减少清单的项数后重试。"},
}

// limit writes the limit of a row with its unit, "" when it has none.
func (c *cause) limit() string {
	switch c.unit {
	case none:
		return ""
	case mebi:
		return strconv.Itoa(c.max>>20) + string(mebi)
	case kibi:
		return strconv.Itoa(c.max>>10) + string(kibi)
	case bytes1, pieces, times, levels, lines1, sectors:
	}
	return strconv.Itoa(c.max) + string(c.unit)
}
