import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bench } from './host.ts';
import { api, gatedShop, suite, type Shop } from './support/gated-shop.ts';
import { openGates } from './support/gates.ts';

/*
 * What `bench gate` is for, from end to end: a pull request that makes something slower, and one that does not.
 */

const name = 'pulled-shop';
const { gate, expectNothingLeft, ...gates } = await openGates(name);
afterAll(() => gates[Symbol.asyncDispose]());

function aShop(gate: string): Promise<Shop> {
  return gatedShop({ 'bench.config.ts': suite({ name, gate }) });
}

/** Where the summary was written, is known while it runs alone. */
function besideReport(text: string): string {
  return text.replace(/^ *Report: .*\n/m, '');
}

describe('a pull request', () => {
  test('that loses an index fails, and one screen says why', { timeout: 240_000 }, async () => {
    // On a busy machine a single pair's p95 may hide that it is three times as slow.
    await using shop = await aShop('{ pairs: 2 }');
    await shop.branch({ 'migration.sql': '-- The index is not needed any more.\n' });
    const { exit, stdout, run } = await gate(shop.folder, ['--base-ref', 'main', '--budget', '100s']);
    expect(exit).toBe(1);
    const lines = stdout.split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines.length).toBeLessThanOrEqual(60);
    // The route, the effect with its interval, the plan difference, the budget, the command.
    expect(stdout).toMatch(/shopping\/orders +route\n(?:.*\n)*? +p95 .*slower \(.*BROKEN/);
    expect(stdout).toMatch(/Index.*→[^→]*Seq/);
    expect(stdout).toContain('no sequential scan on orders');
    expect(stdout).toContain('npx bench gate --base-ref main');
    expect(run?.gate).toMatchObject({ mode: 'compare', base: { from: 'main' }, complete: true });
    await expectNothingLeft(shop);
  });

  test('that changes a comment passes', { timeout: 240_000 }, async () => {
    await using shop = await aShop('{ pairs: 2 }');
    await shop.branch({ 'api.mjs': `// A comment.\n${api()}` });
    const { exit, stdout, run } = await gate(shop.folder, ['--base-ref', 'main', '--budget', '100s']);
    expect(stdout).not.toMatch(/broken/i);
    expect(exit).toBe(0);
    const timed = run?.gate?.subjects.filter(({ blocks }) => blocks.length > 0) ?? [];
    expect(timed.map(({ name }) => name)).toEqual(['shopping/orders']);
    // Fewer would be no answer at all.
    expect(timed[0]?.blocks.length).toBeGreaterThanOrEqual(6);
    // The same words again from the record alone.
    const again = await bench(
      ['report', join(shop.folder, 'reports', 'runs', run?.id ?? '', 'run.json')],
      '/',
    );
    expect(besideReport(again.stdout)).toBe(besideReport(stdout));
    await expectNothingLeft(shop);
  });
});
