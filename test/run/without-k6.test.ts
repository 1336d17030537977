import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { k6For, type LoadWork } from '../../src/run/under-load.ts';
import type { Warning } from '../../src/record/run.ts';
import type { Scenario } from '../../src/suite/scenario.ts';

const scenario: Scenario = {
  id: 'look',
  title: 'Looking',
  rate: 5,
  requests: [{ name: 'list', get: '/orders' }],
};
const quietly = { start: () => {}, update: () => {}, done: () => {} };

/** Work on a machine that has no k6, and no place to put one. */
async function work(more: Partial<LoadWork>): Promise<LoadWork & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-without-k6-'));
  const cache = join(folder, 'file');
  await writeFile(cache, '');
  return {
    targets: [],
    url: null,
    scenarios: [{ scenario, driver: 'k6', rounds: 6 }],
    capacities: [],
    cache,
    env: { PATH: folder },
    withoutK6: true,
    ...more,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

test('what needs k6 is left out with a warning that says how to get it, where the rest can go on', async () => {
  await using asked = await work({});
  const warnings: Warning[] = [];
  const k6 = await k6For(asked, quietly, new AbortController().signal, async (warning) => {
    warnings.push(warning);
  });
  expect(k6).toBeNull();
  expect(warnings).toHaveLength(1);
  expect(warnings[0]?.sentence).toMatch(
    /^left out, since there is no k6: look \(k6 could be neither fetched nor built/,
  );
  expect(warnings[0]?.remedy).toMatch(/bench setup k6/);
});

test('where nothing but k6 was asked for, its absence is an error', async () => {
  await using asked = await work({ withoutK6: false });
  const running = k6For(asked, quietly, new AbortController().signal, async () => {});
  await expect(running).rejects.toMatchObject({ code: 'k6-setup-failed', exit: 2 });
});

test('where nothing needs it, nobody looks for it', async () => {
  await using asked = await work({ scenarios: [{ scenario, driver: 'autocannon', rounds: 6 }] });
  const said: string[] = [];
  const progress = { ...quietly, start: (stage: string) => said.push(stage) };
  expect(await k6For(asked, progress, new AbortController().signal, async () => {})).toBeNull();
  expect(said).toEqual([]);
});
