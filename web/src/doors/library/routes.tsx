import type { RouteObject } from 'react-router-dom'

import { page } from '@/app/page'

export const libraryRoutes: RouteObject[] = [
  { path: '/library', lazy: page(() => import('./LibraryPage'), 'LibraryPage') },
  { path: '/library/:id', lazy: page(() => import('./LibraryDocumentPage'), 'LibraryDocumentPage') },
]
