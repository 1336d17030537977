import type { Plan, PlanNode } from '../record/plan.ts';

/** All nodes, parents before children, in the order in which EXPLAIN prints them. */
export function nodesOf(plan: Plan): readonly PlanNode[] {
  return below(plan.root);
}

function below(node: PlanNode): readonly PlanNode[] {
  return [node, ...node.children.flatMap(below)];
}

/** Every index that the plan reads, each once, in the order in which they appear. */
export function indexesUsed(plan: Plan): readonly string[] {
  return [...new Set(nodesOf(plan).flatMap((node) => node.index ?? []))];
}

/** Whether executing it changes data, also where a CTE does that. Then it pays for indexes that it does not read. */
export function changesData(plan: Plan): boolean {
  return nodesOf(plan).some(({ type }) => /^(?:Insert|Update|Delete|Merge)$/.test(type));
}

/** Blocks that the whole plan touched, in cache or not; null without BUFFERS. */
export function blocksTouched(plan: Plan): number | null {
  const { buffers } = plan.root;
  return buffers === null ? null : buffers.hit + buffers.read;
}

/** What a node spent itself: seconds, or blocks where the plan has no timing; 0 where it was not executed. */
export function spent({ time, buffers }: PlanNode): number {
  return time?.self ?? buffers?.self ?? 0;
}

/** The node that spent most itself: by time, by blocks where the plan has no timing; null where it was not executed. */
export function costliest(plan: Plan): PlanNode | null {
  const { time, buffers } = plan.root;
  if (time === null && buffers === null) return null;
  return nodesOf(plan).reduce((most, node) => (spent(node) > spent(most) ? node : most));
}

/**
 * By what factor the planner's estimate of a node's rows was off, in either direction; at least 1, and no more than is
 * certain where the rows are a rounded total. null where that cannot be said: not executed, or stopped early and below
 * the estimate. Zero rows count as one, as they do for the planner.
 */
export function misestimate({ rows, loops, estimatedRows, mayStopEarly }: PlanNode): number | null {
  if (rows === null || (mayStopEarly && rows < estimatedRows)) return null;
  const estimated = Math.max(estimatedRows, 1);
  const reach = roundingOf(rows, loops);
  const nearest = Math.min(Math.max(estimated, rows - reach), rows + reach);
  const counted = Math.max(nearest, 1);
  return Math.max(counted / estimated, estimated / counted);
}

/**
 * By how many rows a total over loops may be off. EXPLAIN gives the average per loop, in whole rows before PostgreSQL 18,
 * and such a total is a multiple of the loops; what is none comes from hundredths, which is near enough.
 */
export function roundingOf(total: number, loops: number): number {
  return loops > 1 && total % loops === 0 ? loops / 2 : 0;
}
