import { Tag } from 'antd'
import { Link } from 'react-router-dom'

import { annotatedLink, fileLink, versionLink } from '@/api/caseQueries'
import type { CaseRead } from '@/api/queries'
import { useCommon } from '@/words/common'
import { useLabel } from '@/words/enums'

import { useWords } from './words'

/** Every version of the text, and the materials. */
export function Documents({ of }: { of: CaseRead }) {
  const words = useWords()
  const common = useCommon()
  const label = useLabel()
  const lacking = of.needs.filter((n) => n.required && !n.have)
  return (
    <>
      <ul className="gb-plain-list">
        {[...of.versions].reverse().map((v) => (
          <li key={v.n} className="gb-row">
            <strong>{words('version', { n: v.n })}</strong>
            {v.n === of.text.n && <Tag color="blue">{words('current')}</Tag>}
            <span className="gb-wrap gb-grow">{v.file.name}</span>
            <Link to={`/cases/${of.id}/document?version=${v.n}`}>{words('read')}</Link>
            <a href={versionLink(of.id, v.n)} download>{common('download')}</a>
            <a href={annotatedLink(of.id, v.n)} download>{words('annotated')}</a>
            {v.n > 1 && <Link to={`/review/${of.id}/compare?from=${v.n - 1}&to=${v.n}`}>{words('compare')}</Link>}
          </li>
        ))}
      </ul>
      <p>{of.check ? words('checkLeads', { n: of.check.findings?.length ?? 0 }) : words('noCheck')}</p>
      <h3>{words('materials')}</h3>
      <ul className="gb-plain-list">
        {of.materials.map((m, i) => (
          <li key={i} className="gb-row">
            <span>{label('material', m.kind)}</span>
            <a className="gb-wrap" href={fileLink(of.id, m.file.sha256)} download>{m.file.name}</a>
          </li>
        ))}
      </ul>
      {lacking.length > 0 && <p>{words('missing')}: {lacking.map((n) => n.label).join('、')}</p>}
    </>
  )
}
