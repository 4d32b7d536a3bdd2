import { Input } from 'antd'

/** Several short texts, one a line. */
export function Lines({ id, value = [], onChange, rows = 3, placeholder }: { id?: string; value?: string[]; onChange?: (v: string[]) => void; rows?: number; placeholder?: string }) {
  return (
    <Input.TextArea id={id} autoSize={{ minRows: rows, maxRows: 12 }} value={value.join('\n')} placeholder={placeholder}
      onChange={(e) => onChange?.(e.target.value.split('\n'))} />
  )
}

/** What is in the lines, without the empty ones. */
export const filled = (lines: readonly string[] | undefined) => (lines ?? []).map((l) => l.trim()).filter(Boolean)
