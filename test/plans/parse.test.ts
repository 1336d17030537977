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

/** A Gather of whatever its processes run, three times each side by side. */
const gather = (child: object, different: object = {}) => ({
  'Node Type': 'Gather',
  'Plan Rows': 100_000,
  'Actual Loops': 1,
  'Workers Planned': 2,
  'Workers Launched': 2,
  Plans: [{ 'Parent Relationship': 'Outer', 'Actual Loops': 3, ...child }],
  ...different,
});

describe('what the planner expected of processes that share the rows', () => {
  const shared = { 'Node Type': 'Seq Scan', 'Parallel Aware': true, 'Plan Rows': 41_667 };
  const outer = { 'Parent Relationship': 'Outer' };

  test.each<readonly [string, object, number, object?]>([
    ['a parallel scan', gather(shared), 100_001],
    ['one that fewer workers came to', gather({ ...shared, 'Actual Loops': 1 }), 100_001],
    ['one that was gathered twice', gather({ ...shared, 'Actual Loops': 6 }, { 'Actual Loops': 2 }), 200_002],
    ['one that was not executed', gather({ ...shared, 'Actual Loops': 0 }), 100_001],
    ['one of a single worker', gather(shared, { 'Workers Planned': 1 }), 70_834],
    [
      'one of so many workers that the leader has no time for it',
      gather(shared, { 'Workers Planned': 4 }),
      166_668,
    ],
    ['one that the leader keeps out of', gather(shared), 83_334, { parallel_leader_participation: 'off' }],
    ['one of nobody knows how many', gather(shared, { 'Workers Planned': undefined }), 125_001],
    [
      'what passes the rows on',
      gather({ 'Node Type': 'Sort', 'Plan Rows': 41_667, Plans: [{ ...shared, ...outer }] }),
      100_001,
    ],
    [
      'what each process makes of its share',
      gather({ 'Node Type': 'Aggregate', 'Plan Rows': 1, Plans: [{ ...shared, ...outer }] }),
      3,
    ],
    ['what each process reads whole', gather({ 'Node Type': 'Seq Scan', 'Plan Rows': 7 }), 21],
  ])('%s', (_, plan, estimatedRows, settings = {}) => {
    const { root } = parsePlan({ Plan: plan, Settings: settings }, 'custom', '');
    expect(root.children[0]?.estimatedRows).toBe(estimatedRows);
  });

  test('the inner side of a nested loop is estimated for each of its loops', () => {
    const inner = {
      'Node Type': 'Index Scan',
      'Parent Relationship': 'Inner',
      'Plan Rows': 2,
      'Actual Loops': 35,
    };
    const join = { 'Node Type': 'Nested Loop', 'Plan Rows': 50, Plans: [{ ...shared, ...outer }, inner] };
    const { root } = parsePlan({ Plan: gather(join) }, 'custom', '');
    expect(root.children[0]).toMatchObject({ estimatedRows: 120 });
    expect(root.children[0]?.children.map((child) => child.estimatedRows)).toEqual([100_001, 70]);
  });
});
