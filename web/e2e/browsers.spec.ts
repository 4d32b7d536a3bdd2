import { account, type Who } from './people'
import { expect, test } from './test'
import { Firefox, firefoxProgram, hasOldBrowser, OldChromium, type Walker } from './walkers'

const doors: [Who, string[]][] = [
  ['drafter', ['/', '/check', '/drafts', '/drafts/new', '/library', '/account', '/help']],
  ['lead', ['/', '/review', '/supervise', '/ledger']],
  ['office', ['/office']],
  ['city', ['/filing']],
  ['sysadmin', ['/admin']],
]

// The oldest engine that 360 and Qi An Xin sell to governments is Chromium 86. Both are brought by scripts/ensure-browsers.sh.
const browsers: { name: string; here: () => boolean; start: () => Promise<Walker>; is: RegExp }[] = [
  { name: 'Chromium 86', here: hasOldBrowser, start: () => OldChromium.start(), is: /Chrome\/86\./ },
  { name: 'Firefox ESR', here: () => firefoxProgram !== undefined, start: () => Firefox.start(), is: /Firefox\// },
]

async function enter(b: Walker, who: Who) {
  const { login, password } = account(who)
  await b.go(`${process.env.GUIBEI_URL ?? ''}/`)
  await b.until(`document.querySelector('input[autocomplete="username"]')`, 'the form of signing in')
  await b.type('input[autocomplete="username"]', login)
  await b.type('input[autocomplete="current-password"]', password)
  await b.click('button[type="submit"]')
  await b.until(`document.querySelector('nav')`, 'the navigation')
}

/** Opens a page and sees that it is drawn, styled, without a failure, and no wider than the window. */
async function look(b: Walker, path: string) {
  await b.go(`${process.env.GUIBEI_URL ?? ''}${path}`)
  await b.until(`document.querySelector('h1') && !document.querySelector('.gb-loading, .ant-skeleton')`, `the page ${path}`)
  // Unstyled is how antd looks to an old engine when something is forgotten.
  expect(await b.read<string>(`getComputedStyle(document.querySelector('.ant-btn')).borderTopLeftRadius`), path).toBe('6px')
  expect(await b.read<boolean>(`!!document.querySelector('.ant-alert-error, .gb-problem')`), path).toBe(false)
  expect(await b.read<number>('document.documentElement.scrollWidth - innerWidth'), path).toBeLessThanOrEqual(0)
}

for (const { name, here, start, is } of browsers) {
  for (const [who, paths] of doors) {
    test(`the doors of ${who} open in ${name}`, async () => {
      test.skip(!here(), `there is no ${name} here; scripts/ensure-browsers.sh brings it where it can be had`)
      const b = await start()
      try {
        expect(await b.read<string>('navigator.userAgent')).toMatch(is)
        await enter(b, who)
        for (const path of paths) await look(b, path)
        expect(await b.complaints()).toEqual([])
      } finally {
        await b.stop()
      }
    })
  }
}
