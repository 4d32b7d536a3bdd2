import type { RouteObject } from 'react-router-dom'

import { page } from '@/app/page'

export const filingRoutes: RouteObject[] = [
  { path: '/filing', lazy: page(() => import('./FilingPage'), 'FilingPage') },
  { path: '/filing/:id/:obligation', lazy: page(() => import('./FormCheckPage'), 'FormCheckPage') },
]
