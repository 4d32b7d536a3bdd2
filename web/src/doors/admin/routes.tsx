import type { RouteObject } from 'react-router-dom'

import { page } from '@/app/page'

export const adminRoutes: RouteObject[] = [
  { path: '/admin', lazy: page(() => import('./AdminPage'), 'AdminPage') },
  { path: '/admin/people', lazy: page(() => import('./PeoplePage'), 'PeoplePage') },
  { path: '/admin/organs', lazy: page(() => import('./OrgansPage'), 'OrgansPage') },
  { path: '/admin/regions', lazy: page(() => import('./RegionPage'), 'RegionPage') },
  { path: '/admin/calendars', lazy: page(() => import('./CalendarsPage'), 'CalendarsPage') },
  { path: '/admin/templates', lazy: page(() => import('./TemplatesPage'), 'TemplatesPage') },
  { path: '/admin/rules', lazy: page(() => import('./RulesPage'), 'RulesPage') },
  { path: '/admin/audit', lazy: page(() => import('./AuditPage'), 'AuditPage') },
]
