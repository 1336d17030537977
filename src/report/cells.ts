import { fingerprint } from '../plans/fingerprint.ts';
import {
  planDifference,
  removedRows,
  scannedRows,
  worstMisestimate,
  type PlanDifference,
} from '../plans/difference.ts';
import { blocksTouched } from '../plans/walk.ts';
import type { Plan } from '../record/plan.ts';
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

/** Of the settled plans the one that takes longest: of several statements, the one to look at first. */
function mainPlan(cell: Cell): Plan | null {
  const [first, ...others] = settledPlans(cell);
  if (first === undefined) return null;
  return others.reduce((most, plan) => ((plan.execution ?? 0) > (most.execution ?? 0) ? plan : most), first);
}

/** Exact figures of a cell over all its statements, with the settled plans; null where a plan does not tell. */
export interface PlanFigures {
  readonly statements: number;
  readonly blocks: number | null;
  readonly scanned: number | null;
  readonly removed: number | null;
  readonly misestimate: number | null;
}

export function planFigures(cell: Cell): PlanFigures {
  const plans = settledPlans(cell);
  return {
    statements: plans.length,
    blocks: total(plans.map(blocksTouched)),
    scanned: total(plans.map(scannedRows)),
    removed: total(plans.map(removedRows)),
    misestimate: plans.reduce<number | null>((worst, plan) => {
      const factor = worstMisestimate(plan);
      return factor === null ? worst : Math.max(worst ?? 1, factor);
    }, null),
  };
}

function total(figures: readonly (number | null)[]): number | null {
  return figures.reduce((sum, figure) => (sum === null || figure === null ? null : sum + figure), 0);
}

/**
 * What a variant's plan does otherwise than the baseline's; null where one of them is not known. Of several statements
 * it is about the one that takes the baseline longest, or what stands in its place.
 */
export function differenceBetween(
  baseline: Cell | undefined,
  variant: Cell | undefined,
): PlanDifference | null {
  const before = baseline === undefined ? null : mainPlan(baseline);
  if (before === null || variant === undefined) return null;
  const same = settledPlans(variant).find(({ statement }) => statement === before.statement);
  const after = same ?? mainPlan(variant);
  return after === null ? null : planDifference(before, after);
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
 * Of several relations that are reached in another way it tells of the one that took longest before.
 */
export function planChangeInBrief({ level, access, gone }: PlanDifference): string {
  if (level === 'none') return 'unchanged';
  const spent = (name: string) =>
    gone.reduce((sum, { relation, time }) => sum + (relation === name ? (time?.self ?? 0) : 0), 0);
  const [first] = access
    .filter(({ before, after }) => before !== null && after !== null)
    .toSorted((a, b) => spent(b.relation) - spent(a.relation));
  if (first === undefined) {
    return level === 'access' ? 'other tables' : `other ${level === 'shape' ? 'nodes' : level}`;
  }
  const [before, after] = [wayInBrief(first.before ?? ''), wayInBrief(first.after ?? '')];
  return before === after ? `${before} → other ${before}` : `${before} → ${after}`;
}

function wayInBrief(way: string): string {
  return ways.find(([type]) => type.test(way))?.[1] ?? way.replace(/ \(.*/, '');
}
