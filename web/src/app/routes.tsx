import { createBrowserRouter, type RouteObject } from 'react-router-dom'

import { accountRoutes } from '@/doors/account/routes'
import { adminRoutes } from '@/doors/admin/routes'
import { caseRoutes } from '@/doors/case/routes'
import { drafterRoutes } from '@/doors/drafter/routes'
import { filingRoutes } from '@/doors/filing/routes'
import { inboxRoutes } from '@/doors/inbox/routes'
import { libraryRoutes } from '@/doors/library/routes'
import { lawRoutes } from '@/doors/laws/routes'
import { officeRoutes } from '@/doors/office/routes'
import { reviewerRoutes } from '@/doors/reviewer/routes'
import { supervisorRoutes } from '@/doors/supervisor/routes'

import { NotFound, RouteFailure } from './Failure'
import { PublicShell, Shell } from './Shell'

/** Every page. A door brings its own; each page is loaded when it is first opened. */
const pages: RouteObject[] = [
  ...inboxRoutes, ...caseRoutes, ...drafterRoutes, ...reviewerRoutes, ...officeRoutes, ...filingRoutes,
  ...supervisorRoutes, ...adminRoutes, ...accountRoutes, ...lawRoutes,
]

export const router = createBrowserRouter([
  { element: <PublicShell />, errorElement: <RouteFailure />, hydrateFallbackElement: <p className="gb-loading" />, children: libraryRoutes },
  {
    element: <Shell />, errorElement: <RouteFailure />, hydrateFallbackElement: <p className="gb-loading" />,
    children: [{ errorElement: <RouteFailure />, children: [...pages, { path: '*', element: <NotFound /> }] }],
  },
])
