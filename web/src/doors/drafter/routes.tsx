import type { RouteObject } from 'react-router-dom'

import { page } from '@/app/page'

export const drafterRoutes: RouteObject[] = [
  { path: '/check', lazy: page(() => import('./CheckPage'), 'CheckPage') },
  { path: '/drafts', lazy: page(() => import('./DraftsPage'), 'DraftsPage') },
  { path: '/drafts/new', lazy: page(() => import('./NewCasePage'), 'NewCasePage') },
  { path: '/drafts/:id/revision', lazy: page(() => import('./RevisionPage'), 'RevisionPage') },
]
