import { DatePicker } from 'antd'
import dayjs from 'dayjs'

export interface DateFieldProps { id?: string; value?: string; onChange?: (v: string | undefined) => void; max?: string; min?: string; 'aria-label'?: string }

/** A civil date, YYYY-MM-DD. */
export function DateField({ id, value, onChange, max, min, ...rest }: DateFieldProps) {
  return (
    <DatePicker id={id} aria-label={rest['aria-label']} value={value ? dayjs(value) : null} onChange={(d) => onChange?.(d ? d.format('YYYY-MM-DD') : undefined)}
      disabledDate={(d) => (!!max && d.format('YYYY-MM-DD') > max) || (!!min && d.format('YYYY-MM-DD') < min)} />
  )
}
