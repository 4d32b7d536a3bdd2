import { existsSync } from 'node:fs'

import { defineConfig } from '@playwright/test'

const chromium = [process.env.GUIBEI_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) => p && existsSync(p))

/** A real `guibei up`, a real browser. The server is started once, in a folder of its own; see e2e/server.ts. */
export default defineConfig({
  testDir: 'e2e',
  // Times depend on the machine; docs/performance.md says how they are taken.
  testIgnore: process.env.GUIBEI_SPEED === '1' ? [] : ['**/speed.spec.ts'],
  globalSetup: './e2e/server.ts',
  // One server, two cores: tests beside each other would only wait for each other.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    baseURL: process.env.GUIBEI_URL,
    viewport: { width: 1280, height: 720 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] },
  },
})
