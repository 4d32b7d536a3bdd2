import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

/** Where scripts/ensure-browsers.sh puts the old Chromium. */
export const oldProgram = process.env.GUIBEI_OLD_CHROMIUM ?? fileURLToPath(new URL('../../bin/old-chromium/chromium', import.meta.url))

export function hasOldBrowser(): boolean {
  return existsSync(oldProgram)
}

/** Where Firefox ESR is, or nothing. */
export const firefoxProgram = [process.env.GUIBEI_FIREFOX, '/usr/bin/firefox-esr'].find((p) => p && existsSync(p))

/** As much of a browser as is needed to walk through pages: go, wait, type, read. For those that Playwright cannot drive. */
export abstract class Walker {
  abstract go(url: string): Promise<void>
  /** What a JavaScript expression gives on the page. */
  abstract read<T>(expression: string): Promise<T>
  abstract type(selector: string, text: string): Promise<void>
  /** Exceptions that nobody caught, and errors on the console, up to now. */
  abstract complaints(): Promise<string[]>
  abstract stop(): Promise<void>

  /** Waits until an expression is true. */
  async until(expression: string, what: string): Promise<void> {
    for (const end = Date.now() + 20_000; Date.now() < end; ) {
      if (await this.read<boolean>(`!!(${expression})`).catch(() => false)) return
      await new Promise((r) => setTimeout(r, 100))
    }
    throw new Error(`${what} did not come; the page says: ${await this.read<string>('document.body.innerText.slice(0, 400)')}`)
  }

  async click(selector: string) {
    await this.read(`document.querySelector(${JSON.stringify(selector)}).click()`)
  }
}

interface Message { id?: number; method?: string; params?: Record<string, unknown>; result?: Record<string, unknown>; error?: { message: string }; sessionId?: string }
interface Evaluated { result: { value?: unknown }; exceptionDetails?: { exception?: { description?: string }; text: string } }

/** A Chromium too old for Playwright, spoken to in its own protocol over two pipes. */
export class OldChromium extends Walker {
  private next = 1
  private waiting = new Map<number, { resolve: (m: Record<string, unknown>) => void; reject: (e: Error) => void }>()
  private rest = ''
  private session = ''
  private said: string[] = []

  private constructor(private child: ChildProcess, private home: string) {
    super()
    const from = child.stdio[4] as Readable
    from.setEncoding('utf8')
    from.on('data', (chunk: string) => this.hear(chunk))
    child.on('exit', () => {
      for (const w of this.waiting.values()) w.reject(new Error('the old browser has ended'))
    })
  }

  static async start(): Promise<OldChromium> {
    const home = mkdtempSync(join(tmpdir(), 'guibei-old-'))
    const child = spawn(oldProgram, [
      '--headless', '--no-sandbox', '--no-zygote', '--single-process', '--disable-gpu', '--disable-dev-shm-usage', '--lang=zh-CN',
      `--user-data-dir=${home}`, '--remote-debugging-pipe', '--window-size=1280,720', 'about:blank',
    ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: home } })
    const b = new OldChromium(child, home)
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
      this.said.push(d.exception?.description ?? d.text)
    } else if (m.method === 'Runtime.consoleAPICalled' && m.params?.type === 'error') {
      const { args } = m.params as { args: { value?: unknown; description?: string }[] }
      this.said.push(args.map((a) => a.description ?? String(a.value)).join(' '))
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

  async read<T>(expression: string): Promise<T> {
    const { result, exceptionDetails: e } = (await this.tell('Runtime.evaluate', { expression, returnByValue: true })) as unknown as Evaluated
    if (e) throw new Error(e.exception?.description ?? e.text)
    return result.value as T
  }

  async type(selector: string, text: string) {
    await this.read(`document.querySelector(${JSON.stringify(selector)}).focus()`)
    await this.tell('Input.insertText', { text })
  }

  complaints() {
    return Promise.resolve(this.said)
  }
}

type Answer = [kind: number, id: number, error: { message: string } | null, result: { value?: unknown } | null]

/** Firefox ESR, spoken to by Marionette: lines of JSON, each behind its length. */
export class Firefox extends Walker {
  private next = 1
  private waiting = new Map<number, (a: Answer) => void>()
  private rest = Buffer.alloc(0)

  private constructor(private child: ChildProcess, private socket: Socket, private home: string) {
    super()
    socket.on('data', (chunk: Buffer) => this.hear(chunk))
  }

  static async start(): Promise<Firefox> {
    const home = mkdtempSync(join(tmpdir(), 'guibei-firefox-'))
    writeFileSync(join(home, 'user.js'), [
      ['marionette.port', 0], ['intl.accept_languages', 'zh-CN'], ['app.update.auto', false], ['datareporting.policy.dataSubmissionEnabled', false],
      ['network.captive-portal-service.enabled', false], ['browser.shell.checkDefaultBrowser', false],
    ].map(([k, v]) => `user_pref(${JSON.stringify(k)}, ${JSON.stringify(v)});`).join('\n'))
    const child = spawn(firefoxProgram ?? 'firefox-esr', ['--headless', '--marionette', '--remote-allow-system-access', '--no-remote', '--profile', home, '--width', '1280', '--height', '720'], {
      stdio: 'ignore', env: { ...process.env, HOME: home },
    })
    const b = new Firefox(child, await connected(join(home, 'MarionetteActivePort')), home)
    await b.tell('WebDriver:NewSession', {})
    return b
  }

  async stop() {
    const gone = new Promise((resolve) => this.child.once('exit', resolve))
    this.socket.destroy()
    this.child.kill('SIGKILL')
    await gone
    rmSync(this.home, { recursive: true, force: true, maxRetries: 5 })
  }

  private hear(chunk: Buffer) {
    this.rest = Buffer.concat([this.rest, chunk])
    for (let colon = this.rest.indexOf(':'); colon > 0; colon = this.rest.indexOf(':')) {
      const end = colon + 1 + Number(this.rest.subarray(0, colon).toString())
      if (this.rest.length < end) return
      const said = JSON.parse(this.rest.subarray(colon + 1, end).toString()) as Answer
      this.rest = this.rest.subarray(end)
      if (Array.isArray(said)) this.waiting.get(said[1])?.(said)
    }
  }

  private tell(command: string, params: Record<string, unknown>): Promise<unknown> {
    const id = this.next++
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ([, , error, result]) => error ? reject(new Error(error.message)) : resolve(result?.value))
      const said = Buffer.from(JSON.stringify([0, id, command, params]))
      this.socket.write(Buffer.concat([Buffer.from(`${said.length}:`), said]))
    })
  }

  async go(url: string) {
    await this.tell('WebDriver:Navigate', { url })
  }

  async read<T>(expression: string): Promise<T> {
    return (await this.tell('WebDriver:ExecuteScript', { script: `return (${expression})`, args: [] })) as T
  }

  async type(selector: string, text: string) {
    const found = (await this.tell('WebDriver:FindElement', { using: 'css selector', value: selector })) as Record<string, string>
    await this.tell('WebDriver:ElementSendKeys', { id: Object.values(found)[0], text })
  }

  async complaints() {
    await this.tell('Marionette:SetContext', { value: 'chrome' })
    const said = await this.read<string[]>(`Services.console.getMessageArray().filter((m) => m instanceof Ci.nsIScriptError &&
      !(m.flags & Ci.nsIScriptError.warningFlag) && /content javascript|Content Security Policy/.test(m.category)).map((m) => m.errorMessage)`)
    await this.tell('Marionette:SetContext', { value: 'content' })
    return said
  }
}

/** Waits until Firefox has written its port, and connects to it. */
async function connected(file: string): Promise<Socket> {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((r) => setTimeout(r, 200))) {
    if (!existsSync(file)) continue
    const port = Number(readFileSync(file, 'utf8'))
    if (!port) continue
    return new Promise((resolve, reject) => {
      const s: Socket = connect(port, '127.0.0.1', () => resolve(s)).once('error', reject)
    })
  }
  throw new Error('Firefox did not start')
}
