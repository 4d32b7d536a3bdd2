// The Open XML SDK, compiled to WebAssembly by docxodus, inside Node and without a network.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// The .NET loader asks fetch for its own files, which Node's fetch does not read from disk. Nothing else is answered,
// so that no file under test can make this process talk to anybody.
globalThis.fetch = async (url) => {
  const name = String(url?.url ?? url);
  if (!name.startsWith('file:') && !name.startsWith('/')) throw new Error(`no network here: ${name}`);
  const file = name.startsWith('file:') ? fileURLToPath(name) : name;
  const type = file.endsWith('.wasm') ? 'application/wasm' : file.endsWith('.json') ? 'application/json' : 'text/javascript';
  return new Response(readFileSync(file), { headers: { 'content-type': type } });
};

// The runtime reports its warm-up on the console; the output of these programs is JSON lines and nothing else.
for (const level of ['log', 'info', 'debug', 'warn']) console[level] = () => {};

/** engine loads docxodus; it takes about a quarter of a second. */
export async function engine() {
  const docxodus = await import('docxodus/core');
  await docxodus.initialize();
  return docxodus;
}

/** bytes reads a file the way docxodus wants it. */
export const bytes = (file) => new Uint8Array(readFileSync(file));

/** say writes one JSON line. */
export const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
