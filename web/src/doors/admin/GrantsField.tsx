import { useQuery } from '@tanstack/react-query'
import { Button, Form, Select } from 'antd'

import { organsQuery } from '@/api/queries'
import { useCommon } from '@/words/common'
import { codesOf, useLabel } from '@/words/enums'

import { useWords } from './words'

/** The posts of a person: an organ and a role each. */
export function GrantsField() {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  const { data: organs } = useQuery(organsQuery)
  return (
    <Form.List name="grants">{(fields, { add, remove }) => (
      <>
        <h3>{words('grants')}</h3>
        {fields.map((f) => (
          <div key={f.key} className="gb-row">
            <Form.Item className="gb-grow" name={[f.name, 'organ']} rules={[{ required: true, message: words('need') }]}><Select showSearch={{ optionFilterProp: 'label' }} aria-label={words('organ')} placeholder={words('organ')} options={organs?.map((o) => ({ value: o.id, label: o.name }))} /></Form.Item>
            <Form.Item className="gb-grow" name={[f.name, 'role']} rules={[{ required: true, message: words('need') }]}><Select showSearch={{ optionFilterProp: 'label' }} aria-label={words('role')} placeholder={words('role')} options={codesOf('role').filter((r) => r !== 'system').map((r) => ({ value: r, label: label('role', r) }))} /></Form.Item>
            <Form.Item><Button onClick={() => remove(f.name)} aria-label={`${common('remove')} ${f.name + 1}`}>{common('remove')}</Button></Form.Item>
          </div>
        ))}
        <Button onClick={() => add({})}>{words('addGrant')}</Button>
      </>
    )}</Form.List>
  )
}
