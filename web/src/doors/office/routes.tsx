import type { RouteObject } from 'react-router-dom'

import { page } from '@/app/page'

export const officeRoutes: RouteObject[] = [{ path: '/office', lazy: page(() => import('./OfficePage'), 'OfficePage') }]
