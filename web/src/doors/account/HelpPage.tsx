import { Page, Section } from '@/parts/Page'
import { defineWords, language } from '@/words/i18n'

import { helpTexts } from './help'

const useWords = defineWords('help', {
  title: '帮助', lead: '按岗位说明怎么办、依据哪一条。', basis: '依据', more: '遇到问题时，页面会写明下一步怎么办；联系管理员时请提供追踪号。', contents: '目录',
}, {
  title: 'Help', lead: 'What to do in each post, and by which clause.', basis: 'Basis', more: 'Every message says what to do next; give the trace number when you call the administrator.', contents: 'Contents',
})

/** What each post does here, and by which clause. */
export function HelpPage() {
  const words = useWords()
  const at = language() === 'en' ? 1 : 0
  return (
    <Page title={words('title')} lead={words('lead')}>
      <nav aria-label={words('contents')} className="gb-card gb-row">{helpTexts.map((h) => <a key={h.id} href={`#${h.id}`}>{h.title[at]}</a>)}</nav>
      {helpTexts.map((h) => (
        <Section key={h.id} id={h.id} title={h.title[at]}>
          <ol>{h.steps.map((s, i) => <li key={i}>{s[at]}</li>)}</ol>
          <p className="gb-muted">{words('basis')}: <span lang="zh-CN">{h.basis.join('；')}</span></p>
        </Section>
      ))}
      <p>{words('more')}</p>
    </Page>
  )
}
