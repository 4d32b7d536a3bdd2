import type { Schemas } from '@/api/client'
import { useCommon } from '@/words/common'
import { formatInstant } from '@/words/dates'
import { useLabel } from '@/words/enums'

export type TurnOf = Pick<Schemas['TurnView'], 'kind' | 'role' | 'organ_name' | 'opened_at'> & { label?: string; role_label?: string; assignee_name?: string }

/** Whose turn it is: what waits, for whom, since when. */
export function Turn({ of, brief }: { of: readonly TurnOf[]; brief?: boolean }) {
  const common = useCommon()
  const label = useLabel()
  if (of.length === 0) return <span className="gb-muted">—</span>
  return (
    <ul className="gb-turn">
      {of.map((t, i) => {
        const who = t.assignee_name || common('anybody', { organ: t.organ_name, role: label('role', t.role, t.role_label) })
        return (
          <li key={i}>
            <span>{label('task', t.kind, t.label)}</span>
            <span className="gb-muted"> · {who}{!brief && ` · ${common('since', { at: formatInstant(t.opened_at) })}`}</span>
          </li>
        )
      })}
    </ul>
  )
}
