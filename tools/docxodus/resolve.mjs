// Accepts or rejects all tracked changes with an engine that is not ours: node resolve.mjs < JOBS
//
// A line of JOBS is "accept" or "reject", IN and OUT, with tabs between. OUT is written, and for each job one JSON line:
// {"verb":…, "in":…, "out":…} or {"verb":…, "in":…, "error":…}. The exit code is 1 when any job failed, else 0.
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { bytes, engine, say } from './engine.mjs';

const { openDocxSession } = await engine();

function resolve(verb, from, to) {
  const session = openDocxSession(bytes(from));
  try {
    const result = verb === 'accept' ? session.acceptAllRevisions() : session.rejectAllRevisions();
    if (result.success === false) throw new Error(JSON.stringify(result.error ?? result));
    writeFileSync(to, session.save());
  } finally {
    session.close();
  }
}

let bad = false;
for await (const line of createInterface({ input: process.stdin })) {
  if (line === '') continue;
  const [verb, from, to] = line.split('\t');
  try {
    if (verb !== 'accept' && verb !== 'reject') throw new Error(`unknown verb ${verb}`);
    resolve(verb, from, to);
    say({ verb, in: from, out: to });
  } catch (e) {
    bad = true;
    say({ verb, in: from, error: String(e?.message ?? e) });
  }
}
process.exitCode = bad ? 1 : 0;
process.stdout.write('', () => process.exit());
