import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Tag } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'

import { api, body, type Schemas } from '@/api/client'
import { Async } from '@/parts/Async'
import { FilePicker } from '@/parts/FilePicker'
import { Page, Section } from '@/parts/Page'
import { ProblemAlert } from '@/parts/ProblemAlert'

import { useWords } from './words'

const example = '{"year": 2027, "notice": "国办发明电〔2026〕…号", "off": [{"date": "2027-01-01", "name": "元旦"}], "work": []}'

/** The working calendars, and the import of another year, which is tried before it is done. */
export function CalendarsPage() {
  const words = useWords()
  const query = useQuery({ queryKey: ['calendars'], queryFn: async () => body(await api.GET('/api/v1/calendars')).calendars })
  return (
    <Page title={words('calendars')} lead={<><Link to="/admin">{words('back')}</Link> {words('calendarLead')}</>}>
      <Async query={query} rows={8}>{(all) => all.map((c) => <OneCalendar key={c.region} of={c} />)}</Async>
    </Page>
  )
}

function OneCalendar({ of }: { of: Schemas['CalendarView'] }) {
  const words = useWords()
  const [year, setYear] = useState<number>()
  const [importing, setImporting] = useState(false)
  return (
    <Section title={of.name} extra={<Button onClick={() => setImporting(!importing)} aria-expanded={importing}>{words('importYear')}</Button>}>
      {importing && <ImportYear region={of.region} />}
      <table className="gb-table">
        <thead><tr><th scope="col">{words('year')}</th><th scope="col">{words('published')}</th><th scope="col">{words('sourceOf')}</th></tr></thead>
        <tbody>
          {of.years.map((y) => (
            <tr key={y.year}>
              <th scope="row"><Button type="link" onClick={() => setYear(year === y.year ? undefined : y.year)} aria-expanded={year === y.year}>{y.year}</Button></th>
              <td><Tag color={y.published ? 'green' : 'gold'}>{words(y.published ? 'published' : 'notPublished')}</Tag></td>
              <td>{words(y.source)} {y.notice} {y.imported_by_name}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {year !== undefined && <Days region={of.region} year={year} />}
    </Section>
  )
}

function Days({ region, year }: { region: string; year: number }) {
  const words = useWords()
  const query = useQuery({ queryKey: ['calendar', region, year], queryFn: async () => body(await api.GET('/api/v1/calendars/{region}/{year}', { params: { path: { region, year } } })) })
  return (
    <Async query={query} rows={3}>{(d) => (
      <div className="gb-two">
        {(['off', 'work', 'local'] as const).map((k) => d[k].length > 0 && <section key={k}><h3>{words(k === 'work' ? 'work' : 'off')} {year}</h3><ul>{d[k].map((x) => <li key={x.date}>{x.date} {x.name}</li>)}</ul></section>)}
      </div>
    )}</Async>
  )
}

function ImportYear({ region }: { region: string }) {
  const words = useWords()
  const client = useQueryClient()
  const [year, setYear] = useState<Schemas['YearFile'] | null>(null)
  const [result, setResult] = useState<Schemas['CalendarImport'] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [wrong, setWrong] = useState(false)
  const [busy, setBusy] = useState(false)
  const send = async (y: Schemas['YearFile'], dry: boolean) => {
    setBusy(true)
    setError(null)
    try {
      setResult(body(await api.POST('/api/v1/calendars/{region}/years', { params: { path: { region }, query: { dry_run: dry } }, body: y })))
      if (!dry) await client.invalidateQueries({ queryKey: ['calendars'] })
    } catch (e) {
      setResult(null)
      setError(e)
    } finally {
      setBusy(false)
    }
  }
  const take = async (f: File) => {
    setWrong(false)
    setResult(null)
    try {
      const y = JSON.parse(await f.text()) as Schemas['YearFile']
      setYear(y)
      await send(y, true)
    } catch {
      setYear(null)
      setWrong(true)
    }
  }
  return (
    <div className="gb-card">
      <details><summary>{words('example')}</summary><code className="gb-wrap">{example}</code></details>
      <FilePicker label={words('yearFile')} kinds={['.json']} onChange={() => undefined} onFile={(f) => void take(f)} disabled={busy} />
      {wrong && <p role="alert" className="gb-refusal">{words('notJson')}</p>}
      {error !== null && <ProblemAlert error={error} focus />}
      {result && <Outcome of={result} />}
      {year && result?.valid && result.dry_run && <Button type="primary" loading={busy} onClick={() => void send(year, false)}>{words('doImport')}</Button>}
    </div>
  )
}

function Outcome({ of }: { of: Schemas['CalendarImport'] }) {
  const words = useWords()
  return (
    <div role="status">
      <Alert className="gb-note" showIcon type={of.valid ? (of.dry_run ? 'info' : 'success') : 'error'} title={of.sentence} />
      {of.problems.length > 0 && <><h3>{words('problems')}</h3><ul>{of.problems.map((p, i) => <li key={i}>{p.date} {p.message}</li>)}</ul></>}
      {of.days.length > 0 && <details open><summary>{words('changesOf')} {of.days.length}</summary><ul>{of.days.map((d) => <li key={d.date}>{d.date} {words('moveTo', { from: d.before, to: d.after })}</li>)}</ul></details>}
      {of.valid && <details open><summary>{words('moves')} {of.moved}</summary>{of.moves.length === 0 ? <p>{words('nothingMoves')}</p> : <ul>{of.moves.map((m, i) => <li key={i}>{m.title} · {m.clock_label} {words('moveTo', { from: m.from ?? '—', to: m.to ?? '—' })}</li>)}</ul>}</details>}
    </div>
  )
}
