import type { Buffers, PlanNode } from '../record/plan.ts';
import { conditionsOf } from './conditions.ts';
import { labelOf, typeOf } from './heading.ts';
import { memoryOf } from './memory.ts';
import { ownShares, type Accounted } from './own.ts';
import { numberOf, objectsOf, seconds, textOf, textsOf, type Raw } from './raw.ts';
import { hasShareOfRows, parallelDivisor } from './shared-rows.ts';
import { stopsEarly } from './stopping.ts';

/** A node with what its place in the tree decides. */
interface Placed extends Accounted<Placed> {
  readonly raw: Raw;
  readonly loops: number;
  /** How many processes ran it side by side: EXPLAIN adds their times up. */
  readonly processes: number;
  /** What the planner's estimate for one loop is to be taken times, to be that of all. */
  readonly estimatedLoops: number;
  readonly mayStopEarly: boolean;
}

/** What the nodes above decide. */
interface Above extends Pick<Placed, 'processes' | 'mayStopEarly'> {
  /** Of the Gather above, how many processes' shares make up all rows, over its loops; null where that is not known. */
  readonly shares: number | null;
  readonly leaderTakesPart: boolean;
}

/**
 * Translates EXPLAIN's node and everything below it: averages per loop become totals, milliseconds seconds.
 *
 * @param leaderTakesPart whether the process that gathers rows from workers was planned to produce some too
 */
export function parseNodes(raw: Raw, leaderTakesPart: boolean): PlanNode {
  const root = place(raw, { processes: 1, mayStopEarly: false, shares: null, leaderTakesPart });
  const times = ownShares(root, wallClock);
  const blocks = ownShares(root, touched);

  const finish = (node: Placed): PlanNode => ({
    type: typeOf(node.raw),
    label: labelOf(node.raw),
    relation: textOf(node.raw, 'Relation Name'),
    alias: textOf(node.raw, 'Alias'),
    // INSERT … ON CONFLICT uses the index of the conflict.
    index: textOf(node.raw, 'Index Name') ?? textsOf(node.raw, 'Conflict Arbiter Indexes')[0] ?? null,
    relationship: textOf(node.raw, 'Parent Relationship'),
    subplan: node.subplan,
    estimatedRows: Math.round((numberOf(node.raw, 'Plan Rows') ?? 0) * node.estimatedLoops),
    rows: rowsOf(node),
    mayStopEarly: node.mayStopEarly,
    loops: node.loops,
    width: numberOf(node.raw, 'Plan Width') ?? 0,
    cost: { startup: numberOf(node.raw, 'Startup Cost') ?? 0, total: numberOf(node.raw, 'Total Cost') ?? 0 },
    time: isTimed(node) ? { total: seconds(wallClock(node)), self: seconds(times.get(node) ?? 0) } : null,
    buffers: buffersOf(node.raw, blocks.get(node) ?? 0),
    conditions: conditionsOf(node.raw, node.loops),
    sortKeys: textsOf(node.raw, 'Sort Key'),
    memory: memoryOf(node.raw),
    workers: workersOf(node.raw),
    heapFetches: numberOf(node.raw, 'Heap Fetches'),
    children: node.children.map(finish),
  });
  return finish(root);
}

function place(raw: Raw, above: Above): Placed {
  const loops = numberOf(raw, 'Actual Loops') ?? 0;
  return {
    raw,
    loops,
    processes: above.processes,
    estimatedLoops: above.shares !== null && hasShareOfRows(raw) ? above.shares : Math.max(loops, 1),
    mayStopEarly: above.mayStopEarly,
    subplan: textOf(raw, 'Subplan Name'),
    scans: textOf(raw, 'CTE Name'),
    expressions: Object.keys(raw)
      .flatMap((key) => textsOf(raw, key))
      .join('\n'),
    children: objectsOf(raw['Plans']).map((child) =>
      place(child, {
        ...above,
        ...(gathers(raw, child) ? gathered(raw, loops, child, above) : {}),
        mayStopEarly: stopsEarly(child, raw, above.mayStopEarly),
      }),
    ),
  };
}

function gathered(
  gather: Raw,
  loops: number,
  child: Raw,
  { leaderTakesPart }: Above,
): Pick<Above, 'processes' | 'shares'> {
  const divisor = parallelDivisor(gather, leaderTakesPart);
  return {
    processes: processesUnder(loops, child),
    shares: divisor === null ? null : divisor * Math.max(loops, 1),
  };
}

/** Gather and Gather Merge run their outer child in workers; an InitPlan of theirs runs before that, alone. */
function gathers(raw: Raw, child: Raw): boolean {
  const type = textOf(raw, 'Node Type') ?? '';
  return type.startsWith('Gather') && textOf(child, 'Parent Relationship') === 'Outer';
}

/** Each process is one loop of the gathered node, whether or not the leader took part. */
function processesUnder(gatherLoops: number, child: Raw): number {
  return Math.max(1, (numberOf(child, 'Actual Loops') ?? 0) / Math.max(1, gatherLoops));
}

function isTimed(node: Placed): boolean {
  return node.loops > 0 && numberOf(node.raw, 'Actual Total Time') !== null;
}

/** In milliseconds: per loop on average, so times the loops, and shared by processes that ran at the same time. */
function wallClock({ raw, loops, processes }: Placed): number {
  return ((numberOf(raw, 'Actual Total Time') ?? 0) * loops) / processes;
}

function touched({ raw }: Placed): number {
  const kinds = ['Shared Hit Blocks', 'Shared Read Blocks', 'Local Hit Blocks', 'Local Read Blocks'];
  return kinds.reduce((sum, kind) => sum + (numberOf(raw, kind) ?? 0), 0);
}

/** BitmapAnd and BitmapOr always report 0 rows, which means that they do not count. */
function rowsOf({ raw, loops }: Placed): number | null {
  const average = numberOf(raw, 'Actual Rows');
  const type = textOf(raw, 'Node Type');
  if (average === null || loops === 0 || type === 'BitmapAnd' || type === 'BitmapOr') return null;
  return Math.round(average * loops);
}

function buffersOf(raw: Raw, self: number): Buffers | null {
  if (numberOf(raw, 'Shared Hit Blocks') === null) return null;
  const both = (kind: string) =>
    (numberOf(raw, `Shared ${kind} Blocks`) ?? 0) + (numberOf(raw, `Local ${kind} Blocks`) ?? 0);
  return {
    hit: both('Hit'),
    read: both('Read'),
    dirtied: both('Dirtied'),
    written: both('Written'),
    temporaryRead: numberOf(raw, 'Temp Read Blocks') ?? 0,
    temporaryWritten: numberOf(raw, 'Temp Written Blocks') ?? 0,
    self,
  };
}

function workersOf(raw: Raw): PlanNode['workers'] {
  const planned = numberOf(raw, 'Workers Planned');
  return planned === null ? null : { planned, launched: numberOf(raw, 'Workers Launched') ?? 0 };
}
