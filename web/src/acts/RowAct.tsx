import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'

import type { Schemas } from '@/api/client'
import { problemOf } from '@/api/problem'
import { type CaseRead, caseQuery } from '@/api/queries'
import { useLabel } from '@/words/enums'

import { ActDrawer } from './Acts'

/** One act on one line of a list: reads the case as it is now, and opens the form, or says why not. */
export function RowAct({ caseId, command, obligation, danger }: { caseId: string; command: string; obligation?: string; danger?: boolean }) {
  const label = useLabel()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const [open, setOpen] = useState<{ of: CaseRead; action: Schemas['ActionView'] } | null>(null)
  const begin = async () => {
    setBusy(true)
    try {
      const of = await client.query({ ...caseQuery(caseId), staleTime: 0 })
      const action = of.can.find((a) => a.command === command)
      if (action) setOpen({ of, action })
      else void message.warning(of.cannot.find((r) => r.command === command)?.why ?? label('stage', of.stage))
    } catch (e) {
      void message.error(problemOf(e).detail)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button size="small" danger={danger} loading={busy} onClick={() => void begin()}>{label('command', command)}</Button>
      {open && <ActDrawer of={open.of} action={open.action} obligation={obligation} onClose={() => setOpen(null)} />}
    </>
  )
}
