// Unpacks the old Chromium into a folder and prints the path of the program. The same once more changes nothing.
import { execFileSync } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'

const packed = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/chrome-aws-lambda/bin')
const into = process.argv[2]
const program = join(into, 'chromium')

async function unbrotli(name, to, mode) {
  await pipeline(createReadStream(join(packed, name)), createBrotliDecompress(), createWriteStream(to, { mode }))
}

if (!existsSync(program)) {
  mkdirSync(into, { recursive: true })
  const tar = join(into, 'swiftshader.tar')
  await unbrotli('swiftshader.tar.br', tar, 0o644)
  execFileSync('tar', ['--no-same-owner', '-xf', tar, '-C', into])
  rmSync(tar)
  await unbrotli('chromium.br', `${program}.part`, 0o755)
  renameSync(`${program}.part`, program)
}
console.log(program)
