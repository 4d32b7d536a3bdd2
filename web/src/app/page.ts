import type { ComponentType } from 'react'

/** Makes the lazy part of a route from a module that exports the page by name. */
export function page<M extends Record<string, unknown>>(load: () => Promise<M>, name: keyof M & string) {
  return async () => ({ Component: (await load())[name] as ComponentType })
}
