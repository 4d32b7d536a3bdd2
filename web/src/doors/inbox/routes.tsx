import type { RouteObject } from 'react-router-dom'

import { page } from '@/app/page'

export const inboxRoutes: RouteObject[] = [{ path: '/', lazy: page(() => import('./InboxPage'), 'InboxPage') }]
