import { bestSplit, type Split } from './energy-split.ts';
import { shuffled } from './shuffled.ts';
import { uniformFrom } from './uniform.ts';

/** Where a series settles on another level. */
export interface ChangePoint {
  /** Index of the first value of the new level. */
  readonly at: number;
  /** How often a series without this change would show one as large. */
  readonly p: number;
}

export interface ChangePointOptions {
  /** Chance of finding a change in a series that has none. */
  readonly level: number;
  /** The fewest values that are a level of their own. */
  readonly least: number;
  /** Orders that are drawn for each test. */
  readonly permutations: number;
  readonly seed: number;
}

/** The seed only makes the answer repeat. At this level it takes some twelve values to show a change: fewer have too few orders. */
const usual: ChangePointOptions = { level: 0.01, least: 4, permutations: 199, seed: 1 };

/**
 * The places at which the distribution of a series changes, in order; on logarithms for what changes by factors.
 * One split at a time, the most evident first: it stands if hardly any of the orders into which the values between the
 * splits so far can be brought shows one as evident. Nothing is assumed about distributions, but that without a change
 * all orders are equally likely.
 *
 * Source: D. S. Matteson, N. A. James, A nonparametric approach for multiple change point analysis of multivariate
 * data, Journal of the American Statistical Association 109, 2014 (E-Divisive). On series of benchmarks: D. Daly et al.,
 * The use of change point detection to identify software performance regressions in a continuous integration system,
 * ICPE 2020; M. Fleming et al., Hunter: using change point detection to hunt for performance regressions, ICPE 2023.
 */
export function changePoints(
  values: readonly number[],
  options: Partial<ChangePointOptions> = {},
): readonly ChangePoint[] {
  const how = { ...usual, ...options };
  const random = uniformFrom(how.seed);
  let found: readonly ChangePoint[] = [];
  for (;;) {
    const next = nextChange(values, found, how, random);
    if (next === null) return found;
    found = [...found, next].toSorted((a, b) => a.at - b.at);
  }
}

function nextChange(
  values: readonly number[],
  found: readonly ChangePoint[],
  { level, least, permutations }: ChangePointOptions,
  random: () => number,
): ChangePoint | null {
  const ends = [0, ...found.map(({ at }) => at), values.length];
  const segments = ends.slice(1).map((end, i) => ({ start: ends[i] ?? 0, end }));
  const splits = segments.flatMap(({ start, end }) => {
    const split = bestSplit(values.slice(start, end), least);
    return split === null ? [] : [{ ...split, at: start + split.at }];
  });
  const [first, ...others] = splits;
  if (first === undefined) return null;
  const best = others.reduce((most, split) => (split.evidence > most.evidence ? split : most), first);
  const mostExceeding = Math.floor(level * (permutations + 1)) - 1;
  let exceeding = 0;
  for (let drawn = 0; drawn < permutations; drawn += 1) {
    const asEvident = segments.some(({ start, end }) =>
      isAsEvident(bestSplit(shuffled(values.slice(start, end), random), least), best.evidence),
    );
    if (asEvident) exceeding += 1;
    // More draws could not bring the p-value down to the level any more, and most series end here.
    if (exceeding > mostExceeding) return null;
  }
  return { at: best.at, p: (exceeding + 1) / (permutations + 1) };
}

/** Sums of the same numbers in another order differ in their last digits. */
function isAsEvident(split: Split | null, evidence: number): boolean {
  return split !== null && split.evidence >= evidence - 1e-9 * Math.abs(evidence);
}
