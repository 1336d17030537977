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
    expect(planDifference(fixture(before), fixture(after)).summary).toMatch(summary);
  });

  test('more than three nodes are cut short', () => {
    const { summary } = planDifference(fixture('top-n.15'), fixture('cte-twice.15'));
    expect(summary).toMatch(/→ .* \+ .* \+ .* \+ …;/);
  });

  test('nodes that only went, and nodes that only came', () => {
    const whole = fixture('top-n.15');
    const [below] = whole.root.children;
    const part = below === undefined ? whole : { ...whole, root: below };
    expect(planDifference(whole, part).summary).toMatch(/^no more Limit;/);
    expect(planDifference(part, whole).summary).toMatch(/^also Limit;/);
  });
});

describe('a difference in figures', () => {
  const difference = planDifference(fixture('top-n.15'), fixture('backward.15'));

  test('how each relation is reached', () => {
    expect(difference.level).toBe('access');
    expect(difference.access).toEqual([
      { relation: 'orders', before: 'Seq Scan', after: 'Index Scan Backward (orders_status)' },
    ]);
  });

  test('rows that were read and thrown away', () => {
    expect(difference.removed).toEqual({ before: 400, after: 0 });
    expect(difference.scanned).toEqual({ before: 19_600, after: 20 });
  });

  test('a plan that was not executed has none', () => {
    const { removed, scanned, execution, buffers } = planDifference(
      fixture('top-n.15'),
      fixture('generic.15'),
    );
    expect([removed.after, scanned.after, execution.after, buffers.after]).toEqual([null, null, null, null]);
  });
});
