import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { docx } from './docx'
import { accessible, expect, test } from './test'

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

test('thousands of leads and a table of 60 columns: the page holds', async ({ as }) => {
  const page = await as('drafter')
  await page.goto('/check')
  const wide = [0, 1, 2].map((r) => Array.from({ length: 60 }, (_, c) => `第${r}行第${c}列𬱖`))
  const draft = docx([
    `关于印发青山区${'𬱖河沿岸'.repeat(70)}的通知`, wide,
    ...Array.from({ length: 5000 }, (_, i) => `违反第${i}项规定的，处${i + 1}元罚款，收取保证金${i}元，未经批准不得经营。`),
  ])
  const input = page.getByLabel('送审稿（docx）', { exact: true }).locator('input[type=file]')
  await input.setInputFiles({ name: '五千条.docx', mimeType: word, buffer: draft })
  await expect(page.getByRole('heading', { name: /\d+ 条线索/ })).toBeVisible({ timeout: 60_000 })
  // A rule lists its first 200 and says how many more there are.
  const leads = page.getByRole('list', { name: '线索' })
  await expect(leads.getByRole('listitem')).toHaveCount(100)
  await page.getByRole('button', { name: '后面的' }).click()
  await leads.getByRole('button').first().click()
  await expect(leads.getByRole('button').first()).toHaveAttribute('aria-current', 'true')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
})

test('a file that vanishes while it is sent is told from a network that is gone', async ({ as, story }) => {
  await (await story.client('drafter')).delete('/api/v1/me/drafts/submission')
  const page = await as('drafter')
  const folder = mkdtempSync(join(tmpdir(), 'guibei-vanish-'))
  const path = join(folder, '起草说明.pdf')
  writeFileSync(path, Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(7 * 1024 * 1024)]))
  await page.goto('/drafts/new')
  await page.route(/\/api\/v1\/uploads$/, async (route) => {
    rmSync(path)
    await route.continue()
  })
  await page.getByLabel('起草说明', { exact: true }).locator('input[type=file]').setInputFiles(path)
  await expect(page.getByText('文件读不到了')).toBeVisible({ timeout: 60_000 })
  await accessible(page)
  rmSync(folder, { recursive: true })
})

test('a docx under another name, and another kind of file under the name of a docx, are told apart', async ({ as }) => {
  const page = await as('drafter')
  await page.goto('/check')
  const input = page.getByLabel('送审稿（docx）', { exact: true }).locator('input[type=file]')
  const draft = readFileSync(new URL('../../examples/stalls-revised.docx', import.meta.url))
  await input.setInputFiles({ name: '办法.wps', mimeType: 'application/octet-stream', buffer: draft })
  await expect(page.getByRole('alert')).toContainText('另存为 .docx')
  const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)])
  await input.setInputFiles({ name: '办法.docx', mimeType: word, buffer: old })
  await expect(page.locator('.gb-problem')).toContainText('.docx')
  await page.getByRole('button', { name: '重试' }).waitFor()
  await input.setInputFiles({ name: '办法.docx', mimeType: word, buffer: draft })
  await expect(page.getByRole('heading', { name: /线索/ }).first()).toBeVisible()
})
