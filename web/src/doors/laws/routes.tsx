import type { RouteObject } from 'react-router-dom'

import { page } from '@/app/page'

export const lawRoutes: RouteObject[] = [
  { path: '/laws', lazy: page(() => import('./LawsPage'), 'LawsPage') },
]
