import type { Plan, PlanNode } from '../../../src/record/plan.ts';

/** A node that was executed once and read what was expected; say what is different. */
export function aNode(label: string, different: Partial<PlanNode> = {}): PlanNode {
  const [type = label] = label.split(/ (?:using|on) /);
  return {
    type,
    label,
    relation: / on (\w+)/.exec(label)?.[1] ?? null,
    alias: null,
    index: / using (\w+)/.exec(label)?.[1] ?? null,
    relationship: null,
    subplan: null,
    estimatedRows: 20,
    rows: 20,
    mayStopEarly: false,
    loops: 1,
    width: 64,
    cost: { startup: 0, total: 100 },
    time: { total: 0.0001, self: 0.0001 },
    buffers: touching(27),
    conditions: [],
    sortKeys: [],
    memory: null,
    workers: null,
    heapFetches: null,
    children: [],
    ...different,
  };
}

/** Blocks found in cache. */
export function touching(hit: number, self = hit): PlanNode['buffers'] {
  return { hit, read: 0, dirtied: 0, written: 0, temporaryRead: 0, temporaryWritten: 0, self };
}

export function aPlanOf(root: PlanNode, different: Partial<Plan> = {}): Plan {
  return {
    mode: 'custom',
    statement: 'SELECT * FROM orders',
    root,
    planning: 0.00021,
    execution: root.time?.total ?? null,
    settings: {},
    serialization: null,
    wal: null,
    jit: null,
    ...different,
  };
}

/** A sort over everything that a filter lets through: slow, and estimated badly. */
export const sortedScan = aPlanOf(
  aNode('Limit', {
    buffers: touching(38_112, 0),
    time: { total: 0.184, self: 0 },
    children: [
      aNode('Sort', {
        rows: 20_911,
        estimatedRows: 8,
        mayStopEarly: true,
        sortKeys: ['placed_at DESC'],
        memory: 'top-N heapsort, 42 kB',
        buffers: touching(38_112, 0),
        time: { total: 0.184, self: 0.0121 },
        children: [
          aNode('Seq Scan on orders', {
            rows: 20_911,
            estimatedRows: 8,
            conditions: [{ kind: 'Filter', text: "(note ~~* '%gift%'::text)", removed: 79_089 }],
            buffers: touching(38_112),
            time: { total: 0.1717, self: 0.1717 },
          }),
        ],
      }),
    ],
  }),
);

/** A bitmap of an index, and a sort of the rows that it finds. */
export function bitmapScan(index: string): Plan {
  return aPlanOf(bitmapTree(index));
}

function bitmapTree(index: string): PlanNode {
  return aNode('Limit', {
    buffers: touching(2140, 0),
    time: { total: 0.0098, self: 0 },
    children: [
      aNode('Sort', {
        memory: 'top-N heapsort, 42 kB',
        sortKeys: ['placed_at DESC'],
        buffers: touching(2140, 0),
        time: { total: 0.0098, self: 0.0011 },
        children: [
          aNode('Bitmap Heap Scan on orders', {
            rows: 20_903,
            estimatedRows: 20_800,
            conditions: [{ kind: 'Recheck Cond', text: "(words @@ '''gift'''::tsquery)", removed: 0 }],
            buffers: touching(2140, 2128),
            time: { total: 0.0087, self: 0.0071 },
            children: [
              aNode(`Bitmap Index Scan on ${index}`, {
                index,
                relation: null,
                rows: 20_903,
                estimatedRows: 20_800,
                buffers: touching(12),
                time: { total: 0.0016, self: 0.0016 },
              }),
            ],
          }),
        ],
      }),
    ],
  });
}

/** Rows in the order of an index, until there are enough. */
export function indexScan(index: string): Plan {
  return aPlanOf(indexTree(index));
}

function indexTree(index: string): PlanNode {
  return aNode('Limit', {
    time: { total: 0.0002, self: 0 },
    children: [
      aNode(`Index Scan using ${index} on orders`, {
        mayStopEarly: true,
        conditions: [{ kind: 'Index Cond', text: "(status = 'open'::text)", removed: null }],
        time: { total: 0.0002, self: 0.0002 },
      }),
    ],
  });
}

export function generic(plan: Plan): Plan {
  return { ...plan, mode: 'generic' };
}
