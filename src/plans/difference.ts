import type { Plan, PlanNode } from '../record/plan.ts';
import { eachShapeOnce, total } from './executions.ts';
import { accesses, fingerprint } from './fingerprint.ts';
import { blocksTouched, misestimate, nodesOf, roundingOf } from './walk.ts';
import { figure } from './words.ts';

/** A figure of both plans; null where a plan does not have it. */
export interface Pair<Of = number | null> {
  readonly before: Of;
  readonly after: Of;
}

/** Rows over all loops, and by how many that may be off, since EXPLAIN rounds. */
export interface RowTotal {
  readonly rows: number;
  readonly off: number;
}

/** What changed from the plans of some statements to those of others. */
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
  /** Blocks touched by all executions. */
  readonly buffers: Pair;
  /** Rows that the plans' scans brought in, and rows that conditions threw away. */
  readonly scanned: Pair<RowTotal | null>;
  readonly removed: Pair<RowTotal | null>;
  /** The largest factor by which an estimate of rows was off, of all nodes. */
  readonly misestimate: Pair;
  /** All executions on the server, in seconds. */
  readonly execution: Pair;
}

type Plans = readonly Plan[];

/**
 * Compares the plans of statements that are meant to do the same. A statement that both sides send is held against
 * itself, the others all together against the others: four statements that one replaces have no partners. Figures are
 * of all statements.
 */
export function planDifference(before: Plans, after: Plans): PlanDifference {
  const parts = partners(before, after);
  const both = <Of>(figure: (plans: Plans) => Of): Pair<Of> => ({
    before: figure(before),
    after: figure(after),
  });
  const changes = {
    level: levels.find((level) => parts.some((part) => levelOf(part) === level)) ?? 'none',
    gone: parts.flatMap((part) => nodesOnlyIn(part.before, part.after)),
    came: parts.flatMap((part) => nodesOnlyIn(part.after, part.before)),
    buffers: both((plans) => total(plans, blocksTouched)),
  };
  return {
    ...changes,
    summary: summaryOf(changes),
    access: parts.flatMap((part) =>
      accessChanges({ before: accesses(part.before), after: accesses(part.after) }),
    ),
    scanned: both(scannedRows),
    removed: both(removedRows),
    misestimate: both(worstMisestimate),
    execution: both((plans) => total(plans, ({ execution }) => execution)),
  };
}

/** From the one that matters most. */
const levels: readonly PlanDifference['level'][] = ['access', 'shape', 'conditions'];

/**
 * By the statement's text, each shape of its plans once: how many executions have it is a matter of the figures. Last what
 * has no partner, where there is any.
 */
function partners(before: Plans, after: Plans): readonly Pair<Plans>[] {
  const [was, is] = [eachShapeOnce(before), eachShapeOnce(after)];
  const shared = [...new Set(was.map(textOf))].filter((text) => is.some((plan) => textOf(plan) === text));
  const alone = (plans: Plans) => plans.filter((plan) => !shared.includes(textOf(plan)));
  const rest = { before: alone(was), after: alone(is) };
  return [
    ...shared.map((text) => ({
      before: was.filter((plan) => textOf(plan) === text),
      after: is.filter((plan) => textOf(plan) === text),
    })),
    ...(rest.before.length + rest.after.length === 0 ? [] : [rest]),
  ];
}

function textOf({ statement }: Plan): string {
  return statement;
}

function levelOf({ before, after }: Pair<Plans>): PlanDifference['level'] {
  const differs = (identity: (plans: Plans) => string) => identity(before) !== identity(after);
  if (differs((plans) => JSON.stringify([...accesses(plans)]))) return 'access';
  if (differs((plans) => plans.map((plan) => fingerprint(plan).shape).join('\n'))) return 'shape';
  return differs((plans) => plans.map((plan) => fingerprint(plan).strict).join('\n')) ? 'conditions' : 'none';
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
function nodesOnlyIn(plans: Plans, others: Plans): readonly PlanNode[] {
  const left = new Map<string, number>();
  for (const { label } of others.flatMap(nodesOf)) left.set(label, (left.get(label) ?? 0) + 1);
  return plans
    .flatMap(({ root }) => executionOrder(root))
    .filter(({ label }) => {
      const matches = left.get(label) ?? 0;
      left.set(label, matches - 1);
      return matches <= 0;
    });
}

function executionOrder(node: PlanNode): readonly PlanNode[] {
  return [...node.children.flatMap(executionOrder), node];
}

/** Rows that the plans' scans brought in; null where one was not executed. */
export function scannedRows(plans: Plans): RowTotal | null {
  return rowTotal(plans, ({ relation, type, rows }) =>
    relation !== null && type.includes('Scan') ? [rows] : [],
  );
}

/** Rows that the plans' conditions threw away; null where one was not executed. */
export function removedRows(plans: Plans): RowTotal | null {
  return rowTotal(plans, ({ conditions }) => conditions.map(({ removed }) => removed));
}

function rowTotal(plans: Plans, counted: (node: PlanNode) => readonly (number | null)[]): RowTotal | null {
  const over = (figure: (rows: number, loops: number) => number) =>
    total(plans, (plan) =>
      plan.execution === null
        ? null
        : nodesOf(plan)
            .flatMap((node) => counted(node).map((rows) => (rows === null ? 0 : figure(rows, node.loops))))
            .reduce((sum, one) => sum + one, 0),
    );
  const [rows, off] = [over((count) => count), over(roundingOf)];
  return rows === null || off === null ? null : { rows, off };
}

/** The largest factor by which an estimate of rows was off; null where none can be judged. */
export function worstMisestimate(plans: Plans): number | null {
  const factors = plans.flatMap(nodesOf).flatMap((node) => misestimate(node) ?? []);
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
