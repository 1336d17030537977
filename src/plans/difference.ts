import type { Plan, PlanNode } from '../record/plan.ts';
import { accesses, fingerprint } from './fingerprint.ts';
import { blocksTouched, misestimate, nodesOf } from './walk.ts';
import { figure } from './words.ts';

/** A figure of both plans; null where a plan does not have it. */
export interface Pair<Of = number | null> {
  readonly before: Of;
  readonly after: Of;
}

/** What changed from one plan to another. */
export interface PlanDifference {
  /** The first level at which their fingerprints differ. */
  readonly level: 'none' | 'conditions' | 'shape' | 'access';
  /** In one line: "Seq Scan on orders + Sort → Index Scan using x on orders; 38,112 → 27 buffers". */
  readonly summary: string;
  /** Relations that are reached in another way; null where a plan does not touch them. */
  readonly access: readonly (Pair<string | null> & { readonly relation: string })[];
  /** Nodes of the one plan that the other does not have, in the order in which they are executed. */
  readonly gone: readonly PlanNode[];
  readonly came: readonly PlanNode[];
  /** Blocks touched by the whole plan. */
  readonly buffers: Pair;
  /** Rows that the plan's scans brought in, and rows that conditions threw away. */
  readonly scanned: Pair;
  readonly removed: Pair;
  /** The largest factor by which an estimate of rows was off, of all nodes. */
  readonly misestimate: Pair;
  /** Execution on the server, in seconds. */
  readonly execution: Pair;
}

/** Compares two plans of statements that are meant to do the same. */
export function planDifference(before: Plan, after: Plan): PlanDifference {
  const both = <Of>(figure: (plan: Plan) => Of): Pair<Of> => ({
    before: figure(before),
    after: figure(after),
  });
  const changes = {
    level: levelOf(before, after),
    gone: nodesOnlyIn(before, after),
    came: nodesOnlyIn(after, before),
    buffers: both(blocksTouched),
  };
  return {
    ...changes,
    summary: summaryOf(changes),
    access: accessChanges(both(accesses)),
    scanned: both(scannedRows),
    removed: both(removedRows),
    misestimate: both(worstMisestimate),
    execution: both((plan) => plan.execution),
  };
}

function levelOf(before: Plan, after: Plan): PlanDifference['level'] {
  const [a, b] = [fingerprint(before), fingerprint(after)];
  if (a.access !== b.access) return 'access';
  if (a.shape !== b.shape) return 'shape';
  return a.strict === b.strict ? 'none' : 'conditions';
}

function accessChanges({ before, after }: Pair<ReadonlyMap<string, string>>): PlanDifference['access'] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((relation) => ({
      relation,
      before: before.get(relation) ?? null,
      after: after.get(relation) ?? null,
    }))
    .filter((change) => change.before !== change.after);
}

/** As a multiset of labels: two Sorts against one leave one. Children first. */
function nodesOnlyIn(plan: Plan, other: Plan): readonly PlanNode[] {
  const left = new Map<string, number>();
  for (const { label } of nodesOf(other)) left.set(label, (left.get(label) ?? 0) + 1);
  return executionOrder(plan.root).filter(({ label }) => {
    const matches = left.get(label) ?? 0;
    left.set(label, matches - 1);
    return matches <= 0;
  });
}

function executionOrder(node: PlanNode): readonly PlanNode[] {
  return [...node.children.flatMap(executionOrder), node];
}

/** Rows that the plan's scans brought in; null where it was not executed. */
export function scannedRows(plan: Plan): number | null {
  const scans = nodesOf(plan).filter((node) => node.relation !== null && node.type.includes('Scan'));
  return plan.execution === null ? null : scans.reduce((sum, node) => sum + (node.rows ?? 0), 0);
}

/** Rows that the plan's conditions threw away; null where it was not executed. */
export function removedRows(plan: Plan): number | null {
  const conditions = nodesOf(plan).flatMap((node) => node.conditions);
  return plan.execution === null ? null : conditions.reduce((sum, { removed }) => sum + (removed ?? 0), 0);
}

/** The largest factor by which an estimate of rows was off; null where none can be judged. */
export function worstMisestimate(plan: Plan): number | null {
  const factors = nodesOf(plan).flatMap((node) => misestimate(node) ?? []);
  return factors.length === 0 ? null : Math.max(...factors);
}

function summaryOf({
  level,
  gone,
  came,
  buffers,
}: Pick<PlanDifference, 'level' | 'gone' | 'came' | 'buffers'>) {
  return [nodesInWords(level, named(gone), named(came)), buffersInWords(buffers)]
    .filter((part) => part !== '')
    .join('; ');
}

function nodesInWords(level: PlanDifference['level'], gone: string, came: string): string {
  if (gone !== '' && came !== '') return `${gone} → ${came}`;
  if (gone !== '') return `no more ${gone}`;
  if (came !== '') return `also ${came}`;
  return {
    none: 'same plan',
    conditions: 'same nodes, other conditions',
    shape: 'same nodes in another order',
    access: 'same nodes in another order',
  }[level];
}

/** The first few, scans before what is done with their rows. */
function named(nodes: readonly PlanNode[]): string {
  const labels = [...new Set(nodes.map((node) => node.label))];
  return [...labels.slice(0, 3), ...(labels.length > 3 ? ['…'] : [])].join(' + ');
}

function buffersInWords({ before, after }: Pair): string {
  if (before === null || after === null) return '';
  return before === after ? `${figure(before)} buffers` : `${figure(before)} → ${figure(after)} buffers`;
}
