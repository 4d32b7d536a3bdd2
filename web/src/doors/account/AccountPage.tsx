import { App, Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'

import { api } from '@/api/client'
import { LanguageSwitch } from '@/app/LanguageSwitch'
import { setTextSize, useTextSize } from '@/app/preferences'
import { useSession } from '@/app/session'
import { Facts, Page, Section } from '@/parts/Page'
import { ProblemAlert } from '@/parts/ProblemAlert'
import { formatInstant } from '@/words/dates'
import { useLabel } from '@/words/enums'
import { defineWords } from '@/words/i18n'

const useWords = defineWords('account', {
  title: '账号和偏好', name: '姓名', login: '登录名', posts: '岗位', ends: '登录最迟失效', password: '修改密码', current: '现在的密码', next: '新密码（不少于12个字符）', again: '再输入一次新密码',
  need: '请填写', short: '不少于12个字符', differ: '两次输入的不一样', change: '修改密码', changed: '密码已修改', look: '显示', size: '字号', normal: '标准', large: '大字', language: '语言',
}, {
  title: 'Account and preferences', name: 'Name', login: 'Login name', posts: 'Posts', ends: 'Signed in at most until', password: 'Change the password', current: 'Current password', next: 'New password (at least 12 characters)', again: 'The new one again',
  need: 'Fill this in', short: 'At least 12 characters', differ: 'The two differ', change: 'Change the password', changed: 'The password was changed', look: 'Display', size: 'Text size', normal: 'Normal', large: 'Large', language: 'Language',
})

/** Who I am here, my password, how things look. */
export function AccountPage() {
  const words = useWords()
  const label = useLabel()
  const session = useSession()
  const size = useTextSize()
  return (
    <Page title={words('title')}>
      <Section title={session.person.name}>
        <Facts facts={[
          [words('login'), session.login], [words('posts'), <ul key="p" className="gb-plain">{session.person.grants.map((g, i) => <li key={i}>{g.organ_name} · {label('role', g.role, g.role_label)}</li>)}</ul>],
          [words('ends'), formatInstant(session.ends_at)],
        ]} />
      </Section>
      <Section title={words('look')}>
        <p className="gb-row"><span id="size">{words('size')}</span><Radio.Group aria-labelledby="size" value={size} onChange={(e) => setTextSize(e.target.value as 'normal')} options={(['normal', 'large'] as const).map((s) => ({ value: s, label: words(s) }))} /></p>
        <p className="gb-row"><span>{words('language')}</span><LanguageSwitch /></p>
      </Section>
      <Section title={words('password')}><PasswordForm /></Section>
    </Page>
  )
}

interface Values { current: string; next: string; again: string }

function PasswordForm() {
  const words = useWords()
  const [form] = Form.useForm<Values>()
  const { message } = App.useApp()
  const [error, setError] = useState<unknown>(null)
  const save = async (v: Values) => {
    setError(null)
    try {
      await api.PUT('/api/v1/session/password', { body: { current: v.current, password: v.next } })
      form.resetFields()
      void message.success(words('changed'))
    } catch (e) {
      setError(e)
    }
  }
  const must = { required: true, message: words('need') }
  return (
    <Form<Values> form={form} layout="vertical" className="gb-narrow" onFinish={(v) => void save(v)}>
      {error !== null && <ProblemAlert error={error} focus />}
      <Form.Item name="current" label={words('current')} rules={[must]}><Input.Password autoComplete="current-password" /></Form.Item>
      <Form.Item name="next" label={words('next')} rules={[must, { min: 12, message: words('short') }]}><Input.Password autoComplete="new-password" /></Form.Item>
      <Form.Item name="again" label={words('again')} dependencies={['next']} rules={[must, ({ getFieldValue }) => ({ validator: (_, v) => !v || v === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(words('differ'))) })]}><Input.Password autoComplete="new-password" /></Form.Item>
      <Button htmlType="submit" type="primary">{words('change')}</Button>
    </Form>
  )
}
