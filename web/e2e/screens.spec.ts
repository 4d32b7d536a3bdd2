import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { type Stop, Story } from './story'
import { accessible, expect, test } from './test'

// Every page in both languages: axe finds nothing, nothing is wider than the window. With GUIBEI_SCREENS=1 also in a large
// window, and the pictures go to docs/screenshots.
const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))
const keep = process.env.GUIBEI_SCREENS === '1'
const small = { width: 1280, height: 720 }
const sizes = keep ? [{ width: 1920, height: 1080 }, small] : [small]

type Page = Awaited<ReturnType<Parameters<Parameters<typeof test>[2]>[0]['as']>>

async function look(page: Page, name: string, path: string) {
  for (const language of ['zh-CN', 'en'] as const) {
    await page.evaluate((l) => localStorage.setItem('guibei.language', l), language)
    for (const size of sizes) {
      await page.setViewportSize(size)
      await page.goto(path)
      await expect(page.locator('h1')).toBeVisible()
      await expect(page.locator('.gb-loading, .ant-skeleton')).toHaveCount(0)
      if (keep) await page.waitForLoadState('networkidle')
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${path} is wider than the window`).toBeLessThanOrEqual(0)
      if (keep) writeFileSync(`${folder}${name}.${language}.${size.width}.webp`, await webp(page, await page.screenshot()))
    }
    await accessible(page)
  }
}

/** A picture in a third of the size that the browser's own kinds take. */
async function webp(page: Page, png: Buffer): Promise<Buffer> {
  const small = await page.evaluate(async (encoded) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0))]))
    const canvas = new OffscreenCanvas(picture.width, picture.height)
    canvas.getContext('2d')?.drawImage(picture, 0, 0)
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.5 })).arrayBuffer())
    return btoa(bytes.reduce((all, b) => all + String.fromCharCode(b), ''))
  }, png.toString('base64'))
  return Buffer.from(small, 'base64')
}

// Lists are looked at with something in them: a case at each point of the procedure.
test.beforeAll(async () => {
  test.setTimeout(300_000)
  if (keep) mkdirSync(folder, { recursive: true })
  const at: [Stop, string][] = [
    ['submitted', '青山区餐饮油烟管理办法'], ['completeness', '青山区共享单车停放管理办法'], ['completeness', '青山区户外广告设施管理办法'],
    ['opinion', '青山区建筑垃圾处置管理办法'], ['revision', '青山区养犬管理规定'], ['deliberation', '青山区停车设施管理办法'], ['deliberation', '青山区集贸市场管理办法'],
    ['signed', '青山区河道保洁管理办法'], ['filing', '青山区老旧小区加装电梯办法'], ['submitted_filing', '青山区校外托管管理办法'], ['in_force', '青山区公园管理办法'],
  ]
  for (const [stop, title] of at) {
    const s = new Story()
    await s.to(stop, title)
    await s.close()
  }
})

const plain = {
  drafter: { inbox: '/', check: '/check', drafts: '/drafts', 'new-case': '/drafts/new', account: '/account', help: '/help' },
  lead: { review: '/review', supervise: '/supervise', watch: '/supervise/watch/overdue', items: '/supervise/items/filing_rate?part=denominator' },
  supervisor: { ledger: '/ledger', obligations: '/ledger/obligations' },
  office: { office: '/office', 'office-deliberation': '/office?step=deliberation', 'office-filing': '/office?step=filing' },
  city: { filing: '/filing', 'filing-registered': '/filing?status=registered' },
  sysadmin: { admin: '/admin', people: '/admin/people', organs: '/admin/organs', regions: '/admin/regions', calendars: '/admin/calendars', templates: '/admin/templates' },
  auditor: { audit: '/admin/audit', 'audit-admin': '/admin/audit?tab=admin' },
} as const

for (const [who, pages] of Object.entries(plain)) {
  test(`the pages of ${who} look right in both languages`, async ({ as }) => {
    test.setTimeout(300_000)
    const page = await as(who as keyof typeof plain)
    for (const [name, path] of Object.entries(pages)) await look(page, name, path)
  })
}

test('the pages of one case look right in both languages', async ({ as, story }) => {
  test.setTimeout(400_000)
  await story.to('in_force')
  const page = await as('lead')
  await look(page, 'case', `/cases/${story.id}`)
  for (const part of ['documents', 'opinions', 'filings', 'facts']) await look(page, `case-${part}`, `/cases/${story.id}?part=${part}`)
  await look(page, 'document', `/cases/${story.id}/document`)
  await look(page, 'compare', `/review/${story.id}/compare?from=1&to=2`)
  await look(page, 'compare-side', `/review/${story.id}/compare?from=1&to=2&way=side`)
  await look(page, 'compare-effects', `/review/${story.id}/compare?from=1&to=2&way=effects`)
  await look(page, 'library', '/library')
  await look(page, 'library-document', `/library/${story.id}`)
})

test('the pages of a case on its way look right in both languages', async ({ as, story }) => {
  test.setTimeout(300_000)
  await story.to('opinion')
  await look(await as('reviewer'), 'workbench', `/review/${story.id}`)
  await story.act('reviewer', 'record-opinion', story.opinion(true))
  await story.act('lead', 'issue-opinion', { exemption: 'emergency' })
  await look(await as('drafter'), 'revision', `/drafts/${story.id}/revision`)
})

test('the form check looks right in both languages', async ({ as, story }) => {
  test.setTimeout(200_000)
  await story.to('submitted_filing')
  const { obligations } = await story.read('office')
  const of = obligations.find((o) => o.track.desk === 'filing_reviewer')
  await look(await as('city'), 'form-check', `/filing/${story.id}/${encodeURIComponent(of?.id ?? '')}`)
})
