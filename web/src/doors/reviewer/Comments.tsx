import { Button } from 'antd'
import { memo } from 'react'

import { Nothing } from '@/parts/Async'
import { scrollToPlace } from '@/parts/DocumentView'
import { useCommon } from '@/words/common'

import type { Change, Comment } from './opinion'
import { Missed } from './Missed'
import { useWords } from './words'

/** The reviewer's notes at places of the text. */
export const Comments = memo(function Comments({ caseId, comments, act, onAdd }: { caseId: string; comments: readonly Comment[]; act: (c: Change) => void; onAdd: () => void }) {
  const words = useWords()
  const common = useCommon()
  return (
    <>
      <Button onMouseDown={(e) => e.preventDefault()} onClick={onAdd}>{words('addComment')}</Button>
      {comments.length === 0 && <Nothing>{words('noComments')}</Nothing>}
      <ol className="gb-items">
        {comments.map((c) => (
          <li key={c.id}>
            <button type="button" className="gb-finding-head" onClick={() => scrollToPlace({ paragraph: c.paragraph })}><span className="gb-muted">{c.article} “{(c.quote ?? '').slice(0, 60)}”</span></button>
            <p className="gb-wrap gb-lines">{c.text}</p>
            <Button size="small" type="text" onClick={() => act({ do: 'removeComment', id: c.id })}>{common('remove')}</Button>
            {(c.quote ?? '').length >= 4 && <Missed caseId={caseId} quote={c.quote ?? ''} note={c.text} />}
          </li>
        ))}
      </ol>
    </>
  )
})
