import type { CapacitiesRecord, CapacityRecord } from '../record/load.ts';
import type { Interval, Verdict } from './judgement.ts';
import type { CapacityJudgement, Knee } from './load-judgement.ts';
import { loadThresholds } from './load.ts';
import { factor, percent, range } from './words.ts';

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
  const times = `${factor(ratio.estimate)}× (${range(ratio)}) the requests per second`;
  if (verdict === 'same') return `no change beyond ${percent(loadThresholds.tolerance)}: ${times}`;
  return verdict === 'unclear' ? `cannot tell: ${times}` : times;
}
