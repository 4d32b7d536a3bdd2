// Leaves in dist only what the binary embeds: every file as .gz.
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist', import.meta.url).pathname

async function files(dir) {
  const out = []
  for (const name of await readdir(dir)) {
    const path = join(dir, name)
    if ((await stat(path)).isDirectory()) out.push(...(await files(path)))
    else out.push(path)
  }
  return out
}

let raw = 0
let packed = 0
for (const path of await files(dist)) {
  if (path.endsWith('.gitkeep') || path.endsWith('.gz') || path.endsWith('index.html')) continue
  const bytes = await readFile(path)
  const gz = gzipSync(bytes, { level: 9 })
  await writeFile(path + '.gz', gz)
  await rm(path)
  raw += bytes.length
  packed += gz.length
}
await writeFile(join(dist, '.gitkeep'), '')
console.log(`${(raw / 1024).toFixed(0)} KB packed into ${(packed / 1024).toFixed(0)} KB`)
