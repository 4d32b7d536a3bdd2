import { type ReactNode, useEffect } from 'react'

import { useCommon } from '@/words/common'

export interface PageProps {
  /** The heading, which is also the title of the window. */
  title: string
  lead?: ReactNode
  /** Buttons beside the heading. */
  actions?: ReactNode
  /** Begins the title of the window when the page shows errors of a form, so that readers of screens hear it first. */
  prefix?: string
  children: ReactNode
}

/** One page: its heading, what can be done with all of it, its content. */
export function Page({ title, lead, actions, prefix, children }: PageProps) {
  const common = useCommon()
  useEffect(() => {
    document.title = `${prefix ?? ''}${title} · ${common('product')}`
  }, [title, prefix, common])
  return (
    <div className="gb-page">
      <div className="gb-page-head">
        <div className="gb-grow">
          <h1>{title}</h1>
          {lead && <div className="gb-lead">{lead}</div>}
        </div>
        {actions && <div className="gb-row gb-noprint">{actions}</div>}
      </div>
      {children}
    </div>
  )
}

/** A part of a page with a heading of its own. */
export function Section({ title, extra, children, id }: { title: ReactNode; extra?: ReactNode; children: ReactNode; id?: string }) {
  return (
    <section className="gb-card" id={id}>
      <div className="gb-section-head"><h2>{title}</h2>{extra && <div className="gb-row gb-noprint">{extra}</div>}</div>
      {children}
    </section>
  )
}

/** Facts in two columns: what and which. Facts without a value are left out. */
export function Facts({ facts }: { facts: readonly (readonly [ReactNode, ReactNode])[] }) {
  return (
    <dl className="gb-facts">
      {facts.filter(([, v]) => v !== undefined && v !== null && v !== '').map(([k, v], i) => (
        <div key={i} className="gb-fact"><dt>{k}</dt><dd>{v}</dd></div>
      ))}
    </dl>
  )
}
