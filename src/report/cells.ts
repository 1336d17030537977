import { executedIn, total } from '../plans/executions.ts';
import { fingerprint } from '../plans/fingerprint.ts';
import {
  planDifference,
  removedRows,
  scannedRows,
  worstMisestimate,
  type PlanDifference,
  type RowTotal,
} from '../plans/difference.ts';
import { blocksTouched, spent } from '../plans/walk.ts';
import type { Plan, PlanNode } from '../record/plan.ts';
import type { AnswersRecord, Cell, ExperimentRecord, ParameterClassRecord } from '../record/experiment.ts';

/** What was found out about a variant, with the class in which it was. */
export interface ClassCell {
  readonly parameters: ParameterClassRecord;
  readonly cell: Cell;
}

/** A variant's cells in the classes' order; classes that it never came to are left out. */
export function cellsOf({ classes }: ExperimentRecord, variant: string): readonly ClassCell[] {
  return classes.flatMap((parameters) => {
    const cell = parameters.cells[variant];
    return cell === undefined ? [] : [{ parameters, cell }];
  });
}

/** The plan of each statement that PostgreSQL itself settles on, which is the one that was timed. */
export function settledPlans({ plans, settled }: Cell): readonly Plan[] {
  return plans.custom.map((custom, i) =>
    settled?.[i] === 'generic' ? (plans.generic[i] ?? custom) : custom,
  );
}

/** Whether some statement's generic plan, which does not know the parameters' values, is another than its custom plan. */
export function kindsDiffer({ plans }: Cell): boolean {
  return plans.custom.some((custom, i) => {
    const generic = plans.generic[i];
    return generic !== undefined && fingerprint(custom).shape !== fingerprint(generic).shape;
  });
}

/** Exact figures of a cell over all executions of one call, with the settled plans; null where a plan does not tell. */
export interface PlanFigures {
  readonly statements: number;
  readonly blocks: number | null;
  readonly scanned: RowTotal | null;
  readonly removed: RowTotal | null;
  readonly misestimate: number | null;
}

export function planFigures(cell: Cell): PlanFigures {
  const plans = settledPlans(cell);
  return {
    statements: executedIn(plans),
    blocks: total(plans, blocksTouched),
    scanned: scannedRows(plans),
    removed: removedRows(plans),
    misestimate: worstMisestimate(plans),
  };
}

/** What a variant's plans do otherwise than the baseline's, over all statements; null where one side is not known. */
export function differenceBetween(
  baseline: Cell | undefined,
  variant: Cell | undefined,
): PlanDifference | null {
  if (baseline === undefined || variant === undefined) return null;
  const [before, after] = [settledPlans(baseline), settledPlans(variant)];
  return before.length === 0 || after.length === 0 ? null : planDifference(before, after);
}

/** Answers over all classes: how many of how many parameter sets differ; null where nothing was compared. */
export function answersOver(
  cells: readonly ClassCell[],
): Pick<AnswersRecord, 'differing' | 'sets' | 'satisfied'> | null {
  const compared = cells.flatMap(({ cell }) => cell.answers ?? []);
  if (compared.length === 0) return null;
  return {
    differing: compared.reduce((sum, { differing }) => sum + differing, 0),
    sets: compared.reduce((sum, { sets }) => sum + sets, 0),
    satisfied: compared.every(({ satisfied }) => satisfied),
  };
}

const ways: readonly (readonly [type: RegExp, word: string])[] = [
  [/Bitmap Heap Scan/, 'Bitmap'],
  [/Index Only Scan/, 'Index only'],
  [/Index Scan/, 'Index'],
  [/Seq Scan/, 'Seq'],
];

/**
 * In a few words for a narrow column: "Seq → Bitmap", "Index → other Index", "other nodes", "unchanged".
 * Of several relations that are reached in another way it tells of the one that took longest before, and of several ways
 * to reach that one of the way that took longest.
 */
export function planChangeInBrief({ level, access, gone, came }: PlanDifference): string {
  if (level === 'none') return 'unchanged';
  const [first] = access
    .filter(({ before, after }) => before !== null && after !== null)
    .toSorted((a, b) => spentOn(gone, b.relation) - spentOn(gone, a.relation));
  if (first === undefined) {
    return level === 'access' ? 'other tables' : `other ${level === 'shape' ? 'nodes' : level}`;
  }
  const before = wayInBrief(dearest(gone, first.relation) ?? first.before ?? '');
  const after = wayInBrief(dearest(came, first.relation) ?? first.after ?? '');
  return before === after ? `${before} → other ${before}` : `${before} → ${after}`;
}

function spentOn(nodes: readonly PlanNode[], name: string): number {
  return nodes.reduce((sum, node) => sum + (node.relation === name ? spent(node) : 0), 0);
}

/** The kind of the node that spent most on a relation; null where none of these reads it. */
function dearest(nodes: readonly PlanNode[], name: string): string | null {
  const [first] = nodes.filter(({ relation }) => relation === name).toSorted((a, b) => spent(b) - spent(a));
  return first?.type ?? null;
}

function wayInBrief(way: string): string {
  return ways.find(([type]) => type.test(way))?.[1] ?? way.replace(/ \(.*/, '');
}
