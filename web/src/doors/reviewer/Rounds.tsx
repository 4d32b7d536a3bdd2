import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { memo } from 'react'

import { revisionQuery } from '@/api/caseQueries'
import type { CaseRead } from '@/api/queries'
import { OneOpinion } from '@/doors/case/Opinions'
import { Async, Nothing } from '@/parts/Async'
import { Spans } from '@/parts/Spans'
import { useCommon } from '@/words/common'
import { useLabel } from '@/words/enums'

import { useWords } from './words'

/** Earlier rounds: what was asked, what was answered, and whether the text changed there. */
export const Rounds = memo(function Rounds({ of }: { of: CaseRead }) {
  const common = useCommon()
  const issued = of.opinions.filter((o) => o.issued)
  if (issued.length === 0) return <Nothing>{common('none')}</Nothing>
  return (
    <>
      {of.versions.length > 1 && of.dispositions.length > 0 && <Answered id={of.id} />}
      {[...issued].reverse().map((o) => <OneOpinion key={o.round} opinion={o} answers={o === issued[issued.length - 1] ? of.dispositions : []} />)}
    </>
  )
})

function Answered({ id }: { id: string }) {
  const words = useWords()
  const label = useLabel()
  const query = useQuery({ ...revisionQuery(id), retry: false })
  return (
    <section>
      <h3>{words('answersOf')}</h3>
      <Async query={query} rows={3}>{(r) => (
        <>
          <p>{r.summary.sentence}</p>
          <ol className="gb-items">
            {r.items.map((i) => (
              <li key={i.item.id}>
                <strong className="gb-wrap">{i.item.test}</strong> {i.disposition && <Tag>{label('answer', i.disposition.answer)}</Tag>} {i.doubtful && <Tag color="red">{i.note}</Tag>}
                {i.disposition?.reason && <p className="gb-wrap">{i.disposition.reason}</p>}
                {!i.doubtful && <p className="gb-muted">{i.note}</p>}
                {i.spans.length > 0 && <p><Spans of={i.spans} /></p>}
              </li>
            ))}
          </ol>
          {r.elsewhere.length > 0 && <p>{r.elsewhere_sentence}</p>}
        </>
      )}</Async>
    </section>
  )
}
