import type { RouteObject } from 'react-router-dom'

import { page } from '@/app/page'

export const reviewerRoutes: RouteObject[] = [
  { path: '/review', lazy: page(() => import('./ReviewPage'), 'ReviewPage') },
  { path: '/review/:id', lazy: page(() => import('./WorkbenchPage'), 'WorkbenchPage') },
  { path: '/review/:id/compare', lazy: page(() => import('./ComparePage'), 'ComparePage') },
]
