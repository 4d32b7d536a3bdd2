import type { RouteObject } from 'react-router-dom'

import { page } from '@/app/page'

export const caseRoutes: RouteObject[] = [
  { path: '/cases/:id', lazy: page(() => import('./CasePage'), 'CasePage') },
  { path: '/cases/:id/document', lazy: page(() => import('./DocumentPage'), 'DocumentPage') },
  { path: '/cases/:id/similar', lazy: page(() => import('./SimilarPage'), 'SimilarPage') },
]
