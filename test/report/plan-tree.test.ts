import { expect, test } from 'vitest';
import type { PlanNode } from '../../src/record/plan.ts';
import { planTree } from '../../src/report/plan-tree.ts';
import { aNode, aPlanOf, bitmapScan, touching } from './shop/plans.ts';

test('a tree is a line per node, with what is remarkable below it', () => {
  expect(planTree(bitmapScan('orders_words'), 100)).toEqual([
    '                                            rows (estimate)  buffers    self',
    'Limit                                               20 (20)    2,140     0 s',
    '└─ Sort                                             20 (20)    2,140  1.1 ms',
    '   │    Sort Key: placed_at DESC',
    '   │    top-N heapsort, 42 kB',
    '   └─ Bitmap Heap Scan on orders  ◀━━       20,903 (20,800)    2,140  7.1 ms',
    "      │    Recheck Cond: (words @@ '''gift'''::tsquery)",
    '      └─ Bitmap Index Scan on orders_words  20,903 (20,800)       12  1.6 ms',
    'custom plan, planning 210 µs, execution 9.8 ms under EXPLAIN',
  ]);
});

test('brothers hang on one line, and what is below the first does not touch the second', () => {
  const children = [aNode('Hash', { children: [aNode('Seq Scan on a')] }), aNode('Seq Scan on b')];
  const lead = planTree(aPlanOf(aNode('Hash Join', { children })), 100).map((line) =>
    line.slice(0, 16).trimEnd(),
  );
  expect(lead.slice(1, -1)).toEqual(['Hash Join  ◀━━', '├─ Hash', '│  └─ Seq Scan o', '└─ Seq Scan on b']);
});

test('the figures of a label that is too long stand below it', () => {
  const [, label, figures] = planTree(aPlanOf(aNode(`Seq Scan on ${'orders'.repeat(20)}`)), 80);
  expect(label).toMatch(/^Seq Scan on orders.*…$/);
  expect(figures?.trim()).toBe('20 (20)       27  100 µs');
});

test('a condition that is too long goes on in the next line, and ends somewhere', () => {
  const text = `(id = ANY ('{${Array.from({ length: 500 }, (_, i) => i).join(', ')}}'::integer[]))`;
  const root = aNode('Seq Scan on orders', { conditions: [{ kind: 'Filter', text, removed: null }] });
  const lines = planTree(aPlanOf(root), 80);
  expect(lines.every((line) => line.length <= 80)).toBe(true);
  expect(lines).toHaveLength(10);
  expect(lines.at(-2)?.trim()).toBe('…');
});

test.each<readonly [string, Partial<PlanNode>, string]>([
  ['a bad estimate', { rows: 20, estimatedRows: 2 }, 'estimate off 10.0×'],
  ['several loops', { loops: 4 }, '4 loops'],
  ['a total of rounded averages', { rows: 99_999, loops: 3 }, '≈99,999 (20)'],
  ['a total of fractions', { rows: 100_000, loops: 3 }, ' 100,000 (20)'],
  ['workers', { workers: { planned: 2, launched: 1 } }, '1 of 2 workers'],
  ['a look into the heap', { heapFetches: 1 }, '1 heap fetch'],
  [
    'a spill to disk',
    { buffers: { ...touching(27), hit: 27, temporaryWritten: 8 } as PlanNode['buffers'] },
    'wrote 8 temporary blocks',
  ],
  ['what it threw away', { conditions: [{ kind: 'Filter', text: 'x', removed: 7 }] }, 'removed by filter: 7'],
  [
    'what it threw away on average',
    { loops: 2, conditions: [{ kind: 'Filter', text: 'x', removed: 8 }] },
    'removed by filter: ≈8',
  ],
  ['what it never did', { loops: 0, rows: null, time: null }, 'never (20)'],
  ['that it does not count rows', { rows: null }, '– (20)'],
  ['a place of its own', { subplan: 'CTE paid' }, 'CTE paid: Seq Scan on orders'],
])('a node tells of %s', (_, different, text) => {
  expect(planTree(aPlanOf(aNode('Seq Scan on orders', different)), 100).join('\n')).toContain(text);
});

test.each<readonly [string, Partial<PlanNode>]>([
  ['an estimate that is near', { rows: 20, estimatedRows: 3 }],
  ['an estimate that it was stopped short of', { rows: 20, estimatedRows: 2000, mayStopEarly: true }],
  ['a condition that threw nothing away', { conditions: [{ kind: 'Filter', text: 'x', removed: 0 }] }],
])('a node is silent about %s', (_, different) => {
  const text = planTree(aPlanOf(aNode('Seq Scan on orders', different)), 100).join('\n');
  expect(text).not.toMatch(/off|removed/);
});
