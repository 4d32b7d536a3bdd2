import {
  AuditOutlined, BarChartOutlined, BookOutlined, FileTextOutlined, FormOutlined, InboxOutlined, ProfileOutlined, ReadOutlined,
  SafetyCertificateOutlined, SettingOutlined, TableOutlined,
} from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Badge, Button, Dropdown, Layout, Menu } from 'antd'
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { Link, Outlet, useLocation } from 'react-router-dom'

import { tasksQuery } from '@/api/queries'
import { useCommon } from '@/words/common'
import { useLabel } from '@/words/enums'
import { defineWords } from '@/words/i18n'

import { ConnectionBanner } from './Connection'
import { LanguageSwitch } from './LanguageSwitch'
import { Notifications } from './Notifications'
import { setTextSize, useTextSize } from './preferences'
import { type Session, SessionGate, useMaybeSession, useSession } from './session'

const useWords = defineWords('shell', {
  nav: '主要导航',
  inbox: '待我处理',
  check: '报送前自查',
  drafts: '我的文件',
  review: '合法性审核',
  office: '办公室',
  filing: '备案审查',
  supervise: '监督',
  ledger: '台账',
  library: '文件库',
  laws: '法律和引用',
  admin: '系统管理',
  account: '账号和偏好',
  help: '帮助',
  large: '大字版',
  normal: '标准字号',
  signOut: '退出登录',
  signIn: '登录',
}, {
  nav: 'Main navigation',
  inbox: 'My tasks',
  check: 'Check a draft',
  drafts: 'My documents',
  review: 'Legality review',
  office: 'Office',
  filing: 'Filing desk',
  supervise: 'Supervision',
  ledger: 'Ledger',
  library: 'Library',
  laws: 'Laws',
  admin: 'Administration',
  account: 'Account and preferences',
  help: 'Help',
  large: 'Large text',
  normal: 'Normal text',
  signOut: 'Sign out',
  signIn: 'Sign in',
})

type NavKey = 'inbox' | 'check' | 'drafts' | 'review' | 'office' | 'filing' | 'supervise' | 'ledger' | 'library' | 'laws' | 'admin'

interface NavItem { key: NavKey; to: string; icon: ReactNode; show: (s: Session) => boolean }

const anyBusiness = (s: Session) => s.person.grants.some((g) => !['sysadmin', 'secadmin', 'auditor'].includes(g.role))

/** The doors, and who has which. */
const navigation: NavItem[] = [
  { key: 'inbox', to: '/', icon: <InboxOutlined />, show: () => true },
  { key: 'check', to: '/check', icon: <SafetyCertificateOutlined />, show: anyBusiness },
  { key: 'drafts', to: '/drafts', icon: <FormOutlined />, show: (s) => s.has('drafter', 'unit_head') },
  { key: 'review', to: '/review', icon: <AuditOutlined />, show: (s) => s.has('reviewer', 'review_lead', 'counsel', 'fcr_reviewer') },
  { key: 'office', to: '/office', icon: <ProfileOutlined />, show: (s) => s.has('gov_office', 'council_clerk') },
  { key: 'filing', to: '/filing', icon: <FileTextOutlined />, show: (s) => s.has('filing_reviewer', 'npc_desk') },
  { key: 'supervise', to: '/supervise', icon: <BarChartOutlined />, show: (s) => anyBusiness(s) && !s.has('counsel') || s.has('auditor') },
  { key: 'ledger', to: '/ledger', icon: <TableOutlined />, show: (s) => anyBusiness(s) && !s.has('counsel') || s.has('auditor') },
  { key: 'library', to: '/library', icon: <BookOutlined />, show: () => true },
  { key: 'laws', to: '/laws', icon: <ReadOutlined />, show: anyBusiness },
  { key: 'admin', to: '/admin', icon: <SettingOutlined />, show: (s) => s.has('sysadmin', 'secadmin', 'auditor') },
]

function currentKey(path: string): string {
  const first = navigation.filter((n) => n.to !== '/' && (path === n.to || path.startsWith(`${n.to}/`)))[0]
  return first?.key ?? (path === '/' ? 'inbox' : '')
}

/** The frame of every page for people who are signed in. */
export function Shell() {
  return <SessionGate><Frame /></SessionGate>
}

/** The frame of the pages that the public may read too. */
export function PublicShell() {
  return <SessionGate open><MaybeFrame /></SessionGate>
}

function MaybeFrame() {
  return useMaybeSession() ? <Frame /> : <PublicFrame />
}

function PublicFrame() {
  const words = useWords()
  const common = useCommon()
  return (
    <Layout className="gb-frame">
      <a className="gb-skip" href="#content">{common('skip')}</a>
      <Layout.Header className="gb-header">
        <Link to="/library" className="gb-brand">{common('product')}</Link>
        <span className="gb-grow" />
        <LanguageSwitch />
        <Button href="/">{words('signIn')}</Button>
      </Layout.Header>
      <Layout.Content id="content" tabIndex={-1}><Suspense fallback={<Loading />}><Outlet /></Suspense></Layout.Content>
    </Layout>
  )
}

function Loading() {
  const common = useCommon()
  return <p className="gb-loading" role="status">{common('loading')}</p>
}

function Frame() {
  const common = useCommon()
  const words = useWords()
  const session = useSession()
  const { pathname } = useLocation()
  const { data: tasks } = useQuery(tasksQuery)
  const [collapsed, setCollapsed] = useState(false)
  useFocusOnNavigation(pathname)
  const items = navigation.filter((n) => n.show(session)).map((n) => ({
    key: n.key,
    icon: n.icon,
    label: (
      <Link to={n.to}>
        {words(n.key)}
        {n.key === 'inbox' && (tasks?.length ?? 0) > 0 && <Badge className="gb-nav-badge" count={tasks?.length} size="small" overflowCount={99} color="#cf1322" />}
      </Link>
    ),
  }))
  return (
    <Layout className="gb-frame">
      <a className="gb-skip" href="#content">{common('skip')}</a>
      <Layout.Header className="gb-header">
        <Link to="/" className="gb-brand">{common('product')}</Link>
        <span className="gb-grow gb-muted gb-brand-long">{session.person.grants[0]?.organ_name}</span>
        <Notifications />
        <LanguageSwitch />
        <PersonMenu />
      </Layout.Header>
      <ConnectionBanner />
      <Layout>
        <Layout.Sider className="gb-side gb-noprint" width={200} collapsedWidth={56} theme="light" breakpoint="lg" collapsible collapsed={collapsed} onCollapse={setCollapsed}>
          <nav aria-label={words('nav')}>
            <Menu mode="inline" inlineCollapsed={collapsed} selectedKeys={[currentKey(pathname)]} items={items} />
          </nav>
        </Layout.Sider>
        <Layout.Content id="content" tabIndex={-1}><Suspense fallback={<Loading />}><Outlet /></Suspense></Layout.Content>
      </Layout>
    </Layout>
  )
}

/** After a click on a link the keyboard goes on in the new page, and readers of screens hear its heading. */
function useFocusOnNavigation(pathname: string) {
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    document.getElementById('content')?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [pathname])
}

function PersonMenu() {
  const words = useWords()
  const session = useSession()
  const label = useLabel()
  const size = useTextSize()
  const grants = session.person.grants.map((g, i) => ({
    key: `grant-${i}`, disabled: true, label: `${g.organ_name} · ${label('role', g.role, g.role_label)}`,
  }))
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          ...grants, { type: 'divider' },
          { key: 'account', label: <Link to="/account">{words('account')}</Link> },
          { key: 'size', label: words(size === 'large' ? 'normal' : 'large'), onClick: () => setTextSize(size === 'large' ? 'normal' : 'large') },
          { key: 'help', label: <Link to="/help">{words('help')}</Link> },
          { type: 'divider' },
          { key: 'out', label: words('signOut'), onClick: () => void session.signOut() },
        ],
      }}
    >
      <Button type="text">{session.person.name}</Button>
    </Dropdown>
  )
}
