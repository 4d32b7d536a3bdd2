import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'

import { eventsQuery, fileLink } from '@/api/caseQueries'
import type { Schemas } from '@/api/client'
import { Async } from '@/parts/Async'
import { Facts } from '@/parts/Page'
import { TimeLine, type TimeLineEntry } from '@/parts/TimeLine'
import { useLabel } from '@/words/enums'

import { useWords } from './words'

const grave = ['clock_overdue', 'review_voided', 'case_parked', 'return_case', 'refuse_filing', 'terminate', 'decline_submission']

/** The time line of a case. */
export function Past({ id }: { id: string }) {
  const words = useWords()
  const label = useLabel()
  const query = useQuery(eventsQuery(id))
  const [newest, setNewest] = useState(true)
  return (
    <Async query={query} rows={8} isEmpty={(l) => l.length === 0}>{(events) => {
      const entries = events.map((e) => entryOf(id, e, label))
      return (
        <>
          <div className="gb-row gb-noprint"><Button size="small" onClick={() => setNewest(!newest)}>{words(newest ? 'oldestFirst' : 'newestFirst')}</Button></div>
          <TimeLine entries={newest ? entries.reverse() : entries} />
        </>
      )
    }}</Async>
  )
}

function entryOf(id: string, e: Schemas['EventView'], label: ReturnType<typeof useLabel>): TimeLineEntry {
  return {
    key: String(e.seq), at: e.occurred_at, enteredAt: e.late ? e.recorded_at : undefined,
    who: [e.organ_name, e.actor.name || e.actor_role_label].filter(Boolean).join(' · '),
    title: label('command', e.kind, e.label), sentence: e.sentence, withheld: e.withheld, grave: grave.includes(e.kind),
    detail: (e.facts.length > 0 || e.files.length > 0) && (
      <details>
        <summary>{e.facts.length > 0 ? e.facts[0]?.label : e.files[0]?.label} …</summary>
        <Facts facts={e.facts.map((f) => [f.label, <span key="v" className="gb-wrap gb-lines">{f.value}</span>])} />
        {e.files.length > 0 && <ul>{e.files.map((f) => <li key={f.sha256}><a href={fileLink(id, f.sha256)} download>{f.label}: {f.name}</a></li>)}</ul>}
      </details>
    ),
  }
}
