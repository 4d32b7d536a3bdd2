import type { CaseRead } from '@/api/queries'
import { Due } from '@/parts/Due'
import { Facts } from '@/parts/Page'
import { useCommon } from '@/words/common'
import { formatDate, formatInstant } from '@/words/dates'
import { useLabel } from '@/words/enums'

import { useWords } from './words'

export function CaseFacts({ of }: { of: CaseRead }) {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  return (
    <Facts facts={[
      [common('issuing'), of.issuing.name],
      [common('drafting'), of.drafting.name],
      [label('role', 'gov_office'), of.office.name],
      [label('role', 'review_lead'), of.review.name],
      [words('reviewedBy'), of.reviewer_name],
      [label('role', 'fcr_reviewer'), of.fair.name],
      [common('openedAt'), formatInstant(of.opened_at)],
      [words('meeting'), of.meeting && `${of.meeting.meeting} ${of.meeting.held_on}`],
      [words('signer'), of.signer],
      [words('dated'), of.dated_on],
      [words('number'), [of.unified_no, of.document_no].filter(Boolean).join(' · ')],
      [words('channel'), of.channel && (of.url && /^https?:/.test(of.url) ? <a href={of.url} rel="noreferrer">{of.channel}</a> : of.channel)],
      [common('publishedOn'), of.published_on],
      [common('effectiveOn'), of.effective_on],
      [common('validUntil'), of.valid_until],
      [words('unchangedText'), <code key="h" className="gb-wrap">{of.text.text_sha256.slice(0, 16)}</code>],
    ]} />
  )
}

/** Every period that ran or runs, with how its last day came about. */
export function Clocks({ of }: { of: CaseRead }) {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  if (of.clocks.length === 0) return null
  return (
    <>
      <h3 id="clocks">{words('clocks')}</h3>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <div className="gb-scroll-x" role="region" aria-labelledby="clocks" tabIndex={0}>
        <table className="gb-table">
          <thead><tr><th scope="col">{words('clocks')}</th><th scope="col">{words('started')}</th><th scope="col">{common('dueOn')}</th><th scope="col">{words('state')}</th></tr></thead>
          <tbody>
            {of.clocks.map((c, i) => (
              <tr key={i}>
                <td>{label('clock', c.kind, c.label)}</td>
                <td className="gb-nowrap">{formatDate(c.started_on)}</td>
                <td><Due on={c.due_on} overdue={c.overdue && c.state !== 'stopped'} paused={c.state === 'paused'} provisional={c.provisional} why={c.why} />
                  {c.first_due_on && c.first_due_on !== c.due_on && <span className="gb-muted"> {words('first')} {c.first_due_on}</span>}</td>
                <td>{words(c.state as 'running')} {c.stopped_on}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
