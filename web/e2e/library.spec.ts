import { accessible, expect, test, watch } from './test'

test('the public finds a document and reads it without signing in', async ({ page, story }) => {
  await story.to('in_force')
  const complaints = watch(page)
  await page.goto('/')
  await page.getByRole('link', { name: /查看现行有效的规范性文件/ }).click()
  await expect(page.getByRole('heading', { name: '规范性文件库' })).toBeVisible()
  await page.getByRole('combobox', { name: '效力' }).click()
  await page.locator('.ant-select-dropdown:visible').getByTitle('全部').click()
  await page.getByRole('searchbox', { name: /文件名称、文号/ }).or(page.getByRole('textbox', { name: /文件名称、文号/ })).fill(story.title)
  await page.keyboard.press('Enter')
  // The library takes up what was published within ten seconds.
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('共 1 件')).toBeVisible({ timeout: 2000 })
  }).toPass({ timeout: 60_000 })
  await accessible(page)
  await page.getByRole('link', { name: story.title }).click()
  await expect(page.locator('.gb-reading')).toContainText('第一条')
  await accessible(page)
  expect(complaints).toEqual([])
})

test('nothing found says what to try', async ({ page }) => {
  await page.goto('/library?text=没有这样的文件名称')
  await expect(page.getByText('没有符合条件的文件')).toBeVisible()
  await page.getByRole('button', { name: '清除筛选' }).click()
  await expect(page).toHaveURL('/library')
})
