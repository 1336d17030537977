import type { CapacitiesRecord, CapacityRecord } from '../record/load.ts';
import type { Interval, Verdict } from './judgement.ts';
import type { CapacityJudgement, CutOff, Knee } from './load-judgement.ts';
import { timeThatEnded } from '../record/search-end.ts';
import { loadThresholds } from './load.ts';
import { percent } from './words.ts';

/** How much more load each side carries than the first. */
export function judgeCapacity({ scenario, sides }: CapacitiesRecord): readonly CapacityJudgement[] {
  const [baseline, ...others] = sides;
  if (baseline === undefined) return [];
  return others.map((side) => {
    const ratio = ratioOf(baseline, side);
    const verdict = verdictOf(ratio);
    const without = [baseline, side].filter(({ knee }) => isUnknown(knee));
    return {
      scenario: scenario.id,
      baseline: kneeOf(baseline),
      side: kneeOf(side),
      ratio,
      limit: baseline.limit,
      cutOff: cutOffOf(scenario.id, [baseline, side]),
      verdict,
      sentence: without.length === 0 ? sentenceOf(verdict, ratio) : nothingOf(without),
      remedy: without.find(({ remedy }) => remedy !== null)?.remedy ?? null,
    };
  });
}

function kneeOf({ side, knee }: CapacityRecord): Knee {
  return { side, ...knee };
}

/** Whether no rate was found at which the limit holds, and none at which it breaks. */
export function isUnknown({ holds, breaks }: CapacityRecord['knee']): boolean {
  return holds === null && breaks === null;
}

/** Why nothing is known of what some sides carry. */
function nothingOf(sides: readonly CapacityRecord[]): string {
  const why = sides.map(({ side, ended }) => (ended === null ? side : `${side}: ${ended}`));
  return `cannot be compared, since no rate was found at which the limit holds or breaks (${why.join('; ')})`;
}

/** How near to the knee `bench capacity` searches. */
const near = 1.05;

/**
 * The searches that ended with their time, and one that has enough: of the rates by which the bracket is halved until it is
 * narrow, each may take two attempts, and an attempt what it took on average. null where none ended so.
 */
export function cutOffOf(scenario: string, sides: readonly CapacityRecord[]): CutOff | null {
  const needed = sides.flatMap(({ side, ended, knee, points }) => {
    const had = timeThatEnded(ended);
    if (had === null) return [];
    const { holds, breaks } = knee;
    const bracket = holds === null || breaks === null ? 1 : Math.log(breaks / holds) / Math.log(near);
    const halvings = Math.ceil(Math.log2(bracket));
    // Where one of the ends is not known yet, nobody knows how far off it is.
    const more = halvings > 0 ? (2 * halvings * had) / Math.max(1, points.length) : 3 * had;
    return [{ side, seconds: Math.ceil((had + more) / 10) * 10 }];
  });
  if (needed.length === 0) return null;
  const seconds = Math.max(...needed.map((one) => one.seconds));
  return {
    sides: needed.map(({ side }) => side),
    command: `bench capacity ${scenario} --duration ${seconds}`,
  };
}

/** "17 to 48 times", from one end of the bracket to the other: where between them it lies is not known. */
export function timesBetween({ low, high }: Pick<Interval, 'low' | 'high'>): string {
  if (!Number.isFinite(high)) return `at least ${digits(low)} times`;
  if (low === 0) return `at most ${digits(high)} times`;
  const [from, to] = [digits(low), digits(high)];
  return from === to ? `${to} times` : `${from} to ${to} times`;
}

function digits(ratio: number): string {
  return Number(ratio.toPrecision(ratio < 2 ? 3 : 2)).toLocaleString('en-US');
}

/** Each knee lies between the highest rate that held and the lowest that broke. */
function ratioOf(baseline: CapacityRecord, side: CapacityRecord): Interval {
  const [b, s] = [baseline.knee, side.knee];
  return {
    estimate: middle(s) / middle(b),
    low: (s.holds ?? 0) / (b.breaks ?? Infinity),
    high: (s.breaks ?? Infinity) / (b.holds ?? 0),
  };
}

function middle({ holds, breaks }: CapacityRecord['knee']): number {
  return holds === null || breaks === null ? (holds ?? breaks ?? Number.NaN) : Math.sqrt(holds * breaks);
}

function verdictOf({ low, high, estimate }: Interval): Verdict {
  if (Number.isNaN(estimate)) return 'invalid';
  if (low >= loadThresholds.effect) return 'better';
  if (high <= 1 / loadThresholds.effect) return 'worse';
  return low >= 1 / loadThresholds.tolerance && high <= loadThresholds.tolerance ? 'same' : 'unclear';
}

function sentenceOf(verdict: Verdict, ratio: Interval): string {
  const times = `${timesBetween(ratio)} the requests per second`;
  if (verdict === 'same') return `no change beyond ${percent(loadThresholds.tolerance)}: ${times}`;
  return verdict === 'unclear' ? `cannot tell: ${times}` : times;
}
