import { hasOldBrowser, OldBrowser } from './old'
import { account, type Who } from './people'
import { expect, test } from './test'

// The oldest engine that 360 and Qi An Xin sell to governments is Chromium 86.
const doors: [Who, string[]][] = [
  ['drafter', ['/', '/check', '/drafts', '/drafts/new', '/library', '/account', '/help']],
  ['lead', ['/', '/review', '/supervise', '/ledger']],
  ['office', ['/office']],
  ['city', ['/filing']],
  ['sysadmin', ['/admin']],
]

async function enter(b: OldBrowser, who: Who) {
  const { login, password } = account(who)
  await b.go(`${process.env.GUIBEI_URL ?? ''}/`)
  await b.until(`document.querySelector('input[autocomplete="username"]')`, 'the form of signing in')
  await b.type('input[autocomplete="username"]', login)
  await b.type('input[autocomplete="current-password"]', password)
  await b.click('button[type="submit"]')
  await b.until(`document.querySelector('nav')`, 'the navigation')
}

for (const [who, paths] of doors) {
  test(`the doors of ${who} open in Chromium 86`, async () => {
    test.skip(!hasOldBrowser(), 'there is no Chromium 86 here; scripts/ensure-chromium.sh brings it on Linux on amd64')
    const b = await OldBrowser.start()
    try {
      expect(await b.read<string>('navigator.userAgent')).toContain('Chrome/86.')
      await enter(b, who)
      for (const path of paths) {
        await b.go(`${process.env.GUIBEI_URL ?? ''}${path}`)
        await b.until(`document.querySelector('h1') && !document.querySelector('.gb-loading, .ant-skeleton')`, `the page ${path}`)
        // Unstyled is how antd looks to an old engine when something is forgotten.
        expect(await b.read<string>(`getComputedStyle(document.querySelector('.ant-btn')).borderRadius`), path).toBe('6px')
        expect(await b.read<boolean>(`!!document.querySelector('.ant-alert-error, .gb-problem')`), path).toBe(false)
        expect(await b.read<number>('document.documentElement.scrollWidth - innerWidth'), path).toBeLessThanOrEqual(0)
      }
      expect(b.complaints).toEqual([])
    } finally {
      await b.stop()
    }
  })
}
