import type { Decision, Thresholds } from '../statistics/sequential.ts';
import { change, percent, plural, range, tooFew } from './words.ts';

/** How a decision is told. */
export interface Wording {
  readonly limits: Thresholds;
  /** What there is one effect of: "round", "block". */
  readonly unit: string;
  /** What the times are held against: "the baseline's". */
  readonly other: string;
}

/** The verdict with its evidence; where it is `unclear`, with what stands in the way and what would settle it. */
export function evidence(decision: Decision, wording: Wording): string {
  const { verdict, ratio, rounds } = decision;
  const { limits, unit, other } = wording;
  const over = `over ${plural(rounds, unit)}`;
  if (verdict === 'same') {
    return `no change beyond ${percent(limits.tolerance)}: ${range(ratio)} times ${other} ${over}`;
  }
  if (verdict !== 'unclear') return `${change(ratio)} ${over}`;
  return rounds < limits.rounds
    ? `cannot tell: ${tooFew(rounds, unit, limits.rounds)}`
    : `cannot tell: ${obstacle(decision, wording)}${remedy(decision, unit)}`;
}

/** What keeps the interval from clearing a threshold. */
function obstacle({ ratio, evidence, rounds }: Decision, { limits, unit, other }: Wording): string {
  if (ratio.low <= 1 && ratio.high >= 1) {
    return `the interval ${range(ratio)} contains both no change and a change of ${percent(limits.tolerance)}`;
  }
  if (!Number.isFinite(evidence.high)) {
    return `${change(ratio)}, but this look asks for more evidence than ${plural(rounds, unit)} can be`;
  }
  if (evidence.low <= 1 && evidence.high >= 1) {
    return `${change(ratio)}, but the wider interval that this look asks for, ${range(evidence)}, contains no change`;
  }
  return (
    `there is a change, by the estimate of less than the ${percent(limits.effect)} that counts, ` +
    `but perhaps of more than ${percent(limits.tolerance)}: ${range(ratio)} times ${other}`
  );
}

/** What would settle it: "; about 16 blocks would tell". Empty where that cannot be said. */
export function remedy({ needed }: Pick<Decision, 'needed'>, unit: string): string {
  return needed === null ? '' : `; about ${plural(needed, unit)} would tell`;
}
