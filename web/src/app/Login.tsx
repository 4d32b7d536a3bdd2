import { Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'

import { api, body } from '@/api/client'
import { ProblemAlert } from '@/parts/ProblemAlert'
import { useCommon } from '@/words/common'
import { defineWords } from '@/words/i18n'

import { LanguageSwitch } from './LanguageSwitch'

const useWords = defineWords('login', {
  heading: '登录',
  login: '登录名',
  password: '密码',
  enter: '登录',
  library: '查看现行有效的规范性文件（不需要登录）',
  expired: '登录已过期',
  keep: '页面上已填写的内容都还在。重新登录后可以继续。',
  lead: '从起草到备案，每一件规范性文件办到哪一步、由谁办、办到什么时候，都看得见。',
  needLogin: '请输入登录名',
  needPassword: '请输入密码',
}, {
  heading: 'Sign in',
  login: 'Login name',
  password: 'Password',
  enter: 'Sign in',
  library: 'Read the documents in force (no account needed)',
  expired: 'Your session has ended',
  keep: 'What you filled in is still on the page. Sign in and go on.',
  lead: 'From draft to filing: where each normative document stands, who has it, and until when.',
  needLogin: 'Enter your login name',
  needPassword: 'Enter your password',
})

interface Fields { login: string; password: string }

function LoginForm({ login, onDone }: { login?: string; onDone: (person: string) => void }) {
  const words = useWords()
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const enter = async (f: Fields) => {
    setBusy(true)
    setError(null)
    try {
      onDone(body(await api.POST('/api/v1/session', { body: f })).person.id)
    } catch (e) {
      setError(e)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Form<Fields> layout="vertical" initialValues={{ login: login ?? '' }} onFinish={(f) => void enter(f)} requiredMark={false}>
      {error !== null && <ProblemAlert error={error} />}
      <Form.Item name="login" label={words('login')} rules={[{ required: true, message: words('needLogin') }]}>
        <Input autoComplete="username" size="large" />
      </Form.Item>
      <Form.Item name="password" label={words('password')} rules={[{ required: true, message: words('needPassword') }]}>
        <Input.Password autoComplete="current-password" size="large" />
      </Form.Item>
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>{words('enter')}</Button>
    </Form>
  )
}

/** The page of somebody who is not signed in. The address stays, so that a deep link is where it leads afterwards. */
export function LoginPage({ onDone }: { onDone: (person: string) => void }) {
  const words = useWords()
  const common = useCommon()
  return (
    <main className="gb-login">
      <div className="gb-login-box gb-card">
        <h1>{common('productLong')}</h1>
        <p className="gb-muted">{words('lead')}</p>
        <LoginForm onDone={onDone} />
        <p className="gb-login-foot"><a href="/library">{words('library')}</a> <LanguageSwitch /></p>
      </div>
    </main>
  )
}

/** Signing in again over the page that was being worked on. */
export function LoginDialog({ login, onDone }: { login: string; onDone: (person: string) => void }) {
  const words = useWords()
  return (
    <Modal open title={words('expired')} footer={null} closable={false} mask={{ closable: false }} keyboard={false} zIndex={2000}>
      <p>{words('keep')}</p>
      <LoginForm login={login} onDone={onDone} />
    </Modal>
  )
}
