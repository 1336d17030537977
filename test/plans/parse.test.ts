import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parsePlan } from '../../src/plans/parse.ts';
import { nodesOf } from '../../src/plans/walk.ts';
import { plan as planSchema } from '../../src/record/plan.ts';
import { outline } from './outline.ts';
import { fixture, fixtures } from './fixtures.ts';

/*
 * `fixtures/<case>.<version>.json` is what a real server of that version answered to EXPLAIN (11 to 13: of version 14,
 * without what they do not write yet); beside it `.expect`, what we read in it. `vitest -u` renews those.
 */

describe('plans of PostgreSQL', () => {
  test.each(fixtures)('%s', async (name) => {
    await expect(`${outline(fixture(name))}\n`).toMatchFileSnapshot(join('fixtures', `${name}.expect`));
  });
});

describe('what holds for every plan', () => {
  test.each(fixtures)('%s', (name) => {
    const plan = fixture(name);
    expect(planSchema.safeParse(plan).error).toBeUndefined();
    const nodes = nodesOf(plan);
    const self = nodes.reduce((sum, node) => sum + (node.time?.self ?? 0), 0);
    for (const node of nodes) {
      expect(node.time?.self ?? 0).toBeGreaterThanOrEqual(0);
      expect(node.time?.self ?? 0).toBeLessThanOrEqual(node.time?.total ?? 0);
      expect(node.buffers?.self ?? 0).toBeGreaterThanOrEqual(0);
    }
    // Nothing counts twice: what the nodes spent themselves is no more than the whole, but for rounding.
    expect(self).toBeLessThanOrEqual((plan.root.time?.total ?? 0) * 1.05 + 0.0002);
    expect(nodes.reduce((sum, node) => sum + (node.buffers?.self ?? 0), 0)).toBeLessThanOrEqual(
      plan.root.buffers === null ? 0 : plan.root.buffers.hit + plan.root.buffers.read,
    );
  });
});

describe('what no version of today writes', () => {
  test('unknown nodes and keys are passed over', () => {
    const { root } = parsePlan(
      { Plan: { 'Node Type': 'Quantum Scan', 'Relation Name': 'a', Spin: { up: [1] } }, Weather: 'fine' },
      'custom',
      'SELECT',
    );
    expect(root).toMatchObject({ type: 'Quantum Scan', label: 'Quantum Scan on a', rows: null, time: null });
  });

  test.each([[null], [[]], ['text'], [{}], [{ Plan: null }], [{ Plan: { Plans: 'none' } }]])(
    'no plan at all: %j',
    (json) => {
      expect(parsePlan(json, 'custom', '').root).toMatchObject({ type: 'Unknown', children: [] });
    },
  );

  test('rows that are no whole numbers are counts again over all loops', () => {
    const node = { 'Node Type': 'Seq Scan', 'Actual Rows': 0.33, 'Actual Loops': 3, 'Plan Rows': 2 };
    expect(parsePlan({ Plan: node }, 'custom', '').root).toMatchObject({ rows: 1, estimatedRows: 6 });
  });
});
