import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'

import { organsQuery } from '@/api/queries'

/** Chooses an organ by typing a part of its name. */
export function OrganSelect({ value, onChange, label, kinds }: { value: string; onChange: (v: string | undefined) => void; label: string; kinds?: readonly string[] }) {
  const { data } = useQuery(organsQuery)
  return (
    <Select allowClear showSearch={{ optionFilterProp: 'label' }} className="gb-organ" aria-label={label} placeholder={label} value={value || undefined} onChange={onChange}
      options={data?.filter((o) => !kinds || kinds.includes(o.kind)).map((o) => ({ value: o.id, label: o.name }))} />
  )
}
