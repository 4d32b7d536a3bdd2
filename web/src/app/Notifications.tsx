import { BellOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Badge, Button, Popover } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router-dom'

import { api, body } from '@/api/client'
import { formatInstant } from '@/words/dates'
import { defineWords } from '@/words/i18n'

const useWords = defineWords('notifications', {
  title: '提醒', unread: '{{n}} 条未读提醒', none: '最近三十日没有提醒。', seen: '全部标为已读',
}, {
  title: 'Notifications', unread: '{{n}} unread notifications', none: 'Nothing in the last thirty days.', seen: 'Mark all as read',
})

/** The bell: what happened that concerns me. */
export function Notifications() {
  const words = useWords()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const key = ['lists', 'notifications']
  const { data } = useQuery({ queryKey: key, queryFn: async () => body(await api.GET('/api/v1/me/notifications', { params: { query: { limit: 30 } } })), refetchInterval: 60_000 })
  const unread = data?.unread ?? 0
  const seen = async () => {
    const newest = data?.notifications[0]
    if (newest) await api.POST('/api/v1/me/notifications/seen', { body: { until: newest.at } })
    await client.invalidateQueries({ queryKey: key })
  }
  return (
    <Popover trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} title={words('title')} content={
      <div className="gb-notes">
        {data?.notifications.length === 0 && <p className="gb-muted">{words('none')}</p>}
        <ul className="gb-plain-list">
          {data?.notifications.map((n) => (
            <li key={n.id} className={n.unread ? 'gb-unread' : undefined}>
              <Link to={`/cases/${n.case}`} onClick={() => setOpen(false)}>{n.sentence}</Link>
              <div className="gb-muted">{n.label} · {formatInstant(n.at)}</div>
            </li>
          ))}
        </ul>
        {unread > 0 && <Button size="small" onClick={() => void seen()}>{words('seen')}</Button>}
      </div>
    }>
      <Button type="text" aria-label={unread > 0 ? words('unread', { n: unread }) : words('title')} icon={<Badge count={unread} size="small" overflowCount={99} color="#cf1322"><BellOutlined /></Badge>} />
    </Popover>
  )
}
