import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const program = process.env.GUIBEI_UP ?? fileURLToPath(new URL('../../bin/guibei-up', import.meta.url))

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const s = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const at = s.address()
      s.close(() => resolve(typeof at === 'object' && at ? at.port : 0))
    })
  })
}

/**
 * Starts `guibei up --demo` in an empty folder and waits until it says that it is ready. With GUIBEI_URL and GUIBEI_DATA a
 * server that runs already is used, for work on the tests themselves.
 */
export default async function startServer(): Promise<() => Promise<void>> {
  if (process.env.GUIBEI_URL && process.env.GUIBEI_DATA) return () => Promise.resolve()
  if (!existsSync(program)) throw new Error(`${program} is not there; run make build first`)
  const data = mkdtempSync(join(tmpdir(), 'guibei-e2e-'))
  const port = await freePort()
  const child = spawn(program, ['up', '--demo', '--data', data], {
    env: { ...process.env, GUIBEI_LISTEN: `127.0.0.1:${port}` }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const hear = (b: Buffer) => {
      said += b.toString()
      if (said.includes('规备已就绪')) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('exit', (code) => reject(new Error(`guibei up ended with ${code ?? 'a signal'}: ${said}`)))
  })
  process.env.GUIBEI_URL = `http://127.0.0.1:${port}`
  process.env.GUIBEI_DATA = data
  return async () => {
    child.removeAllListeners('exit')
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await Promise.race([gone, new Promise((r) => setTimeout(r, 20_000))])
    rmSync(data, { recursive: true, force: true })
  }
}
