import { memo } from 'react'

import type { Schemas } from '@/api/client'

import { scrollToPlace } from './DocumentView'

/** The structure of a document: chapters and articles, each leads to its place. */
export const Outline = memo(function Outline({ entries }: { entries: readonly Schemas['OutlineEntry'][] }) {
  return (
    <ol className="gb-outline">
      {entries.map((e) => (
        <li key={e.id} className={`gb-outline-${Math.min(e.level, 4)}`}>
          <button type="button" onClick={() => scrollToPlace({ paragraph: e.id })}>{e.label} {e.title}</button>
        </li>
      ))}
    </ol>
  )
})
