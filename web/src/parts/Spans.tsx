import type { Schemas } from '@/api/client'

/** Text of two versions in one: what is only in the old one struck, what is only in the new one underlined. */
export function Spans({ of }: { of: readonly Schemas['ComparisonSpan'][] }) {
  return (
    <span className="gb-spans gb-lines">
      {of.map((s, i) => s.op === 'delete' ? <del key={i}>{s.text}</del> : s.op === 'insert' ? <ins key={i}>{s.text}</ins> : <span key={i}>{s.text}</span>)}
    </span>
  )
}
