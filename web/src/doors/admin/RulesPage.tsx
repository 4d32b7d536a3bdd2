import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Input, Switch, Tag } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'

import { api, body, type Schemas } from '@/api/client'
import { Async } from '@/parts/Async'
import { SeverityTag } from '@/parts/FindingList'
import { Page, Section } from '@/parts/Page'
import { ProblemAlert } from '@/parts/ProblemAlert'

import { useWords } from './words'

type Setting = Schemas['RuleSettingBody']

/** Rules on and off, the bureau's own rules, and what a change would do, before it is done. */
export function RulesPage() {
  const words = useWords()
  const book = useQuery({ queryKey: ['rules'], queryFn: async () => body(await api.GET('/api/v1/rules')), staleTime: Infinity })
  const setting = useQuery({ queryKey: ['rule-setting'], queryFn: async () => body(await api.GET('/api/v1/rules/setting')) })
  return (
    <Page title={words('rules')} lead={<><Link to="/admin">{words('back')}</Link> {words('rulesLead')}</>}>
      <Lists />
      <Async query={book} rows={12}>{(b) => <Async query={setting} rows={12}>{(s) => <Rules key={s.changed_at} book={b.rules} setting={s} />}</Async>}</Async>
    </Page>
  )
}

function Rules({ book, setting }: { book: readonly Schemas['RuleView'][]; setting: Schemas['RuleSettingView'] }) {
  const words = useWords()
  const client = useQueryClient()
  const uses = useQuery({ queryKey: ['rule-uses'], queryFn: async () => body(await api.GET('/api/v1/rules/uses')).rules })
  const [next, setNext] = useState<Setting>({ off: setting.off, own: setting.own })
  const [preview, setPreview] = useState<Schemas['RulePreview'] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const change = (s: Setting) => { setNext(s); setPreview(null) }
  const act = async (f: () => Promise<void>) => {
    setBusy(true)
    setError(null)
    try { await f() } catch (e) { setError(e) } finally { setBusy(false) }
  }
  const unsaid = next.off.some((o) => !o.reason.trim())
  const changed = next.own !== setting.own || JSON.stringify(next.off) !== JSON.stringify(setting.off)
  return (
    <>
      {error !== null && <ProblemAlert error={error} focus />}
      <Section title={words('ruleChange')}>
        <p className="gb-muted">{setting.changed_at && words('ruleChangedBy', { who: setting.changed_by_name, at: setting.changed_at.slice(0, 10) })}</p>
        <label className="gb-field">{words('ownRules')}
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 20 }} spellCheck={false} value={next.own} onChange={(e) => change({ ...next, own: e.target.value })} />
        </label>
        <p className="gb-muted">{words('ownHint')}</p>
        {setting.own_rules.length > 0 && <ul>{setting.own_rules.map((r) => <li key={r.id}>{r.id} {r.title} <SeverityTag severity={r.severity} /> {r.basis}</li>)}</ul>}
        <div className="gb-row">
          <Button disabled={!changed || unsaid} loading={busy} onClick={() => void act(async () => setPreview(body(await api.POST('/api/v1/rules/preview', { body: next }))))}>{words('rulePreview')}</Button>
          <Button type="primary" disabled={!changed || unsaid || preview === null} loading={busy} onClick={() => void act(async () => { await api.PUT('/api/v1/rules/setting', { body: next }); await client.invalidateQueries({ queryKey: ['rule-setting'] }) })}>{words('ruleSave')}</Button>
          {unsaid && <span role="alert">{words('ruleReasonNeed')}</span>}
        </div>
        {preview && <Preview of={preview} />}
      </Section>
      <Section title={words('ruleList', { n: book.length, off: next.off.length })}>
        <table className="gb-table">
          <thead><tr><th scope="col">{words('ruleId')}</th><th scope="col">{words('ruleName')}</th><th scope="col">{words('ruleUse')}</th><th scope="col">{words('ruleOn')}</th></tr></thead>
          <tbody>{book.map((r) => <Row key={r.id} of={r} use={uses.data?.find((u) => u.rule === r.id)} next={next} change={change} />)}</tbody>
        </table>
      </Section>
    </>
  )
}

function Row({ of, use, next, change }: { of: Schemas['RuleView']; use?: Schemas['RuleUse']; next: Setting; change: (s: Setting) => void }) {
  const words = useWords()
  const off = next.off.find((o) => o.rule === of.id)
  const others = next.off.filter((o) => o.rule !== of.id)
  return (
    <tr>
      <th scope="row">{of.id}</th>
      <td className="gb-wrap"><SeverityTag severity={of.severity} />{of.title} <Tag>{of.group_label}</Tag><br /><span className="gb-muted">{of.basis}</span>
        {off && <Input aria-label={`${of.id} ${words('ruleReason')}`} placeholder={words('ruleReason')} maxLength={500} value={off.reason} onChange={(e) => change({ ...next, off: [...others, { rule: of.id, reason: e.target.value }].sort((a, b) => a.rule.localeCompare(b.rule)) })} />}
      </td>
      <td>{use ? words('ruleUsed', { accepted: use.accepted, dismissed: use.dismissed }) : ''}</td>
      <td><Switch aria-label={`${of.id} ${words('ruleOn')}`} checked={!off} onChange={(on) => change({ ...next, off: on ? others : [...others, { rule: of.id, reason: '' }].sort((a, b) => a.rule.localeCompare(b.rule)) })} /></td>
    </tr>
  )
}

function Preview({ of }: { of: Schemas['RulePreview'] }) {
  const words = useWords()
  return (
    <div role="status">
      <Alert className="gb-note" showIcon type={of.flipped > 0 ? 'warning' : 'info'} title={of.sentence} />
      <ul>{of.examples.map((e) => (
        <li key={e.case} className="gb-wrap"><Link to={`/cases/${e.case}`}>{e.title}</Link> {words(`verdict_${e.before}`)} → {words(`verdict_${e.after}`)}
          {e.gone.length > 0 && <> · {words('ruleGone')} {e.gone.join('；')}</>}{e.new.length > 0 && <> · {words('ruleNew')} {e.new.join('；')}</>}
        </li>
      ))}</ul>
    </div>
  )
}

const kinds = ['makers', 'powers', 'proofs'] as const

/** The lists that drafts are checked against. */
function Lists() {
  const words = useWords()
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['lists'], queryFn: async () => body(await api.GET('/api/v1/lists')).lists })
  const [error, setError] = useState<unknown>(null)
  const take = async (kind: (typeof kinds)[number], f: File) => {
    setError(null)
    try {
      await api.POST('/api/v1/lists/{kind}', { params: { path: { kind }, query: { name: f.name } }, body: f as unknown as string, bodySerializer: (b: unknown) => b as BodyInit, headers: { 'Content-Type': 'application/octet-stream' } })
      await client.invalidateQueries({ queryKey: ['lists'] })
    } catch (e) {
      setError(e)
    }
  }
  return (
    <Section title={words('lists')}>
      {error !== null && <ProblemAlert error={error} focus />}
      <Async query={query} rows={3}>{(all) => (
        <ul className="gb-plain-list">{kinds.map((k) => {
          const l = all.find((x) => x.kind === k)
          return (
            <li key={k} className="gb-row">
              <label className="gb-field">{words(`list_${k}`)} <input type="file" accept=".csv,.xlsx" onChange={(e) => { const f = e.target.files?.[0]; if (f) void take(k, f); e.target.value = '' }} /></label>
              <span className="gb-muted">{l ? words('listIs', { n: l.rows, file: l.source, at: l.imported_at.slice(0, 10) }) : words('listNone')}</span>
            </li>
          )
        })}</ul>
      )}</Async>
    </Section>
  )
}
