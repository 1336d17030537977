import type { Decision, Thresholds } from '../statistics/sequential.ts';
import { changeInterval, changeSpan } from './change.ts';
import { percent, plural, tooFew } from './words.ts';

/** How a decision is told. */
export interface Wording {
  readonly limits: Thresholds;
  /** What there is one effect of: "round", "block". */
  readonly unit: string;
}

/**
 * What keeps a comparison from a verdict: too few rounds for any; an interval that holds no change as well as one that
 * counts; of one that holds a change alone, that the wider one of this look does not, or that so few rounds have none;
 * a change that may be of less than counts, or of more.
 */
export type Obstacle = 'too few' | 'too wide' | 'this look' | 'too few for this look' | 'too small';

/** Of a decision that is `unclear`. */
export function obstacleOf({ ratio, evidence, rounds }: Decision, limits: Thresholds): Obstacle {
  if (rounds < limits.rounds) return 'too few';
  if (ratio.low <= 1 && ratio.high >= 1) return 'too wide';
  if (!Number.isFinite(evidence.high)) return 'too few for this look';
  return evidence.low <= 1 && evidence.high >= 1 ? 'this look' : 'too small';
}

/** The verdict with its evidence; where it is `unclear`, with what stands in the way and what would settle it. */
export function evidence(decision: Decision, wording: Wording): string {
  const { verdict, ratio, rounds } = decision;
  const { limits, unit } = wording;
  const over = `over ${plural(rounds, unit)}`;
  if (verdict === 'same') {
    return `no change beyond ${percent(limits.tolerance)}: ${changeSpan(ratio)} ${over}`;
  }
  if (verdict !== 'unclear') return `${changeInterval(ratio)} ${over}`;
  return `cannot tell: ${obstacles[obstacleOf(decision, limits)](decision, wording)}${remedy(decision, unit)}`;
}

const obstacles: Readonly<Record<Obstacle, (decision: Decision, wording: Wording) => string>> = {
  'too few': ({ rounds }, { limits, unit }) => tooFew(rounds, unit, limits.rounds),
  'too wide': ({ ratio }, { limits }) =>
    `the interval ${changeSpan(ratio)} contains both no change and a change of ${percent(limits.tolerance)}`,
  'too few for this look': ({ ratio, rounds }, { unit }) =>
    `${changeInterval(ratio)}, but this look asks for more evidence than ${plural(rounds, unit)} can be`,
  'this look': ({ ratio, evidence: wider }) =>
    `${changeInterval(ratio)}, but the wider interval that this look asks for, ${changeSpan(wider)}, does not exclude no change`,
  'too small': ({ ratio }, { limits }) =>
    `there is a change, by the estimate of less than the ${percent(limits.effect)} that counts, ` +
    `but perhaps of more than ${percent(limits.tolerance)}: ${changeSpan(ratio)}`,
};

/** What would settle it: "; about 16 blocks would tell". Empty where that cannot be said. */
export function remedy({ needed }: Pick<Decision, 'needed'>, unit: string): string {
  return needed === null ? '' : `; about ${plural(needed, unit)} would tell`;
}
