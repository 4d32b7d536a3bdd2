import { accessible, expect, test } from './test'

test('text size and language hold after a reload', async ({ as }) => {
  const page = await as('congress')
  await page.goto('/account')
  await page.getByRole('radio', { name: '大字' }).check()
  await page.getByRole('button', { name: 'English' }).first().click()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Account and preferences' })).toBeVisible()
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('.ant-btn') ?? document.body).fontSize)).toBe('18px')
  await accessible(page)
})

test('a wrong current password is said as a sentence', async ({ as }) => {
  const page = await as('congress')
  await page.goto('/account')
  await page.getByLabel('现在的密码').fill('not the password')
  await page.getByLabel('新密码（不少于12个字符）', { exact: true }).fill('long enough to be one')
  await page.getByLabel('再输入一次新密码').fill('another one entirely')
  await page.getByRole('button', { name: '修改密码' }).click()
  await expect(page.getByText('两次输入的不一样')).toBeVisible()
  await page.getByLabel('再输入一次新密码').fill('long enough to be one')
  await page.getByRole('button', { name: '修改密码' }).click()
  await expect(page.locator('.gb-problem')).toBeVisible()
  await accessible(page)
})

test('the bell counts what concerns me, and leads there', async ({ as, story }) => {
  await story.to('revision')
  const page = await as('drafter')
  await page.getByRole('button', { name: /条未读提醒/ }).click()
  await expect(page.getByRole('link', { name: new RegExp(story.title) }).first()).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: '全部标为已读' }).click()
  await expect(page.getByRole('button', { name: '提醒', exact: true })).toBeVisible()
})
