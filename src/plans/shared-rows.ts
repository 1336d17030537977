import { numberOf, objectsOf, textOf, type Raw } from './raw.ts';

/**
 * By how much the planner divides the rows of a plan that several processes share: a worker counts as one process, the
 * leader as what serving the workers leaves of it. EXPLAIN's "Plan Rows" below a Gather times this is the estimate of all.
 * PostgreSQL, src/backend/optimizer/path/costsize.c, get_parallel_divisor().
 *
 * @param leaderTakesPart the setting parallel_leader_participation
 * @returns null where the Gather does not say how many workers were planned
 */
export function parallelDivisor(gather: Raw, leaderTakesPart: boolean): number | null {
  const workers = numberOf(gather, 'Workers Planned');
  if (workers === null || workers < 1) return null;
  return workers + (leaderTakesPart ? Math.max(0, 1 - 0.3 * workers) : 0);
}

/**
 * Whether a node's "Plan Rows" are a process's share of the rows: those of a parallel scan, and of what passes them on.
 * The inner side of a nested loop, a plain hash and a partial aggregate are estimated whole, for each process anew.
 */
export function hasShareOfRows(node: Raw): boolean {
  if (node['Parallel Aware'] === true) return true;
  if (/Aggregate|Group|Unique/.test(textOf(node, 'Node Type') ?? '')) return false;
  const [driving] = objectsOf(node['Plans']).filter((child) =>
    ['Outer', 'Member', 'Subquery'].includes(textOf(child, 'Parent Relationship') ?? ''),
  );
  return driving !== undefined && hasShareOfRows(driving);
}
