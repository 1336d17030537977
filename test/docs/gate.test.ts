import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readWaivers, refuseUnmatched } from '../../src/run/gate/waivers.ts';
import { checkIds } from '../../src/suite/check-ids.ts';
import { misfitsOf } from '../../src/suite/check.ts';
import { sql } from '../../src/suite/sql.ts';
import type { Suite } from '../../src/suite/suite.ts';
import { bench } from '../cli/host.ts';
import { aLoadedSuite, anExperiment } from '../suite/suite.ts';

let page: string;
let folder: string;
beforeAll(async () => {
  page = await readFile(join(import.meta.dirname, '../../docs/gate.md'), 'utf8');
  folder = await mkdtemp(join(tmpdir(), 'bench-docs-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The page's examples in a language. */
function examples(language: string): readonly string[] {
  return [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, of, text]) =>
    of === language && text !== undefined ? [text] : [],
  );
}

/** A suite with what the examples name, and the parts of one that an example shows. */
async function suiteWith(example: string): Promise<Suite> {
  const { default: parts } = (await import(
    `data:text/javascript,${encodeURIComponent(`export default { ${example} };`)}`
  )) as { readonly default: Partial<Suite> };
  const target = { command: ['node', 'api.js'] } as const;
  return {
    ...aLoadedSuite({ id: 'checkout', requests: [{ name: 'pay', post: '/orders' }] }),
    experiments: [
      anExperiment({
        id: 'orders/recent',
        parameters: { heavy: [{}], rare: [{}] },
        variants: { before: { run: sql`SELECT 1` }, index: {} },
      }),
    ],
    targets: { before: target, after: target },
    ...parts,
  };
}

test('the budgets fit, and so do their settings', async () => {
  const [example = ''] = examples('ts');
  const suite = await suiteWith(example);
  expect(suite.budgets).toHaveLength(2);
  expect(misfitsOf(suite, import.meta.dirname)).toEqual([]);
});

test('the waivers are read, and are for checks that the budgets make', async () => {
  const [waivers = ''] = examples('json');
  const path = join(folder, 'bench.waivers.json');
  await writeFile(path, waivers);
  const read = await readWaivers(path, '2026-01-31');
  expect(read).toHaveLength(1);
  const [budgets = ''] = examples('ts');
  const ids = checkIds(await suiteWith(budgets));
  expect(() => refuseUnmatched(read, ids)).not.toThrow();
});

describe('the commands', () => {
  test('are there', async () => {
    for (const line of examples('sh').join('').split('\n').filter(Boolean)) {
      const [, command = ''] = line.split(' ');
      const { exit, stdout } = await bench([command, '--help'], folder);
      expect(exit).toBe(0);
      for (const option of optionsIn(line)) expect(stdout).toContain(option);
    }
  });

  test('have all options that the page names', async () => {
    const { stdout } = await bench(['gate', '--help'], folder);
    const missing = optionsIn(page).filter((option) => !stdout.includes(option));
    expect(missing).toEqual([]);
  });
});

function optionsIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map(([option]) => option))];
}
