// Validates pairs of documents: node validate.mjs < PAIRS
//
// A line of PAIRS is BEFORE, a tab, AFTER. For each pair one JSON line is written:
//
//   {"before":…, "after":…, "known":3, "new":[{"code":…, "part":…, "path":…, "message":…}]}
//
// "new" holds what the validator of the Open XML SDK (as of Office 2019) and the checks of the package find in AFTER
// more often than in BEFORE; "known" counts what they find in both. Paths are compared without their ordinals, for an
// inserted element moves all that follow it. A pair that cannot be read gives {"before":…, "after":…, "error":…}.
// The exit code is 1 when there is anything new or in error, else 0.
import { createInterface } from 'node:readline';
import { bytes, engine, say } from './engine.mjs';

// What a document is about, such as blanks to fill in, and how much it changed are no matter of validity.
const ignored = new Set(['workflow', 'delta', 'render', 'artifact']);
const options = { mode: 'reportOnly', openXmlVersion: 'Office2019', maxFindings: 20000 };

const { verifyDeliverable } = await engine();

/** findings lists what is wrong with a document. */
async function findings(file) {
  const result = await verifyDeliverable(bytes(file), undefined, { options });
  if (!result.analysisCompleted) {
    const failed = result.checks.filter((c) => c.status !== 'completed' && c.status !== 'notApplicable' && c.status !== 'notRequested');
    if (failed.length > 0) throw new Error(`${file}: ${failed.map((c) => `${c.check} ${c.status} ${c.diagnostic ?? ''}`).join('; ')}`);
  }
  return result.findings
    .filter((f) => !ignored.has(f.category))
    .map((f) => ({ code: f.code, part: f.owningPartUri, path: f.xPath ?? f.location?.propertyPath ?? '', message: f.message }));
}

/**
 * key makes findings of two versions comparable: no ordinals, no values that the validator quotes, and not the tracked
 * insertion around what was there before.
 */
const key = (f) => [f.code, f.part, f.path.replace(/\[\d+\]/g, '').replace(/\/(w:)?(ins|moveTo)(?=\/|$)/g, ''), f.message.replace(/'[^']*'/g, "''")].join('\n');

/**
 * compare returns the findings of after that before does not have as often. What is wrong with the properties of a run is
 * as wrong in each of the runs it was cut into, and no news.
 */
function compare(before, after) {
  const cut = new Set(before.filter((f) => f.path.includes('w:rPr')).map(key));
  const left = new Map();
  for (const f of before) left.set(key(f), (left.get(key(f)) ?? 0) + 1);
  const fresh = [];
  for (const f of after) {
    const n = left.get(key(f)) ?? 0;
    if (n > 0) left.set(key(f), n - 1);
    else if (!cut.has(key(f))) fresh.push(f);
  }
  return fresh;
}

let bad = false;
for await (const line of createInterface({ input: process.stdin })) {
  if (line === '') continue;
  const [before, after] = line.split('\t');
  try {
    const was = await findings(before);
    const is = await findings(after);
    const fresh = compare(was, is);
    bad ||= fresh.length > 0;
    say({ before, after, known: is.length - fresh.length, new: fresh });
  } catch (e) {
    bad = true;
    say({ before, after, error: String(e?.message ?? e) });
  }
}
process.exitCode = bad ? 1 : 0;
// The runtime keeps timers; nothing of ours is running any more.
process.stdout.write('', () => process.exit());
