import { accessible, expect, test } from './test'

test('what waits is in one list, with the date it is due, and leads to where it is done', async ({ as, story }) => {
  await story.to('completeness')
  const page = await as('office')
  await expect(page.getByRole('heading', { name: '待我处理' })).toBeVisible()
  const task = page.getByRole('listitem').filter({ hasText: story.title })
  await expect(task).toContainText('完备性审查')
  await accessible(page)
  await task.getByRole('link', { name: /去办理/ }).click()
  await expect(page.getByText(story.title).first()).toBeVisible()
})

test('a task that was done elsewhere is gone when the list is asked for again', async ({ as, story }) => {
  await story.to('submitted')
  const page = await as('unitHead')
  const task = page.getByRole('listitem').filter({ hasText: story.title })
  await expect(task).toBeVisible()
  await story.act('unitHead', 'approve-submission')
  await page.getByRole('button', { name: '刷新' }).click()
  await expect(task).toBeHidden()
})

test('who has nothing to do is told where else to go', async ({ as }) => {
  const page = await as('auditor')
  await expect(page.getByText('现在没有等待您办理的事项。')).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: '到系统管理' }).click()
  await expect(page).toHaveURL(/\/admin/)
  await accessible(page)
})
