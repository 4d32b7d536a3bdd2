import { Tag, Timeline } from 'antd'
import type { ReactNode } from 'react'

import { formatInstant } from '@/words/dates'
import { defineWords } from '@/words/i18n'

const useWords = defineWords('timeLine', {
  late: '补录于 {{at}}',
  withheld: '内容尚未公开',
}, {
  late: 'entered on {{at}}',
  withheld: 'not public yet',
})

export interface TimeLineEntry {
  key: string
  /** RFC 3339; when it happened. */
  at: string
  /** When it was entered, if later. */
  enteredAt?: string
  who: string
  title: string
  /** One sentence that says it all. */
  sentence?: string
  /** Draws attention: a date missed, a refusal. */
  grave?: boolean
  withheld?: boolean
  detail?: ReactNode
}

/** What happened, oldest first, as a person who is no engineer reads it. */
export function TimeLine({ entries }: { entries: readonly TimeLineEntry[] }) {
  const words = useWords()
  return (
    <Timeline
      items={entries.map((e) => ({
        key: e.key, color: e.grave ? 'red' : 'blue',
        content: (
          <article className="gb-event" aria-label={e.title}>
            <header>
              <strong>{e.title}</strong> <span className="gb-muted">{e.who} · <time dateTime={e.at}>{formatInstant(e.at)}</time></span>
              {e.enteredAt && <Tag>{words('late', { at: formatInstant(e.enteredAt) })}</Tag>}
              {e.withheld && <Tag>{words('withheld')}</Tag>}
            </header>
            {e.sentence && <p className="gb-wrap">{e.sentence}</p>}
            {e.detail}
          </article>
        ),
      }))}
    />
  )
}
