import { Button, Drawer } from 'antd'
import { Suspense, useState } from 'react'
import { Link } from 'react-router-dom'

import type { Schemas } from '@/api/client'
import type { CaseRead } from '@/api/queries'
import { useCommon } from '@/words/common'
import { useLabel } from '@/words/enums'

import { acts } from './registry'

type Action = Schemas['ActionView']

const grave = ['withdraw', 'terminate', 'return_case', 'decline_submission', 'refuse_filing']

/** Opens the form of an act over the page. */
export function ActDrawer({ of, action, obligation, onClose }: { of: CaseRead; action: Action | null; obligation?: string; onClose: () => void }) {
  const common = useCommon()
  const label = useLabel()
  const way = action && acts[action.command]
  const Form = way && 'form' in way ? way.form : null
  return (
    <Drawer open={action !== null} onClose={onClose} size={640} title={action ? label('command', action.command, action.label) : ''} destroyOnHidden
      closable={{ 'aria-label': common('close') }}>
      {action && Form && (
        <Suspense fallback={<p role="status">{common('loading')}</p>}>
          <Form of={of} action={action} obligation={obligation} onDone={onClose} onCancel={onClose} />
        </Suspense>
      )}
    </Drawer>
  )
}

/** What the person may do with the case now; with an obligation, with that filing of it. */
export function Acts({ of, only, obligation }: { of: CaseRead; only?: readonly string[]; obligation?: string }) {
  const label = useLabel()
  const [action, setAction] = useState<Action | null>(null)
  const offered = of.can.filter((a) => acts[a.command] && (!only || only.includes(a.command)) && (!obligation || !a.obligations || a.obligations.includes(obligation)))
  return (
    <>
      {offered.map((a) => {
        const way = acts[a.command]
        const name = label('command', a.command, a.label)
        const look = grave.includes(a.command) ? { danger: true } : { type: 'primary' as const }
        return way && 'page' in way
          ? <Link key={a.command} to={way.page(of.id)}><Button {...look} tabIndex={-1}>{name}</Button></Link>
          : <Button key={a.command} {...look} onClick={() => setAction(a)}>{name}</Button>
      })}
      <ActDrawer of={of} action={action} obligation={obligation} onClose={() => setAction(null)} />
    </>
  )
}
