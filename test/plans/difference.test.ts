import { describe, expect, test } from 'vitest';
import { planDifference } from '../../src/plans/difference.ts';
import { fixture } from './fixtures.ts';

describe('a difference in one line', () => {
  test.each([
    [
      'other nodes, fewer buffers',
      'top-n.15',
      'backward.15',
      'Seq Scan on orders + Sort → Index Scan Backward using orders_status on orders; 151 → 4 buffers',
    ],
    ['nothing', 'top-n.15', 'top-n.15', 'same plan; 151 buffers'],
    ['the same plan of another version', 'top-n.14', 'top-n.17', 'same plan; 151 buffers'],
    ['no buffers without ANALYZE', 'generic.15', 'generic.18', 'same plan'],
  ])('%s', (_, before, after, summary) => {
    expect(planDifference([fixture(before)], [fixture(after)]).summary).toMatch(summary);
  });

  test('more than three nodes are cut short', () => {
    const { summary } = planDifference([fixture('top-n.15')], [fixture('cte-twice.15')]);
    expect(summary).toMatch(/→ .* \+ .* \+ .* \+ …;/);
  });

  test('nodes that only went, and nodes that only came', () => {
    const whole = fixture('top-n.15');
    const [below] = whole.root.children;
    const part = below === undefined ? whole : { ...whole, root: below };
    expect(planDifference([whole], [part]).summary).toMatch(/^no more Limit;/);
    expect(planDifference([part], [whole]).summary).toMatch(/^also Limit;/);
  });
});

describe('a difference in figures', () => {
  const difference = planDifference([fixture('top-n.15')], [fixture('backward.15')]);

  test('how each relation is reached', () => {
    expect(difference.level).toBe('access');
    expect(difference.access).toEqual([
      { relation: 'orders', before: 'Seq Scan', after: 'Index Scan Backward (orders_status)' },
    ]);
  });

  test('rows that were read and thrown away', () => {
    expect(difference.removed).toEqual({ before: { rows: 400, off: 0 }, after: { rows: 0, off: 0 } });
    expect(difference.scanned).toEqual({ before: { rows: 19_600, off: 0 }, after: { rows: 20, off: 0 } });
  });

  test('a plan that was not executed has none', () => {
    const { removed, scanned, execution, buffers } = planDifference(
      [fixture('top-n.15')],
      [fixture('generic.15')],
    );
    expect([removed.after, scanned.after, execution.after, buffers.after]).toEqual([null, null, null, null]);
  });
});

/** A plan as that of another statement. */
const of = (name: string, statement: string) => ({ ...fixture(name), statement });

describe('of several statements', () => {
  const lookup = of('initplan.15', 'the lookup');

  test('what both sides send is no change, however long it takes, and the rest is', () => {
    const before = [{ ...lookup, execution: 9 }, of('top-n.15', 'old')];
    const { summary, access, level } = planDifference(before, [of('backward.15', 'new'), lookup]);
    expect(summary).toMatch(
      /^Seq Scan on orders \+ Sort → Index Scan Backward using orders_status on orders; /,
    );
    expect(access.map((change) => change.relation)).toEqual(['orders']);
    expect(level).toBe('access');
  });

  test('a statement of both sides is held against itself, though others read the same in another way', () => {
    const before = [of('top-n.15', 'a'), of('backward.15', 'b')];
    expect(planDifference(before, [of('backward.15', 'b'), of('top-n.15', 'a')])).toMatchObject({
      level: 'none',
      access: [],
    });
    const swapped = planDifference(before, [of('backward.15', 'a'), of('top-n.15', 'b')]);
    expect(swapped.level).toBe('access');
    expect(swapped.access).toHaveLength(2);
  });

  test('figures are totals: one statement that replaces two is held against both', () => {
    const before = [of('top-n.15', 'first'), of('top-n.15', 'second')];
    const { buffers, removed, misestimate } = planDifference(before, [of('backward.15', 'instead')]);
    expect(buffers).toEqual({ before: 302, after: 4 });
    expect(removed.before).toEqual({ rows: 800, off: 0 });
    expect(misestimate).toEqual(planDifference([of('top-n.15', '')], [of('backward.15', '')]).misestimate);
  });

  test('one that only one side sends', () => {
    const { summary, level } = planDifference([lookup], [lookup, of('top-n.15', 'more')]);
    expect(summary).toMatch(/^also Seq Scan on orders \+ Sort \+ Limit; /);
    expect(level).toBe('access');
  });

  test('a total over loops may be off by half a row for each', () => {
    const { scanned } = planDifference([fixture('parallel.15')], [fixture('parallel.15')]);
    expect(scanned.before).toEqual({ rows: 5520, off: 1.5 });
  });
});
