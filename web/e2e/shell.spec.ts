import { accessible, expect, test, watch } from './test'

test('who is not signed in gets the form', async ({ page }) => {
  const complaints = watch(page)
  await page.goto('/ledger')
  await expect(page.getByRole('textbox', { name: '登录名' })).toBeVisible()
  await accessible(page)
  expect(complaints).toEqual([])
})

test('the frame speaks both languages', async ({ as }) => {
  const page = await as('drafter')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('link', { name: 'My tasks' })).toBeVisible()
  await accessible(page)
})
