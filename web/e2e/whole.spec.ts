import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'

import type { Page } from '@playwright/test'

import { expect, test } from './test'

const example = (name: string) => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url))
const today = () => new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)

const give = (page: Page, label: string, file: string) => page.getByLabel(label, { exact: true }).locator('input[type=file]').setInputFiles(example(file))

async function pick(page: Page, label: string, day: string) {
  await page.getByLabel(label, { exact: true }).fill(day)
  await page.keyboard.press('Enter')
}

/** Does an act of the case page by its form. */
async function act(page: Page, id: string, name: string, fill?: (form: ReturnType<Page['getByRole']>) => Promise<void>, part = '') {
  await page.goto(`/cases/${id}${part}`)
  await page.getByRole('button', { name, exact: true }).first().click()
  const form = page.getByRole('dialog')
  await expect(form).toBeVisible()
  await fill?.(form)
  await form.getByRole('button', { name, exact: true }).click()
  await expect(form).toBeHidden()
}

async function review(page: Page, id: string, conclusion: string, summary: string, accepts: boolean) {
  await page.goto(`/review/${id}`)
  await expect(page.getByRole('tab', { name: '审核意见' })).toBeVisible()
  if (accepts) {
    await page.keyboard.press('j')
    await page.keyboard.press('a')
  }
  await page.keyboard.press('e')
  await page.getByRole('radio', { name: conclusion, exact: true }).check()
  await page.getByRole('button', { name: '其余均没有问题' }).click()
  await page.getByLabel('总体意见').fill(summary)
  await page.getByRole('button', { name: '保存审核意见' }).click()
  await expect(page).toHaveURL('/review')
}

const issue = (page: Page, id: string) => act(page, id, '签发审核意见', (form) => form.getByRole('radio', { name: /突发事件/ }).check())
const fairly = (page: Page, id: string) => act(page, id, '作出公平竞争审查结论', async (form) => {
  await form.getByRole('radio', { name: '符合公平竞争审查标准', exact: true }).check()
  await form.getByLabel('理由').fill('未发现限制竞争的内容。')
})

test('one document all the way, by eight people, in their pages', async ({ as, story }) => {
  test.setTimeout(400_000)
  await (await story.client('drafter')).delete('/api/v1/me/drafts/submission')
  const title = `青山区便民摊点管理办法${randomBytes(2).toString('hex')}`
  const drafter = await as('drafter')
  await drafter.goto('/drafts/new')
  await give(drafter, '送审稿（docx）', 'stalls-planted.docx')
  await drafter.getByLabel('文件名称').fill(title)
  await drafter.getByRole('combobox', { name: '制定机关' }).click()
  await drafter.locator('.ant-select-dropdown:visible').getByTitle('青山区人民政府', { exact: true }).click()
  for (const [label, file] of [['起草说明', 'drafting-explanation'], ['制定依据', 'legal-basis'], ['征求意见及采纳情况', 'adoption-record'], ['起草单位合法性审核意见', 'unit-opinion']] as const) await give(drafter, label, `materials/stalls-${file}.docx`)
  await expect(drafter.getByText('必需的材料齐了')).toBeVisible()
  await drafter.getByRole('button', { name: '立件并报送' }).click()
  await expect(drafter.getByRole('heading', { name: title })).toBeVisible()
  const id = drafter.url().split('/').pop() ?? ''
  story.id = id

  await act(await as('unitHead'), id, '同意报送')
  const office = await as('office')
  await act(office, id, '材料完备，予以受理')
  const fair = await as('fair')
  await fairly(fair, id)
  const lead = await as('lead')
  await act(lead, id, '指派审核人员', (form) => form.getByRole('radio', { name: /张/ }).first().check())
  const reviewer = await as('reviewer')
  await review(reviewer, id, '应当予以修改', '有一处须修改。', true)
  await issue(lead, id)

  await drafter.goto(`/drafts/${id}/revision`)
  await give(drafter, '修改稿（docx）', 'stalls-revised.docx')
  await drafter.getByRole('radio', { name: '采纳', exact: true }).check()
  await drafter.getByRole('button', { name: '报送修改稿' }).click()
  await expect(drafter).toHaveURL(`/cases/${id}`)
  await fairly(fair, id)
  await review(reviewer, id, '合法', '修改到位。', false)
  await issue(lead, id)

  await act(await as('council'), id, '记录集体审议结果', async (form) => {
    await form.getByLabel('会议名称').fill('区政府2026年第12次常务会议')
    await pick(form.page(), '会议日期', today())
    await form.getByLabel('出席人员，一行一人').fill('区长\n副区长')
    await form.getByRole('radio', { name: '通过', exact: true }).check()
  })
  await act(office, id, '签发并编号', (form) => form.getByLabel('签发人').fill('区长'))
  await act(office, id, '公布', async (form) => {
    await form.getByLabel('公布的文本', { exact: true }).locator('input[type=file]').setInputFiles(example('stalls-revised.docx'))
    await pick(form.page(), '施行日期', '2027-03-01')
    await pick(form.page(), '有效期至', '2032-02-29')
    await form.getByLabel('公布载体').fill('区政府门户网站')
    await form.getByRole('checkbox', { name: /保密审查/ }).check()
  })
  for (const o of (await story.read('office')).obligations) {
    await office.goto(`/cases/${id}?part=filings`)
    await office.getByRole('region', { name: /备案/ }).getByRole('button', { name: '报送备案' }).first().click()
    const form = office.getByRole('dialog')
    await form.getByLabel('正式文本', { exact: true }).locator('input[type=file]').setInputFiles(example('stalls-revised.docx'))
    const wanting = form.locator('.gb-material').filter({ hasText: '必填' }).filter({ hasNotText: '本件已有' })
    for (let i = 0; i < await wanting.count(); i++) await wanting.nth(i).locator('input[type=file]').setInputFiles(example('materials/stalls-filing-report.docx'))
    await expect(form.getByText('必需的材料齐了')).toBeVisible()
    await form.getByRole('button', { name: '报送备案' }).click()
    await expect(form).toBeHidden()
    expect(o.id).toContain(id)
  }
  for (const who of ['city', 'congress'] as const) {
    const desk = await as(who)
    await desk.goto('/filing')
    await desk.getByRole('link', { name: title }).click()
    await expect(desk.getByRole('heading', { name: '备案材料' })).toBeVisible()
    await desk.getByRole('button', { name: '备案登记' }).click()
    await desk.getByRole('dialog').getByRole('button', { name: '备案登记' }).click()
    await expect(desk.getByText('已登记').first()).toBeVisible()
  }
  const supervisor = await as('supervisor')
  await supervisor.goto(`/cases/${id}`)
  await expect(supervisor.getByText('备案办结').first()).toBeVisible()
  await supervisor.goto(`/ledger?text=${encodeURIComponent(title)}`)
  await expect(supervisor.getByRole('row', { name: new RegExp(title) })).toContainText('备案办结')
})
