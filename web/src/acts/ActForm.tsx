import { App, Button, DatePicker, Form, Modal } from 'antd'
import type { FormInstance } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { type ReactNode, useState } from 'react'

import type { Schemas } from '@/api/client'
import { isWaiting, useCommand } from '@/api/commands'
import { statusOf } from '@/api/problem'
import type { CaseRead } from '@/api/queries'
import { ProblemAlert } from '@/parts/ProblemAlert'
import { useCommon } from '@/words/common'
import { useLabel } from '@/words/enums'
import { defineWords } from '@/words/i18n'

const useWords = defineWords('actForm', {
  late: '这是补录：实际办理时间不是现在',
  lateAt: '实际办理时间',
  done: '“{{act}}”已办理',
  waiting: '“{{act}}”已记录，系统正在办理。可以离开本页，结果会出现在经过中。',
  staleTitle: '在您填写期间，这一件有了更新',
  stale: '可以先看看更新了什么，您填写的内容会保留；也可以仍按现在填写的提交，系统会按最新情况判断是否可以办理。',
  keepMine: '仍然提交我填写的',
  seeTheirs: '先看最新情况',
  submit: '{{act}}',
}, {
  late: 'This is entered late: it was not done just now',
  lateAt: 'When it was done',
  done: 'Done: {{act}}',
  waiting: 'Recorded: {{act}}. The system is working on it; you may leave this page, the result appears in the time line.',
  staleTitle: 'The case changed while you were filling this in',
  stale: 'You can look at what changed first; what you filled in stays. Or send what you filled in as it is: the system then judges it by how things stand now.',
  keepMine: 'Send mine all the same',
  seeTheirs: 'Look at the changes first',
  submit: '{{act}}',
})

/** What every form of an act is given. */
export interface ActProps {
  of: CaseRead
  action: Schemas['ActionView']
  onDone: () => void
  onCancel: () => void
  /** The obligation that a filing act is about, when the page knows it. */
  obligation?: string
}

export interface ActFormProps<V extends object> extends ActProps {
  initial?: Partial<V>
  /** Makes the payload of the command. */
  payload: (values: V) => unknown
  children?: ReactNode | ((form: FormInstance<V>) => ReactNode)
  /** Says what happens then; stands above the button. */
  consequence?: ReactNode
  danger?: boolean
  /** Acts whose instant a rate measures are never entered late. */
  noLate?: boolean
  onValues?: (values: V) => void
}

/**
 * The form of one act: sends the command, shows a refusal as sentences, offers a choice when somebody else was faster,
 * and says so when the engine has not answered yet. What was filled in is never lost.
 */
export function ActForm<V extends object>(props: ActFormProps<V>) {
  const { of, action, onDone, onCancel, initial, payload, children, consequence, danger, noLate, onValues } = props
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  const { message } = App.useApp()
  const [form] = Form.useForm<V>()
  const command = useCommand()
  const [late, setLate] = useState<Dayjs | null>(null)
  const [lateOpen, setLateOpen] = useState(false)
  const [stale, setStale] = useState<V | null>(null)
  const act = label('command', action.command, action.label)

  const submit = async (values: V, etag: string | undefined) => {
    try {
      const c = await command.mutateAsync({
        path: action.path, payload: payload(values), etag, occurredAt: lateOpen && late ? late.toISOString() : undefined,
      })
      void message[isWaiting(c) ? 'info' : 'success'](words(isWaiting(c) ? 'waiting' : 'done', { act }))
      onDone()
    } catch (e) {
      if (statusOf(e) === 412) setStale(values)
    }
  }
  return (
    <Form<V> form={form} layout="vertical" initialValues={initial} scrollToFirstError={{ focus: true }}
      onValuesChange={(_, all) => onValues?.(all)} onFinish={(v) => void submit(v, of.etag)}>
      {command.error !== null && statusOf(command.error) !== 412 && <ProblemAlert error={command.error} focus />}
      {typeof children === 'function' ? children(form) : children}
      {!noLate && (
        <details className="gb-late" onToggle={(e) => setLateOpen(e.currentTarget.open)}>
          <summary>{words('late')}</summary>
          <Form.Item label={words('lateAt')} htmlFor="late-at">
            <DatePicker id="late-at" showTime={{ format: 'HH:mm' }} value={late} onChange={setLate} disabledDate={(d) => d.isAfter(dayjs())} />
          </Form.Item>
        </details>
      )}
      {consequence && <p className="gb-muted">{consequence}</p>}
      <div className="gb-row gb-act-buttons">
        <Button type="primary" danger={danger} htmlType="submit" loading={command.isPending}>{words('submit', { act })}</Button>
        <Button onClick={onCancel}>{common('cancel')}</Button>
      </div>
      <Modal open={stale !== null} title={words('staleTitle')} onCancel={() => setStale(null)} footer={[
        <Button key="theirs" autoFocus onClick={() => { setStale(null); onCancel() }}>{words('seeTheirs')}</Button>,
        <Button key="mine" type="primary" onClick={() => { const v = stale; setStale(null); if (v) void submit(v, undefined) }}>{words('keepMine')}</Button>,
      ]}>
        <p>{words('stale')}</p>
      </Modal>
    </Form>
  )
}
