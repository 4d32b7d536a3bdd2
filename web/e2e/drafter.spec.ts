import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'

import type { Page } from '@playwright/test'

import { accessible, expect, test } from './test'

const example = (name: string) => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url))
const kinds = { 起草说明: 'drafting-explanation', 制定依据: 'legal-basis', 征求意见及采纳情况: 'adoption-record', 起草单位合法性审核意见: 'unit-opinion' }

const give = (page: Page, label: string, file: string | { name: string; mimeType: string; buffer: Buffer }) => page.getByLabel(label, { exact: true }).locator('input[type=file]').setInputFiles(file)

async function choose(page: Page, label: string, option: string) {
  await page.getByRole('combobox', { name: label }).click()
  await page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click()
}

// The form of a new case is kept for its writer; each test begins with an empty one.
test.beforeEach(async ({ story }) => {
  await (await story.client('drafter')).delete('/api/v1/me/drafts/submission')
})

test('a drafter checks a draft, opens a case with it, adds the materials and submits', async ({ as }) => {
  const page = await as('drafter')
  await page.getByRole('link', { name: '报送前自查', exact: true }).first().click()
  await give(page, '送审稿（docx）', example('stalls-planted.docx'))
  await expect(page.getByRole('heading', { name: /\d+ 条线索/ })).toBeVisible()
  const first = page.getByRole('list', { name: '线索' }).getByRole('button').nth(1)
  await first.click()
  await expect(first).toHaveAttribute('aria-current', 'true')
  await expect(page.locator('.gb-mark').first()).toBeVisible()
  await accessible(page)

  await page.getByRole('button', { name: '用这份文件立件' }).click()
  const title = `青山区便民摊点管理办法${randomBytes(2).toString('hex')}`
  await expect(page.getByText('stalls-planted.docx')).toBeVisible()
  await page.getByLabel('文件名称').fill(title)
  await choose(page, '制定机关', '青山区人民政府')
  await expect(page.getByText(/还缺 4 种/)).toBeVisible()
  for (const [label, file] of Object.entries(kinds)) await give(page, label, example(`materials/stalls-${file}.docx`))
  await expect(page.getByText('必需的材料齐了')).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: '立件并报送' }).click()
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  await expect(page.getByText('待单位负责人同意').first()).toBeVisible()
  await page.getByRole('link', { name: '我的文件', exact: true }).click()
  await expect(page.getByRole('row', { name: new RegExp(title) })).toContainText('待单位负责人同意')
})

test('what is missing is said before it goes, and a title of 300 characters with rare ones holds', async ({ as }) => {
  const page = await as('drafter')
  await page.goto('/drafts/new')
  await give(page, '送审稿（docx）', example('stalls-planted.docx'))
  const title = `关于印发青山区𬱖河沿岸${'便民'.repeat(200)}`.slice(0, 300)
  await page.getByLabel('文件名称').fill(title)
  await choose(page, '制定机关', '青山区人民政府')
  await page.getByRole('button', { name: '立件并报送' }).click()
  await expect(page.getByRole('dialog', { name: /还缺 4 种必需的材料/ })).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: '先立件' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('𬱖河')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
})

test('a form that was left is there again, also in another browser', async ({ as }) => {
  const page = await as('drafter')
  await page.goto('/drafts/new')
  const title = `草稿${randomBytes(4).toString('hex')}`
  await page.getByLabel('文件名称').fill(title)
  await expect(page.getByText(/草稿已保存/)).toBeVisible()
  const other = await as('drafter')
  await other.goto('/drafts/new')
  await expect(other.getByLabel('文件名称')).toHaveValue(title)
  // Both write now: the second to save is asked.
  const saved = page.waitForResponse((r) => r.url().endsWith('/me/drafts/submission') && r.request().method() === 'PUT')
  await page.getByLabel('文件名称').fill(`${title}甲`)
  await saved
  await other.getByLabel('文件名称').fill(`${title}乙`)
  await expect(other.getByRole('dialog')).toContainText(`${title}甲`)
  await accessible(other)
  await other.getByRole('button', { name: '换成对方的' }).click()
  await expect(other.getByLabel('文件名称')).toHaveValue(`${title}甲`)
})

test('what is no docx is refused with a way on', async ({ as }) => {
  const page = await as('drafter')
  await page.goto('/check')
  await give(page, '送审稿（docx）', { name: '办法.doc', mimeType: 'application/msword', buffer: Buffer.from('x') })
  await expect(page.getByRole('alert')).toContainText('另存为 .docx')
  await give(page, '送审稿（docx）', { name: '扫描件.docx', mimeType: 'application/octet-stream', buffer: randomBytes(40 * 1024 * 1024) })
  await expect(page.locator('.gb-problem')).toContainText('.docx', { timeout: 40_000 })
  await accessible(page)
})

test('a large upload goes on where the network broke', async ({ as }) => {
  const page = await as('drafter')
  await page.goto('/drafts/new')
  let broken = 0
  await page.route(/\/api\/v1\/uploads\/\w+$/, async (route) => {
    // The second piece is lost twice.
    if (route.request().method() === 'PATCH' && route.request().headers()['upload-offset'] === String(2 * 1024 * 1024) && broken < 2) {
      broken++
      await route.abort('connectionreset')
    } else await route.continue()
  })
  const pdf = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(7 * 1024 * 1024), Buffer.from('\n%%EOF')])
  await give(page, '起草说明', { name: '起草说明.pdf', mimeType: 'application/pdf', buffer: pdf })
  await expect(page.getByRole('button', { name: '移除 起草说明.pdf' })).toBeVisible({ timeout: 40_000 })
  expect(broken).toBe(2)
})

test('the drafter answers each item, and is told what did not change', async ({ as, story }) => {
  await story.to('revision')
  const page = await as('drafter')
  await page.getByRole('link', { name: new RegExp(`去办理 按意见修改并答复 ${story.title}`) }).click()
  await page.getByRole('button', { name: '报送修改稿' }).click()
  await expect(page.getByText('请选择答复')).toBeVisible()
  await give(page, '修改稿（docx）', example('stalls-planted.docx'))
  await expect(page.getByText('两稿文字完全相同')).toBeVisible()
  await page.getByRole('radio', { name: '采纳', exact: true }).check()
  await expect(page.getByText('答复为采纳，但该处没有改动')).toBeVisible()
  await accessible(page)
  await give(page, '修改稿（docx）', example('stalls-revised.docx'))
  await expect(page.getByText('该处有改动')).toBeVisible()
  await expect(page.getByText('答复为采纳，但该处没有改动')).toHaveCount(0)
  await page.getByRole('button', { name: '报送修改稿' }).click()
  await expect(page).toHaveURL(`/cases/${story.id}`)
  await expect(page.getByText('公平竞争审查').first()).toBeVisible()
})

test('who does not adopt goes to deliberation with reasons', async ({ as, story }) => {
  await story.to('revision')
  const page = await as('drafter')
  await page.goto(`/drafts/${story.id}/revision`)
  await page.getByRole('radio', { name: '不采纳' }).check()
  await page.getByRole('button', { name: '不修改，附说明提请审议' }).click()
  await expect(page.getByText('须写明理由和依据').first()).toBeVisible()
  await page.getByLabel('理由', { exact: true }).fill('自治区条例第十条已经授权。')
  await page.getByRole('button', { name: '不修改，附说明提请审议' }).click()
  await expect(page).toHaveURL(`/cases/${story.id}`)
  await expect(page.getByText('集体审议').first()).toBeVisible()
})

test('the head of the unit approves; another one is declined with a reason', async ({ as, story }) => {
  await story.to('submitted')
  const page = await as('unitHead')
  await page.goto(`/cases/${story.id}`)
  await page.getByRole('button', { name: '不同意报送' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '不同意报送' }).click()
  await expect(page.getByText('请写明理由')).toBeVisible()
  await accessible(page)
  await page.getByLabel('理由').fill('先补充征求意见情况。')
  await page.getByRole('dialog').getByRole('button', { name: '不同意报送' }).click()
  await expect(page.getByText('先补充征求意见情况').first()).toBeVisible()
  await story.act('drafter', 'submit')
  await page.getByRole('button', { name: '同意报送', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '同意报送' }).click()
  await expect(page.getByText('材料完备性审查').first()).toBeVisible()
})

test('a supplement is answered with what was asked for', async ({ as, story }) => {
  await story.to('completeness')
  await story.act('office', 'request-supplement', { reason: '缺少征求意见的原始记录', items: ['adoption_record', 'other'] })
  const page = await as('drafter')
  await page.getByRole('link', { name: new RegExp(`去办理 补正材料 ${story.title}`) }).click()
  await page.getByRole('button', { name: '报送补正材料' }).click()
  await expect(page.getByRole('dialog')).toContainText('缺少征求意见的原始记录')
  await page.getByText(/还可以附上的材料/).click()
  await give(page, '其他材料', example('materials/stalls-adoption-record.docx'))
  await expect(page.getByRole('dialog').getByText('stalls-adoption-record.docx')).toBeVisible()
  await accessible(page)
  await page.getByLabel('补正说明').fill('已补充两份。')
  await page.getByRole('dialog').getByRole('button', { name: '报送补正材料' }).click()
  await expect(page.getByText('材料完备性审查').first()).toBeVisible()
})
