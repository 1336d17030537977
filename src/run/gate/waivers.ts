import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BenchError } from '../../errors.ts';
import { waiver, type Waiver } from '../../record/gate.ts';
import { nearestFirst } from '../../suite/nearest.ts';

/** Beside the suite. */
const usualName = 'bench.waivers.json';

/** What a record may keep is wider than what may be handed in: no word too many, and somebody who answers for it. */
const { id, reason, author } = waiver.shape;
const handedIn = waiver
  .extend({
    id: id.min(1, 'must not be empty'),
    reason: reason.min(1, 'must not be empty'),
    author: author.min(1, 'must not be empty'),
  })
  .strict()
  .array();

/**
 * The waivers of a file.
 *
 * @param today ISO 8601: 2026-01-31
 * @throws BenchError `waivers-unreadable`, `waivers-do-not-fit`, `waiver-expired`
 */
export async function readWaivers(path: string, today: string): Promise<readonly Waiver[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const trouble = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new BenchError('waivers-unreadable', path, trouble);
  });
  const checked = handedIn.safeParse(parse(path, text));
  if (!checked.success) throw new BenchError('waivers-do-not-fit', path, firstIssue(checked.error.issues));
  refuseTwice(path, checked.data);
  const expired = checked.data.find(({ expires }) => expires < today);
  if (expired !== undefined) {
    throw new BenchError('waiver-expired', expired.id, expired.expires, expired.author);
  }
  return checked.data;
}

/** The waivers beside the suite; none where there is no such file. Otherwise as `readWaivers`. */
export async function readWaiversBeside(folder: string, today: string): Promise<readonly Waiver[]> {
  const path = join(folder, usualName);
  return existsSync(path) ? readWaivers(path, today) : [];
}

/**
 * Waivers that waive nothing are the ones that nobody removed, or that were meant for something else.
 *
 * @param ids of all checks that the budgets make
 * @throws BenchError `waiver-unmatched`
 */
export function refuseUnmatched(waivers: readonly Waiver[], ids: readonly string[]): void {
  const unmatched = waivers.find((waiver) => !ids.includes(waiver.id));
  if (unmatched === undefined) return;
  throw new BenchError('waiver-unmatched', unmatched.id, nearestFirst(ids, unmatched.id));
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BenchError('waivers-do-not-fit', path, 'it is not JSON');
  }
}

function refuseTwice(path: string, waivers: readonly Waiver[]): void {
  const ids = waivers.map(({ id }) => id);
  const again = ids.findIndex((id, i) => ids.indexOf(id) !== i);
  if (again < 0) return;
  const id = ids[again] ?? '';
  throw new BenchError('waivers-do-not-fit', path, `[${again}] is for ${id}, as [${ids.indexOf(id)}] is`);
}

function firstIssue(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]) {
  const [issue] = issues;
  if (issue === undefined) return 'it does not fit';
  const place = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
  return `${place.join('').replace(/^\./, '') || 'the whole'}: ${issue.message}`;
}
