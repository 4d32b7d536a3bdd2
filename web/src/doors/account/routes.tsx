import type { RouteObject } from 'react-router-dom'

import { page } from '@/app/page'

export const accountRoutes: RouteObject[] = [
  { path: '/account', lazy: page(() => import('./AccountPage'), 'AccountPage') },
  { path: '/help', lazy: page(() => import('./HelpPage'), 'HelpPage') },
]
