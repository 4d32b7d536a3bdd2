import { readFileSync } from 'node:fs'

import { accessible, expect, test } from './test'

test('a supervisor follows a number to its list and to the case', async ({ as, story }) => {
  await story.to('in_force')
  const page = await as('supervisor')
  await page.getByRole('link', { name: '监督', exact: true }).click()
  const card = page.getByRole('region', { name: '报备率' }).first()
  await expect(card.getByText('100.0%').or(card.getByText(/还差|差/)).first()).toBeVisible()
  await accessible(page)
  await card.getByRole('link', { name: /^分子 \d+/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('报备率：分子')
  await expect(page.getByRole('row', { name: new RegExp(story.title) }).first()).toBeVisible()
  await page.getByText('分母', { exact: true }).click()
  await expect(page).toHaveURL(/part=denominator/)
  await page.getByRole('row', { name: new RegExp(story.title) }).first().getByRole('link').click()
  await expect(page.getByRole('heading', { name: story.title })).toBeVisible()
})

test('the table of organs comes first, and the chart is one step away', async ({ as, story }) => {
  await story.to('in_force')
  const page = await as('supervisor')
  await page.goto('/supervise')
  const part = page.locator('.gb-card').filter({ has: page.getByRole('heading', { name: '各制定机关' }) })
  await expect(part.getByRole('cell', { name: '青山区人民政府', exact: true })).toBeVisible()
  await part.getByRole('columnheader', { name: '报备率' }).click()
  await part.getByText('图', { exact: true }).click()
  await expect(part.locator('svg').first()).toBeVisible()
  await expect(page.getByRole('heading', { name: '各步用时（自然日）' })).toBeVisible()
  await accessible(page)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation', { name: '主要导航' })).toBeHidden()
})

test('the ledger is filtered by its address, and goes out as it is shown', async ({ as, story }) => {
  await story.to('submitted')
  const page = await as('supervisor')
  await page.goto(`/ledger?text=${encodeURIComponent(story.title)}&stage=submitted`)
  await expect(page.getByRole('row', { name: new RegExp(story.title) })).toBeVisible()
  await expect(page.getByText('共 1 件')).toBeVisible()
  await accessible(page)
  for (const [name, head] of [['导出 Excel', 'PK'], ['导出 CSV', '']] as const) {
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name }).click()
    const bytes = readFileSync(await (await download).path())
    expect(bytes.length).toBeGreaterThan(100)
    if (head) expect(bytes.subarray(0, 2).toString()).toBe(head)
    else expect(bytes.toString('utf8')).toContain(story.title)
  }
  await page.getByRole('button', { name: /移除 待单位负责人同意/ }).click()
  await expect(page).not.toHaveURL(/stage=/)
})

test('the choice of columns is kept', async ({ as }) => {
  const page = await as('supervisor')
  await page.goto('/ledger')
  const shown = page.getByRole('columnheader', { name: '统一编号' })
  await page.getByRole('button', { name: '选择列' }).click()
  const box = page.getByRole('checkbox', { name: '统一编号' })
  const was = await box.isChecked()
  await box.setChecked(!was)
  await expect(shown).toHaveCount(was ? 0 : 1)
  await page.waitForLoadState('networkidle')
  await page.reload()
  await expect(page.getByRole('columnheader', { name: '文件名称' })).toBeVisible()
  await expect(shown).toHaveCount(was ? 0 : 1)
})

test('periods come in buckets, with the reason of each date', async ({ as, story }) => {
  await story.to('opinion')
  const page = await as('supervisor')
  await page.goto('/supervise/watch/later')
  await page.getByRole('button', { name: /期限怎么来的/ }).first().click()
  await expect(page.locator('.gb-why li').first()).toBeVisible()
  await accessible(page)
})
