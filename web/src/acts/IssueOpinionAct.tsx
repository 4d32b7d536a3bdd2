import { Form, Radio } from 'antd'

import { OneOpinion } from '@/doors/case/Opinions'

import { ActForm, type ActProps } from './ActForm'
import { useActWords } from './words'

/** The head of the review signs the opinion that was written. */
export function IssueOpinionAct(props: ActProps) {
  const words = useActWords()
  const last = props.of.opinions[props.of.opinions.length - 1]
  return (
    <ActForm<{ exemption: string }> {...props} initial={{ exemption: '' }} payload={(v) => (v.exemption ? { exemption: v.exemption } : {})}>
      {last && <OneOpinion opinion={last} answers={[]} />}
      <Form.Item name="exemption" label={words('exemption')} extra={words('exemptionHelp')}>
        <Radio.Group className="gb-radios" options={[
          { value: '', label: words('none') }, { value: 'emergency', label: words('emergency') },
          { value: 'superior_urgent_order', label: words('superior') }, { value: 'finished_early', label: words('early') },
        ]} />
      </Form.Item>
    </ActForm>
  )
}
