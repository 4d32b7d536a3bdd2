import { Tag } from 'antd'

import type { Schemas } from '@/api/client'
import { useWords } from '@/doors/laws/words'

const colors = { in_force: 'green', repealed: 'red', not_yet: 'gold', unknown: 'default' } as const

/** One reference: whether the law stands, and the words of what it cites. */
export function Citation({ of }: { of: Schemas['CitationView'] }) {
  const words = useWords()
  return (
    <div className="gb-citation">
      <p className="gb-wrap">
        <strong>{of.quote}</strong> <Tag color={colors[of.status]}>{of.status_label}</Tag>
        {of.law?.repealed_on && words('repealedOn', { on: of.law.repealed_on })} {of.law?.successor && words('successor', { title: of.law.successor })}
        {of.status === 'in_force' && of.published && words('version', { on: of.published })} {of.next_from && words('nextFrom', { on: of.next_from })}
      </p>
      {of.provisions.map((p, i) => (
        <blockquote key={i} className="gb-wrap gb-lines">
          <span className="gb-muted">{p.written} {words(p.exists === 'yes' ? 'exists' : p.exists === 'no' ? 'missing' : 'undecidable')}</span>
          {p.text && <><br />{p.text}</>}
          {p.successor && <><br /><span className="gb-muted">{words('now', { law: p.successor.law, article: p.successor.article })}</span><br />{p.successor.text}</>}
        </blockquote>
      ))}
    </div>
  )
}
