import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BenchError } from '../errors.ts';
import type { Environment } from '../record/run.ts';

/** Where a suite's runs are kept. */
export function runsFolder(suiteFolder: string): string {
  return join(suiteFolder, 'reports', 'runs');
}

/** `2026-01-31T12-00-00-abc1234`: sorts by time, and says which code was measured. */
export function runId(startedAt: Date, revision: Environment['revision']): string {
  const when = startedAt.toISOString().slice(0, 19).replaceAll(':', '-');
  return `${when}-${revision === null ? 'norevision' : revision.commit}`;
}

/**
 * The record of the newest run of a suite.
 *
 * @throws BenchError where there is none.
 */
export async function newestRun(suiteFolder: string): Promise<string> {
  const folder = runsFolder(suiteFolder);
  const runs = await readdir(folder).catch(() => []);
  const newest = runs.toSorted((a, b) => b.localeCompare(a)).at(0);
  if (newest === undefined) throw new BenchError('no-runs', folder);
  return join(folder, newest, 'run.json');
}
