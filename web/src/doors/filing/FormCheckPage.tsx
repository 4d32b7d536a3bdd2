import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { Link, useParams } from 'react-router-dom'

import { Acts } from '@/acts/Acts'
import { fileLink, viewQuery } from '@/api/caseQueries'
import { type CaseRead, caseQuery } from '@/api/queries'
import { useLiveCase } from '@/api/stream'
import { Async } from '@/parts/Async'
import { DocumentView } from '@/parts/DocumentView'
import { Due } from '@/parts/Due'
import { Facts, Page, Section } from '@/parts/Page'
import { useCommon } from '@/words/common'
import { formatInstant } from '@/words/dates'
import { useLabel } from '@/words/enums'

import { useWords } from './words'

/** The form check of one filing: what was sent, beside the text. */
export function FormCheckPage() {
  const { id = '', obligation = '' } = useParams()
  const words = useWords()
  useLiveCase(id)
  const query = useQuery(caseQuery(id))
  return (
    <Page title={query.data?.title ?? words('check')} lead={<Link to="/filing">{words('back')}</Link>}>
      <Async query={query} rows={8}>{(of) => <FormCheck of={of} obligation={obligation} />}</Async>
    </Page>
  )
}

function FormCheck({ of, obligation }: { of: CaseRead; obligation: string }) {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  const o = of.obligations.find((x) => x.id === obligation)
  const view = useQuery(viewQuery(of.id, of.text.n))
  const clock = of.clocks.find((c) => c.obligation === obligation && c.state !== 'stopped')
  if (!o) return <p>{common('noData')}</p>
  return (
    <div className="gb-bench">
      <div className="gb-bench-side">
        <Section title={words('acts')}>
          <p>{label('filing', o.status, o.status_label)} {clock && <Due on={clock.due_on} overdue={clock.overdue} paused={clock.state === 'paused'} why={clock.why} />}</p>
          <div className="gb-row"><Acts of={of} obligation={o.id} only={['register_filing', 'request_filing_supplement', 'refuse_filing']} /></div>
        </Section>
        <Section title={words('materials')}>
          <ul className="gb-plain-list">
            {o.needs.map((n) => {
              const sent = o.materials?.filter((m) => m.kind === n.kind) ?? []
              return (
                <li key={n.kind}>
                  <Tag color={n.have ? 'green' : n.required ? 'red' : undefined}>{words(n.have ? 'has' : 'hasNot')}</Tag>{n.label} {n.required && <span className="gb-muted">{words('required')}</span>}
                  {sent.map((m) => <div key={m.file.sha256}><a href={fileLink(of.id, m.file.sha256)} download>{m.file.name}</a></div>)}
                </li>
              )
            })}
          </ul>
        </Section>
        <Section title={words('facts')}>
          <Facts facts={[
            [common('issuing'), of.issuing.name], [common('documentNo'), of.document_no], [common('unifiedNo'), of.unified_no], [common('publishedOn'), of.published_on],
            [common('effectiveOn'), of.effective_on], [common('validUntil'), of.valid_until], [label('task', 'file'), o.submitted_at && formatInstant(o.submitted_at)],
            [label('material', 'publication_proof'), of.url],
          ]} />
        </Section>
      </div>
      <div className="gb-bench-main"><Async query={view} rows={10}>{(v) => <DocumentView html={v.html} css={v.css} label={words('text')} />}</Async></div>
    </div>
  )
}
