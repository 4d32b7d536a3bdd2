package docx

// Limits on what is read. The longest code in Chinese law (民法典, 1,260 articles) is a 0.2 MB file with some 3,000
// paragraphs, so each limit leaves a legitimate draft room by an order of magnitude and stops a bomb early.
const (
	maxFileSize  = 50 << 20  // bytes of the file
	maxEntries   = 10_000    // entries in the archive
	maxDirectory = 16 << 20  // bytes of the central directory: 10,000 entries with long names
	maxPart      = 128 << 20 // bytes of one part, inflated
	maxInflated  = 512 << 20 // bytes of all parts, declared; and of those read, inflated

	ratioFrom = 1 << 20 // a part smaller than this may compress as well as it likes
	maxRatio  = 200     // plain WordprocessingML compresses 10 to 40 times, deflate tops out near 1,030

	maxDepth    = 256       // elements; Word itself nests below 60
	maxAttrs    = 256       // attributes of one element
	maxAttrLen  = 1 << 20   // bytes of one attribute: VML gfxdata is long
	maxBindings = 512       // namespace declarations in scope; lookups are linear in it
	maxElements = 8_000_000 // elements of one part; 1,000 dense pages hold 0.4 million

	maxStyles     = 20_000  // Word has at most some 4,000
	maxLists      = 50_000  // list definitions, and lists
	maxParagraphs = 200_000 // in all stories together
	maxRelations  = 50_000  // in all .rels parts together
	maxNumber     = 32_767  // a list number, as in Word
)

// maxText bounds the text of one story: 32 MiB are ten million characters, a hundred times 民法典.
const maxText = 32 << 20
