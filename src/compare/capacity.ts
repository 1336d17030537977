import type { CapacitiesRecord, CapacityRecord } from '../record/load.ts';
import type { Interval, Verdict } from './judgement.ts';
import type { CapacityJudgement, CutOff, Knee } from './load-judgement.ts';
import { mostOfSearch } from '../record/search-end.ts';
import { fewestBounded } from '../statistics/order-interval.ts';
import { loadThresholds } from './load.ts';
import { list, percent, plural } from './words.ts';

/** The searches of one scenario, and those of them that ended with their time. */
export interface Searches extends CapacitiesRecord {
  readonly cutOff: CutOff | null;
}

/** How much more load each side carries than the first. */
export function judgeCapacity({ scenario, sides, cutOff }: Searches): readonly CapacityJudgement[] {
  const [baseline, ...others] = sides;
  if (baseline === undefined) return [];
  return others.map((side) => {
    const ratio = ratioOf(baseline, side);
    const without = [baseline, side].filter(({ knee }) => isUnknown(knee));
    const few = [baseline, side].flatMap(fewRequests);
    const verdict = without.length === 0 && few.length > 0 ? 'unclear' : verdictOf(ratio);
    return {
      scenario: scenario.id,
      baseline: kneeOf(baseline),
      side: kneeOf(side),
      ratio,
      limit: baseline.limit,
      cutOff:
        cutOff !== null && [baseline, side].some((one) => cutOff.sides.includes(one.side)) ? cutOff : null,
      verdict,
      sentence:
        without.length > 0
          ? nothingOf(without)
          : few.length > 0
            ? `cannot tell: ${list(few.map((one) => one.sentence))}`
            : sentenceOf(verdict, ratio),
      remedy:
        without.length === 0 && few.length > 0
          ? moreTime(scenario.id, few)
          : (without.find(({ remedy }) => remedy !== null)?.remedy ?? null),
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

/** What is wrong with a rate, and how long it would have to be measured, in seconds. */
interface Few {
  readonly sentence: string;
  readonly seconds: number;
}

/** A search of which even the part that a rate may take is long enough. */
function moreTime(scenario: string, few: readonly Few[]): string {
  const seconds = Math.max(...few.map((one) => one.seconds)) / mostOfSearch;
  return `give the search more time: \`bench capacity ${scenario} --duration ${Math.ceil(seconds / 10) * 10}\``;
}

/** Of the rates between which the knee lies, those of too few requests for the quantile to be bounded. */
function fewRequests({ side, limit, knee, points }: CapacityRecord): readonly Few[] {
  const needed = fewestBounded(limit.quantile);
  return [knee.holds, knee.breaks].flatMap((rate) => {
    const requests = points.findLast((point) => point.rate === rate)?.requests;
    if (rate === null || requests === undefined || requests >= needed) return [];
    const are = `${plural(requests, 'request')} at ${digits(rate)}/s on ${side} ${requests === 1 ? 'is' : 'are'}`;
    return [
      {
        sentence: `${are} too few, since p${limit.quantile * 100} needs ${needed} to be bounded`,
        seconds: needed / rate,
      },
    ];
  });
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
