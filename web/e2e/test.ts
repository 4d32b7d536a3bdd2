import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test as base } from '@playwright/test'

import { account, type Who } from './people'
import { Story } from './story'

interface Fixtures {
  /** Signs somebody in, in a browser of their own, and gives the page. */
  as: (who: Who) => Promise<Page>
  /** A case that can be brought to any point over the API. */
  story: Story
}

// What a browser says although nothing is wrong: answers that the page deals with are logged as errors, and so is a file
// that vanished while it was sent (an address that is not there says 404 instead).
const harmless = [/Failed to load resource: the server responded with a status of (304|4\d\d|503)/, /net::ERR_INTERNET_DISCONNECTED/, /net::ERR_(ABORTED|FAILED|CONNECTION_RESET|FILE_NOT_FOUND)/]

/** Tests that fail when a page writes an error to the console, or asks anybody but our own server for anything. */
export const test = base.extend<Fixtures>({
  as: async ({ browser }, provide) => {
    const pages: { page: Page; complaints: string[] }[] = []
    await provide(async (who) => {
      const context = await browser.newContext({ baseURL: process.env.GUIBEI_URL })
      const page = await context.newPage()
      pages.push({ page, complaints: watch(page) })
      await signIn(page, who)
      return page
    })
    for (const { page, complaints } of pages) {
      expect(complaints, page.url()).toEqual([])
      await page.context().close()
    }
  },
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs
  story: async ({}, provide) => {
    const s = new Story()
    await provide(s)
    await s.close()
  },
})

export { expect }

/** Collects what must not happen on a page. */
export function watch(page: Page): string[] {
  const complaints: string[] = []
  const origin = process.env.GUIBEI_URL ?? ''
  page.on('console', (m) => {
    if (m.type() === 'error' && !harmless.some((h) => h.test(m.text()))) complaints.push(`console: ${m.text()}`)
  })
  page.on('pageerror', (e) => complaints.push(`error: ${e.message}`))
  page.on('request', (r) => {
    if (!r.url().startsWith(origin) && !/^(data|blob):/.test(r.url())) complaints.push(`outside request: ${r.url()}`)
  })
  return complaints
}

export async function signIn(page: Page, who: Who): Promise<void> {
  const { login, password } = account(who)
  await page.goto('/')
  await page.getByRole('textbox', { name: '登录名' }).fill(login)
  await page.getByRole('textbox', { name: '密码' }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('navigation', { name: '主要导航' })).toBeVisible()
}

/** Fails when axe finds anything against WCAG 2.2 AA on the page as it is now, open dialogs included. */
export async function accessible(page: Page): Promise<void> {
  // Colours are judged when they stand still.
  await page.waitForTimeout(350)
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')} — ${v.help}`)).toEqual([])
}
