import { Checkbox, Input } from 'antd'
import { Link } from 'react-router-dom'

import { useSession } from '@/app/session'
import { CaseTable, useCaseColumns } from '@/parts/CaseTable'
import { useFilters } from '@/parts/filters'
import { Page } from '@/parts/Page'
import { StageFilter } from '@/parts/StageFilter'
import { useCommon } from '@/words/common'
import type { Stage } from '@/words/enums'

import { useWords } from './words'

/** The documents of my unit. */
export function DraftsPage() {
  const words = useWords()
  const common = useCommon()
  const session = useSession()
  const { values, set, any } = useFilters(['text', 'stage', 'mine'])
  const organ = session.organs('drafter', 'unit_head')[0]
  const c = useCaseColumns()
  const columns = [c.title, c.stage, c.turn, c.since, c.due, c.changed, c.issuing, c.documentNo].filter((x) => x !== undefined)
  return (
    <Page title={words('draftsTitle')} lead={words('draftsLead')} actions={session.has('drafter') && <Link className="gb-button primary" to="/drafts/new">{words('newCase')}</Link>}>
      <div className="gb-card">
        <CaseTable caption={words('draftsTitle')} columns={columns} empty={words(any ? 'noMatch' : 'empty')}
          filter={{ organ, sort: 'changed', text: values.text || undefined, stage: values.stage ? [values.stage as Stage] : undefined, mine: values.mine === '1' || undefined }}
          toolbar={
            <>
              <Checkbox checked={values.mine === '1'} onChange={(e) => set({ mine: e.target.checked ? '1' : undefined })}>{words('mine')}</Checkbox>
              <StageFilter value={values.stage} onChange={(s) => set({ stage: s })} />
              <Input.Search aria-label={common('searchTitle')} placeholder={common('searchTitle')} defaultValue={values.text} allowClear onSearch={(t) => set({ text: t })} className="gb-search" />
            </>
          } />
      </div>
    </Page>
  )
}
