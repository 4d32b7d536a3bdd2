import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { Link } from 'react-router-dom'

import { tasksQuery } from '@/api/queries'
import { useSession } from '@/app/session'
import { Async } from '@/parts/Async'
import { Due } from '@/parts/Due'
import { useFilters } from '@/parts/filters'
import { Page, Section } from '@/parts/Page'
import { useCommon } from '@/words/common'
import { formatInstant, today } from '@/words/dates'
import { useLabel } from '@/words/enums'
import { defineWords } from '@/words/i18n'

import { byUrgency, placeOf, type Task } from './urgency'

const useWords = defineWords('inbox', {
  title: '待我处理',
  lead: '指定我办理的，和等待我的岗位办理的事项，先到期的在前。',
  overdue: '已逾期',
  today: '今天到期',
  week: '七天之内',
  later: '以后',
  open: '不设期限',
  kind: '事项',
  empty: '现在没有等待您办理的事项。',
  emptyKind: '没有这一种事项。',
  goLibrary: '查看文件库',
  goCheck: '报送前自查一份草案',
  goAdmin: '到系统管理',
  goSupervise: '看指标',
  act: '去办理',
  mine: '指定本人',
}, {
  title: 'My tasks',
  lead: 'What was given to me, and what waits for my post; the first due first.',
  overdue: 'Overdue',
  today: 'Due today',
  week: 'Within seven days',
  later: 'Later',
  open: 'No period',
  kind: 'Kind',
  empty: 'Nothing waits for you now.',
  emptyKind: 'Nothing of this kind.',
  goLibrary: 'Read the library',
  goCheck: 'Check a draft',
  goAdmin: 'To administration',
  goSupervise: 'See the rates',
  act: 'Go and do it',
  mine: 'given to me',
})

/** What waits for the person, in the order of its urgency. */
export function InboxPage() {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  const query = useQuery(tasksQuery)
  const { values, set } = useFilters(['kind'])
  const kinds = [...new Set(query.data?.map((t) => t.kind))]
  const shown = query.data?.filter((t) => !values.kind || t.kind === values.kind) ?? []
  return (
    <Page title={words('title')} lead={words('lead')} actions={
      <>
        {kinds.length > 1 && (
          <Select allowClear aria-label={words('kind')} placeholder={words('kind')} className="gb-select" value={values.kind || undefined} onChange={(v?: string) => set({ kind: v })}
            options={kinds.map((k) => ({ value: k, label: label('task', k, query.data?.find((t) => t.kind === k)?.label) }))} />
        )}
        <Button onClick={() => void query.refetch()}>{common('refresh')}</Button>
      </>
    }>
      <Async query={query} isEmpty={() => shown.length === 0} empty={values.kind ? words('emptyKind') : <WayOn />}>{() => (
        <>
          {byUrgency(shown, today()).map((g) => (
            <Section key={g.urgency} title={`${words(g.urgency)} · ${g.tasks.length}`}>
              <ul className="gb-tasks">{g.tasks.map((t, i) => <OneTask key={i} task={t} />)}</ul>
            </Section>
          ))}
        </>
      )}</Async>
    </Page>
  )
}

function OneTask({ task }: { task: Task }) {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  const session = useSession()
  const name = label('task', task.kind, task.label)
  return (
    <li className="gb-row">
      <div className="gb-grow">
        <Link className="gb-wrap gb-task-title" to={`/cases/${task.case}`}>{task.title}</Link>
        <div className="gb-muted">
          {name} · {task.assignee === session.person.id ? words('mine') : common('anybody', { organ: task.organ_name, role: label('role', task.role) })} · {common('since', { at: formatInstant(task.opened_at) })}
        </div>
      </div>
      <Due on={task.due_on} overdue={task.overdue} />
      <Link to={placeOf(task)} className="gb-button" aria-label={`${words('act')} ${name} ${task.title}`}>{words('act')}</Link>
    </li>
  )
}

/** Where somebody without a task may want to go. */
function WayOn() {
  const words = useWords()
  const session = useSession()
  const admin = session.has('sysadmin', 'secadmin', 'auditor')
  return (
    <>
      <p>{words('empty')}</p>
      <p className="gb-row gb-center">
        {admin && <Link to="/admin">{words('goAdmin')}</Link>}
        {session.has('drafter', 'unit_head') && <Link to="/check">{words('goCheck')}</Link>}
        {session.has('supervisor', 'review_lead') && <Link to="/supervise">{words('goSupervise')}</Link>}
        <Link to="/library">{words('goLibrary')}</Link>
      </p>
    </>
  )
}

