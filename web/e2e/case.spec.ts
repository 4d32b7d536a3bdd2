import { accessible, expect, test } from './test'

test('the case page says who did what, what is next, and how a date came about', async ({ as, story }) => {
  await story.to('opinion')
  const page = await as('lead')
  await page.goto(`/cases/${story.id}`)
  await expect(page.getByText(/现在等待/).first()).toBeVisible()
  await page.getByRole('button', { name: /期限怎么来的/ }).first().click()
  await expect(page.locator('.gb-why li').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('article', { name: '指派审核人员' })).toContainText('指派')
  await accessible(page)
})

test('what somebody else does appears by itself', async ({ as, story }) => {
  await story.to('submitted')
  const page = await as('drafter')
  await page.goto(`/cases/${story.id}`)
  await expect(page.getByText('实时更新')).toBeVisible()
  await story.act('unitHead', 'approve-submission')
  await expect(page.getByRole('article', { name: '同意报送' })).toBeVisible()
})

test('letters and versions come as files', async ({ as, story }) => {
  await story.to('second_review')
  const page = await as('lead')
  await page.goto(`/cases/${story.id}?part=documents`)
  for (const link of [page.getByRole('link', { name: '带批注的稿' }).first(), page.getByRole('link', { name: /审核意见书/ }).first()]) {
    const download = page.waitForEvent('download')
    await link.click()
    expect((await download).suggestedFilename()).toMatch(/\.docx$/)
  }
  await page.getByRole('link', { name: '查看正文' }).first().click()
  await expect(page.locator('.gb-doc')).toContainText('第一条')
})

test('a case that is not there, and one that is not mine, say so', async ({ as, story }) => {
  await story.to('draft')
  const page = await as('drafter')
  await page.goto('/cases/00000000-0000-0000-0000-000000000000')
  await expect(page.locator('.gb-problem')).toBeVisible()
  await accessible(page)
  await page.goto('/nowhere')
  await expect(page.getByText('没有这个页面')).toBeVisible()
})
