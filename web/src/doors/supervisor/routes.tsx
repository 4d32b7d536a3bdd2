import type { RouteObject } from 'react-router-dom'

import { page } from '@/app/page'

export const supervisorRoutes: RouteObject[] = [
  { path: '/supervise', lazy: page(() => import('./SupervisePage'), 'SupervisePage') },
  { path: '/supervise/items/:rate', lazy: page(() => import('./ItemsPage'), 'ItemsPage') },
  { path: '/supervise/watch/:bucket', lazy: page(() => import('./WatchPage'), 'WatchPage') },
  { path: '/ledger', lazy: page(() => import('./LedgerPage'), 'LedgerPage') },
  { path: '/ledger/obligations', lazy: page(() => import('./ObligationsPage'), 'ObligationsPage') },
]
