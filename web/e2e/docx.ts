import { crc32 } from 'node:zlib'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escape = (s: string) => s.replace(/[&<>]/g, (c) => escapes[c] ?? c)

const types = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
const relations = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`

/** A zip of files that are stored as they are. */
function zip(files: Record<string, string>): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const path = Buffer.from(name)
    const data = Buffer.from(text)
    // From the version that is needed to the length of the extra field; the same in both headers.
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x5b21, 8)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.length, 14)
    common.writeUInt32LE(data.length, 18)
    common.writeUInt16LE(path.length, 22)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    bodies.push(Buffer.from('PK\x03\x04'), common, path, data)
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), common, rest, path)
    offset += 30 + path.length + data.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Object.keys(files).length, 4)
  end.writeUInt16LE(Object.keys(files).length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, list, Buffer.from('PK\x05\x06'), end])
}

/** A docx of plain paragraphs, and of tables given as rows of cells. */
export function docx(blocks: (string | string[][])[]): Buffer {
  const paragraph = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${escape(text)}</w:t></w:r></w:p>`
  const table = (rows: string[][]) => `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>${(rows[0] ?? []).map(() => '<w:gridCol w:w="1000"/>').join('')}</w:tblGrid>${
    rows.map((r) => `<w:tr>${r.map((c) => `<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>${paragraph(c)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`
  return zip({
    '[Content_Types].xml': types,
    '_rels/.rels': relations,
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${
  blocks.map((b) => typeof b === 'string' ? paragraph(b) : table(b)).join('')}<w:sectPr/></w:body></w:document>`,
  })
}

const duties = ['经营者应当保持摊点整洁，按照划定的位置和时间经营', '街道办事处应当在五个工作日内予以登记，并向社会公开登记结果', '城市管理部门应当定期巡查，及时处理群众反映的问题']

/** A draft of so many articles; each has two clauses that a reviewer must look at. Seven articles fill a page or so. */
export function longDraft(articles: number): Buffer {
  const blocks = [`青山区便民摊点管理办法`]
  for (let i = 1; i <= articles; i++) {
    blocks.push(`第${chinese(i)}条\u3000${duties.join('；')}。经营者应当按照划定的范围从事经营活动，服从管理，爱护公共设施。`)
    blocks.push(`摊点经营者应当缴纳保证金${i}元。违反前款规定的，由城市管理部门处以${i * 10}元罚款，并可以暂扣其经营工具。`)
  }
  return docx(blocks)
}

function chinese(n: number): string {
  const d = '零一二三四五六七八九'
  const h = Math.floor(n / 100)
  const t = Math.floor(n / 10) % 10
  return (h ? `${d[h] ?? ''}百` : '') + (t ? `${t === 1 && !h ? '' : d[t] ?? ''}十` : h && n % 10 ? '零' : '') + (n % 10 ? d[n % 10] ?? '' : '')
}
