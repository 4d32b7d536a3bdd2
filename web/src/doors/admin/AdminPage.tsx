import { useQuery } from '@tanstack/react-query'
import { Alert, Tag } from 'antd'
import { Link } from 'react-router-dom'

import { RowAct } from '@/acts/RowAct'
import { api, body, type Schemas } from '@/api/client'
import { useSession } from '@/app/session'
import { Async } from '@/parts/Async'
import { Facts, Page, Section } from '@/parts/Page'
import { formatBytes, formatInstant } from '@/words/dates'

import { useWords } from './words'

/** What an administrator may do, and how the system is. */
export function AdminPage() {
  const words = useWords()
  const session = useSession()
  const sys = session.has('sysadmin')
  const sec = session.has('secadmin')
  const audit = session.has('auditor')
  const doors = [
    { to: '/admin/people', name: words('people'), show: sec || sys || audit }, { to: '/admin/organs', name: words('organs'), show: sys || sec || audit },
    { to: '/admin/regions', name: words('regions'), show: sys || audit }, { to: '/admin/calendars', name: words('calendars'), show: sys },
    { to: '/admin/templates', name: words('templates'), show: sys }, { to: '/admin/rules', name: words('rules'), show: sys }, { to: '/laws', name: words('laws'), show: sys }, { to: '/admin/audit', name: words('audit'), show: audit },
  ]
  return (
    <Page title={words('title')} lead={words('lead')}>
      <nav className="gb-row gb-card" aria-label={words('title')}>{doors.filter((d) => d.show).map((d) => <Link key={d.to} className="gb-button" to={d.to}>{d.name}</Link>)}</nav>
      {(sys || audit) && <Health />}
    </Page>
  )
}

function Health() {
  const words = useWords()
  const query = useQuery({ queryKey: ['system'], queryFn: async () => body(await api.GET('/api/v1/system')), refetchInterval: 30_000 })
  return (
    <Section title={words('health')}>
      <Async query={query} rows={8}>{(s) => (
        <>
          <Alert className="gb-note" showIcon type={s.status === 'ready' ? 'success' : s.status === 'degraded' ? 'warning' : 'error'} title={words(s.status)} description={s.sentence} />
          <Facts facts={[
            [words('version'), s.version], [words('uptime'), formatInstant(s.started_at)],
            [words('database'), `PostgreSQL ${s.database.version} · ${words('schema')} ${s.database.schema}/${s.database.schema_wanted} · ${formatBytes(s.database.size_bytes)}`],
            [words('engine'), <>{words(s.engine.state)} {s.engine.message}</>],
            [words('pending'), `${s.pending.count}${s.pending.count > 0 ? ` · ${words('lag', { n: s.pending.lag_seconds })}` : ''}`],
            [words('storage'), <>{s.storage.files} · {formatBytes(s.storage.size_bytes)} {s.storage.free_bytes >= 0 && `· ${words('free')} ${formatBytes(s.storage.free_bytes)}`} {s.storage.low && <Tag color="red">{words('low')}</Tag>}</>],
            [words('streams'), s.streams], [words('converters'), s.converters.map((c) => c.available ? `${c.name} ${words('available')}` : c.message ?? c.name).join(' · ')],
            [words('calendarEnds'), s.calendars.map((c) => c.sentence).join(' ')],
          ]} />
          <Parked rows={s.parked} />
          {s.pending.stuck.length > 0 && <><h3>{words('stuck')}</h3><ul className="gb-plain-list">{s.pending.stuck.map((r) => <li key={r.command}><Link to={`/cases/${r.case}`}>{r.title ?? r.case}</Link> {r.label} · {words('attempts', { n: r.attempts })} {r.cause}</li>)}</ul></>}
        </>
      )}</Async>
    </Section>
  )
}

function Parked({ rows }: { rows: readonly Schemas['ParkedRow'][] }) {
  const words = useWords()
  const session = useSession()
  return (
    <>
      <h3>{words('parked')}</h3>
      {rows.length === 0 && <p className="gb-muted">{words('noneParked')}</p>}
      <ul className="gb-plain-list">
        {rows.map((r, i) => (
          <li key={i} className="gb-row">
            <Link className="gb-grow gb-wrap" to={`/cases/${r.case}`}>{r.title ?? r.case}</Link><span className="gb-wrap">{r.reason}</span><span className="gb-muted">{formatInstant(r.since)}</span>
            {session.has('sysadmin') && !r.opening && <RowAct caseId={r.case} command="retry_parked" />}
          </li>
        ))}
      </ul>
    </>
  )
}
