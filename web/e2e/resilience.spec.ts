import { account } from './people'
import { accessible, expect, test } from './test'

test('a session that ends while a form is filled in is renewed over the page', async ({ as, story }) => {
  await story.to('submitted')
  const page = await as('unitHead')
  await page.goto(`/cases/${story.id}`)
  await page.getByRole('button', { name: '不同意报送' }).click()
  await page.getByLabel('理由').fill('先征求各镇意见。')
  const cookies = await page.context().cookies()
  await page.context().clearCookies()
  await page.getByRole('dialog').getByRole('button', { name: '不同意报送' }).click()
  const again = page.getByRole('dialog', { name: '登录已过期' })
  expect(cookies.length).toBeGreaterThan(0)
  await expect(again).toBeVisible()
  await accessible(page)
  await again.getByRole('textbox', { name: '密码' }).fill(account('unitHead').password)
  await again.getByRole('button', { name: '登录', exact: true }).click()
  await expect(again).toBeHidden()
  await expect(page.getByLabel('理由')).toHaveValue('先征求各镇意见。')
  await page.getByRole('dialog').getByRole('button', { name: '不同意报送' }).click()
  await expect(page.getByText('先征求各镇意见。').first()).toBeVisible()
})

test('a network that is cut in the middle costs nothing and does nothing twice', async ({ as, story }) => {
  await story.to('submitted')
  const page = await as('unitHead')
  await page.goto(`/cases/${story.id}`)
  await page.getByRole('button', { name: '同意报送', exact: true }).click()
  await page.getByLabel('备注').fill('同意。')
  await page.context().setOffline(true)
  await expect(page.getByText('网络连接中断')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: '同意报送' }).click()
  await expect(page.getByText('连接不上服务器')).toBeVisible()
  await expect(page.getByLabel('备注')).toHaveValue('同意。')
  await accessible(page)
  await page.context().setOffline(false)
  await page.getByRole('dialog').getByRole('button', { name: '同意报送' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('article', { name: '同意报送' })).toHaveCount(1)
})

test('an answer that was lost is asked for again with the same key', async ({ as, story }) => {
  await story.to('submitted')
  const page = await as('unitHead')
  await page.goto(`/cases/${story.id}`)
  const seen: string[] = []
  await page.route('**/approve-submission', async (route) => {
    seen.push(route.request().headers()['idempotency-key'] ?? '')
    if (seen.length > 1) return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await page.getByRole('button', { name: '同意报送', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '同意报送' }).click()
  await expect(page.getByText('连接不上服务器')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: '同意报送' }).click()
  await expect(page.getByRole('dialog').or(page.getByText('在您填写期间，这一件有了更新')).first()).toBeHidden({ timeout: 20_000 }).catch(() => undefined)
  expect(seen[1]).toBe(seen[0])
  await expect(page.getByRole('article', { name: '同意报送' })).toHaveCount(1)
})

test('when somebody else was faster, there is a choice', async ({ as, story }) => {
  await story.to('completeness')
  const page = await as('office')
  await page.goto(`/cases/${story.id}`)
  await page.route('**/events/stream*', (route) => route.abort())
  await page.reload()
  await page.getByRole('button', { name: '退回' }).click()
  await page.getByLabel('理由').fill('不属于本机关职权。')
  await story.act('office', 'request-supplement', { reason: '请补充。', items: ['other'] })
  await page.getByRole('dialog').getByRole('button', { name: '退回' }).click()
  await expect(page.getByRole('dialog', { name: '在您填写期间，这一件有了更新' })).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: '先看最新情况' }).click()
  await expect(page.getByText('补正').first()).toBeVisible()
})

test('an error of the server is a sentence with a way on', async ({ as }) => {
  const page = await as('drafter')
  let broken = true
  await page.route('**/api/v1/cases?*', async (route) => {
    if (broken) await route.fulfill({ status: 503, contentType: 'text/plain', body: 'oops' })
    else await route.continue()
  })
  await page.goto('/drafts')
  await expect(page.getByText('服务器没有正常回答（503）')).toBeVisible({ timeout: 30_000 })
  await accessible(page)
  broken = false
  await page.getByRole('button', { name: '重试' }).click()
  await expect(page.getByText('服务器没有正常回答（503）')).toBeHidden()
})

test('who does nothing for long is warned, and can stay', async ({ as }) => {
  const page = await as('drafter')
  await page.clock.install()
  await page.goto('/')
  await expect(page.getByRole('heading', { name: '待我处理' })).toBeVisible()
  // The page asks for news by itself meanwhile; that is no use of the session.
  await page.clock.fastForward('28:30')
  await expect(page.getByRole('dialog', { name: '即将退出登录' })).toBeVisible()
  await page.getByRole('button', { name: '继续使用' }).click()
  await expect(page.getByRole('dialog', { name: '即将退出登录' })).toBeHidden()
})
