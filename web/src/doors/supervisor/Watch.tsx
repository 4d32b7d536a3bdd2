import { useQuery } from '@tanstack/react-query'
import { Tabs } from 'antd'
import { Link } from 'react-router-dom'

import { api, body, type Schemas } from '@/api/client'
import { keys } from '@/api/queries'
import { Async } from '@/parts/Async'
import { Due } from '@/parts/Due'
import { Section } from '@/parts/Page'
import { Turn } from '@/parts/Turn'
import { useCommon } from '@/words/common'
import { useLabel } from '@/words/enums'

import { useWords } from './words'

/** What is overdue and what soon will be. */
export function Watch() {
  const words = useWords()
  const query = useQuery({ queryKey: [...keys.lists, 'watch'], queryFn: async () => body(await api.GET('/api/v1/watch')) })
  return (
    <Section title={words('watch')}>
      <Async query={query} rows={4}>{(w) => (
        <Tabs items={w.buckets.map((b) => ({
          key: b.bucket, label: `${b.label} ${b.count}`,
          children: b.count === 0 ? <p className="gb-muted">{words('watchNone')}</p> : (
            <>
              <WatchTable rows={b.items} caption={b.label} />
              {b.count > b.items.length && <p><Link to={`/supervise/watch/${b.bucket}`}>{words('all', { n: b.count })}</Link></p>}
            </>
          ),
        }))} />
      )}</Async>
    </Section>
  )
}

export function useDaysSaid() {
  const words = useWords()
  return (r: Schemas['WatchRow']) => {
    if (r.state === 'paused') return words('pausedFor', { n: r.days, why: r.pause_reason ?? '' })
    return r.days === 0 ? words('dueToday') : r.days > 0 ? words('daysLeft', { n: r.days }) : words('daysOver', { n: -r.days })
  }
}

export function WatchTable({ rows, caption }: { rows: readonly Schemas['WatchRow'][]; caption: string }) {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  const said = useDaysSaid()
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <div className="gb-scroll-x" role="region" aria-label={caption} tabIndex={0}>
      <table className="gb-table">
        <thead><tr><th scope="col">{common('title')}</th><th scope="col">{words('clock')}</th><th scope="col">{common('dueOn')}</th><th scope="col">{words('left')}</th><th scope="col">{common('turn')}</th></tr></thead>
        <tbody>
          {rows.map((r, i) => (
            <tr key={i}>
              <td><Link className="gb-wrap" to={`/cases/${r.case}`}>{r.title}</Link><div className="gb-muted">{r.drafting_organ_name} {r.track}</div></td>
              <td>{label('clock', r.clock, r.clock_label)}</td>
              <td><Due on={r.due_on} overdue={r.days < 0 && r.state !== 'paused'} paused={r.state === 'paused'} provisional={r.provisional} why={r.why} /></td>
              <td>{said(r)}</td>
              <td><Turn of={r.turn} brief /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
