import { Form, Radio } from 'antd'

import { OneOpinion } from '@/doors/case/Opinions'
import { codesOf, useLabel } from '@/words/enums'

import { ActForm, type ActProps } from './ActForm'
import { useActWords } from './words'

/** The head of the review signs the opinion that was written. */
export function IssueOpinionAct(props: ActProps) {
  const words = useActWords()
  const label = useLabel()
  const last = props.of.opinions[props.of.opinions.length - 1]
  return (
    <ActForm<{ exemption: string }> {...props} initial={{ exemption: '' }} payload={(v) => (v.exemption ? { exemption: v.exemption } : {})}>
      {last && <OneOpinion opinion={last} answers={[]} />}
      <Form.Item name="exemption" label={words('exemption')} extra={words('exemptionHelp')}>
        <Radio.Group className="gb-radios" options={[
          { value: '', label: words('none') }, ...codesOf('exemption').map((c) => ({ value: c, label: label('exemption', c) })),
        ]} />
      </Form.Item>
    </ActForm>
  )
}
