import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

/** Where scripts/ensure-chromium.sh puts the old Chromium. */
export const oldProgram = process.env.GUIBEI_OLD_CHROMIUM ?? fileURLToPath(new URL('../../bin/old-chromium/chromium', import.meta.url))

export function hasOldBrowser(): boolean {
  return existsSync(oldProgram)
}

interface Message { id?: number; method?: string; params?: Record<string, unknown>; result?: Record<string, unknown>; error?: { message: string }; sessionId?: string }
interface Evaluated { result: { value?: unknown }; exceptionDetails?: { exception?: { description?: string }; text: string } }

/**
 * A Chromium too old for Playwright, spoken to in its own protocol over two pipes. It knows as much as is needed to walk
 * through pages: go, wait, type, read.
 */
export class OldBrowser {
  private next = 1
  private waiting = new Map<number, { resolve: (m: Record<string, unknown>) => void; reject: (e: Error) => void }>()
  private rest = ''
  private session = ''
  /** Exceptions that nobody caught, and errors on the console. */
  readonly complaints: string[] = []

  private constructor(private child: ChildProcess, private home: string) {
    const from = child.stdio[4] as Readable
    from.setEncoding('utf8')
    from.on('data', (chunk: string) => this.hear(chunk))
    child.on('exit', () => {
      for (const w of this.waiting.values()) w.reject(new Error('the old browser has ended'))
    })
  }

  static async start(): Promise<OldBrowser> {
    const home = mkdtempSync(join(tmpdir(), 'guibei-old-'))
    const child = spawn(oldProgram, [
      '--headless', '--no-sandbox', '--no-zygote', '--single-process', '--disable-gpu', '--disable-dev-shm-usage', '--lang=zh-CN',
      `--user-data-dir=${home}`, '--remote-debugging-pipe', '--window-size=1280,720', 'about:blank',
    ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: home } })
    const b = new OldBrowser(child, home)
    const { targetId } = await b.tell('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await b.tell('Target.attachToTarget', { targetId, flatten: true })
    b.session = sessionId as string
    for (const domain of ['Page', 'Runtime', 'Log']) await b.tell(`${domain}.enable`)
    return b
  }

  async stop() {
    const gone = new Promise((resolve) => this.child.once('exit', resolve))
    this.child.kill('SIGKILL')
    await gone
    rmSync(this.home, { recursive: true, force: true })
  }

  private hear(chunk: string) {
    const whole = (this.rest + chunk).split('\0')
    this.rest = whole.pop() ?? ''
    for (const text of whole) this.take(JSON.parse(text) as Message)
  }

  private take(m: Message) {
    if (m.id !== undefined) {
      const w = this.waiting.get(m.id)
      this.waiting.delete(m.id)
      if (m.error) w?.reject(new Error(m.error.message))
      else w?.resolve(m.result ?? {})
      return
    }
    if (m.method === 'Runtime.exceptionThrown') {
      const { exceptionDetails: d } = m.params as { exceptionDetails: { text: string; exception?: { description?: string } } }
      this.complaints.push(d.exception?.description ?? d.text)
    } else if (m.method === 'Runtime.consoleAPICalled' && m.params?.type === 'error') {
      const { args } = m.params as { args: { value?: unknown; description?: string }[] }
      this.complaints.push(args.map((a) => a.description ?? String(a.value)).join(' '))
    }
  }

  private tell(method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const id = this.next++
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      const said = JSON.stringify({ id, method, params, ...(this.session ? { sessionId: this.session } : {}) })
      ;(this.child.stdio[3] as Writable).write(`${said}\0`)
    })
  }

  async go(url: string) {
    await this.tell('Page.navigate', { url })
  }

  /** What a JavaScript expression gives on the page. */
  async read<T>(expression: string): Promise<T> {
    const { result, exceptionDetails: e } = (await this.tell('Runtime.evaluate', { expression, returnByValue: true })) as unknown as Evaluated
    if (e) throw new Error(e.exception?.description ?? e.text)
    return result.value as T
  }

  /** Waits until an expression is true. */
  async until(expression: string, what: string): Promise<void> {
    for (const end = Date.now() + 20_000; Date.now() < end; ) {
      if (await this.read<boolean>(`!!(${expression})`).catch(() => false)) return
      await new Promise((r) => setTimeout(r, 100))
    }
    throw new Error(`${what} did not come; the page says: ${await this.read<string>('document.body.innerText.slice(0, 400)')}`)
  }

  async type(selector: string, text: string) {
    await this.read(`document.querySelector(${JSON.stringify(selector)}).focus()`)
    await this.tell('Input.insertText', { text })
  }

  async click(selector: string) {
    await this.read(`document.querySelector(${JSON.stringify(selector)}).click()`)
  }
}
