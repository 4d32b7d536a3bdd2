import { useQuery } from '@tanstack/react-query'
import { Tag } from 'antd'
import { Link, useParams } from 'react-router-dom'

import { api, body } from '@/api/client'
import { caseQuery } from '@/api/queries'
import { Async, Nothing } from '@/parts/Async'
import { Page, Section } from '@/parts/Page'

import { Advice } from './Advice'
import { LeadLife } from './LeadLife'
import { Nature } from './Nature'
import { useWords } from './words'

/** Published documents like the latest text, and where they say something else. */
export function SimilarPage() {
  const { id = '' } = useParams()
  const words = useWords()
  const of = useQuery(caseQuery(id))
  const like = useQuery({ queryKey: ['similar', id], queryFn: async () => body(await api.GET('/api/v1/cases/{id}/similar', { params: { path: { id } } })) })
  const other = useQuery({ queryKey: ['contradictions', id], queryFn: async () => body(await api.GET('/api/v1/cases/{id}/contradictions', { params: { path: { id } } })) })
  return (
    <Page title={words('similarTitle')} lead={<Link to={`/cases/${id}`}>{of.data?.title ?? words('similarBack')}</Link>}>
      <Nature id={id} />
      <Advice id={id} />
      <LeadLife id={id} />
      <Section title={words('contradictions')}>
        <Async query={other} rows={4}>{(r) => r.contradictions.length === 0 ? <Nothing>{words('noContradictions')}</Nothing> : (
          <table className="gb-table">
            <thead><tr><th scope="col">{words('what')}</th><th scope="col">{words('thisText')}</th><th scope="col">{words('otherText')}</th></tr></thead>
            <tbody>{r.contradictions.map((c, i) => (
              <tr key={i}>
                <th scope="row">{c.what}</th>
                <td className="gb-wrap"><strong>{c.here}</strong> {c.article} {c.text}</td>
                <td className="gb-wrap"><strong>{c.there}</strong> <Link to={`/library/${c.case}`}>《{c.title}》</Link> {c.other_article} {c.other_text}</td>
              </tr>
            ))}</tbody>
          </table>
        )}</Async>
      </Section>
      <Section title={words('likeDocuments')}>
        <Async query={like} rows={4}>{(r) => r.documents.length === 0 ? <Nothing>{words('noLikeDocuments')}</Nothing> : (
          <table className="gb-table">
            <thead><tr><th scope="col">{words('likeTitle')}</th><th scope="col">{words('likeIssuer')}</th><th scope="col">{words('likeShare')}</th><th scope="col">{words('likeKind')}</th></tr></thead>
            <tbody>{r.documents.map((d) => (
              <tr key={d.case}>
                <th scope="row"><Link to={`/library/${d.case}`}>{d.title}</Link> {d.document_no}</th><td>{d.issuer} {d.published_on}</td>
                <td>{Math.round(d.jaccard * 100)}%</td><td><Tag>{words(`like_${d.kind}`)}</Tag></td>
              </tr>
            ))}</tbody>
          </table>
        )}</Async>
      </Section>
    </Page>
  )
}
