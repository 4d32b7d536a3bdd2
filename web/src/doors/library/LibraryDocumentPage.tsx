import { useQuery } from '@tanstack/react-query'
import { Button, Tag } from 'antd'
import { Link, useParams } from 'react-router-dom'

import { api, body } from '@/api/client'
import { Async } from '@/parts/Async'
import { Facts, Page, Section } from '@/parts/Page'
import { useCommon } from '@/words/common'
import { useLabel } from '@/words/enums'

import { useWords } from './words'

/** One published document: its facts and its text, as the public reads them. */
export function LibraryDocumentPage() {
  const { id = '' } = useParams()
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  const query = useQuery({ queryKey: ['library', 'document', id], queryFn: async () => body(await api.GET('/api/v1/library/{case}', { params: { path: { case: id } } })) })
  const text = useQuery({ queryKey: ['library', 'text', id], queryFn: async () => body(await api.GET('/api/v1/library/{case}/text', { params: { path: { case: id } } })) })
  const d = query.data
  return (
    <Page title={d?.title ?? words('title')} lead={<><Link className="gb-noprint" to="/library">{words('back')}</Link> {d && <Tag color={d.status === 'in_force' ? 'green' : undefined}>{words(d.status)}</Tag>}</>}
      actions={<Button onClick={() => window.print()}>{common('print')}</Button>}>
      <Section title={words('facts')}>
        <Async query={query} rows={4}>{(x) => (
          <Facts facts={[
            [common('documentNo'), x.document_no], [common('unifiedNo'), x.unified_no], [common('class'), label('class', x.class)], [words('organ'), x.issuing_organ_name], [words('dated'), x.dated_on],
            [common('publishedOn'), x.published_on], [common('effectiveOn'), x.effective_on], [common('validUntil'), x.valid_until],
            [words('channel'), x.channel && (x.url && /^https?:/.test(x.url) ? <a href={x.url} rel="noreferrer">{x.channel}</a> : x.channel)],
            [words('filings'), x.filings.length > 0 && <ul className="gb-plain-list">{x.filings.map((f, i) => <li key={i}>{Object.values(f).join(' ')}</li>)}</ul>],
          ]} />
        )}</Async>
      </Section>
      <Section title={words('text')}>
        <Async query={text} rows={12}>{(t) => <div className="gb-reading" lang="zh-CN">{t.paragraphs.map((p, i) => <p key={i} className={`gb-level-${p.level}`}>{p.text}</p>)}</div>}</Async>
      </Section>
    </Page>
  )
}
