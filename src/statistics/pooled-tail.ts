import { answeredPairs, type PairOfBursts, type Unit } from './bursts.ts';
import { oncePer } from './once-per.ts';

/** Bins of 1 %: what they say of a ratio is right to 2 %. */
const width = Math.log(1.01);
/** Up to e^21 microseconds, twenty minutes. */
const bins = Math.ceil(21 / width);

/** Of whole microseconds up to a tenth of a second, which nearly all times are: it takes a tenth of a logarithm's time. */
const binsOfWhole = Uint16Array.from({ length: 100_000 }, (_, time) => binOf(time));

function binOf(time: number): number {
  return Math.min(bins - 1, Math.floor(Math.log(Math.max(1, time)) / width));
}

/**
 * Whether the p95 of all of the head's times together may be so many times the base's. It is asked at each look, and
 * sorting them all takes a hundred times as long as bins, which say no only where the answer is no.
 */
export function mayStall(units: readonly Unit[], ratio: number): boolean {
  const [base, head] = [tailBin(units, 'base', Math.floor), tailBin(units, 'head', Math.ceil)];
  return base !== null && head !== null && (head - base + 1) * width >= Math.log(ratio);
}

/**
 * In which bin the p95 of one side is; null where it has no times.
 *
 * @param round the p95 may lie between two times: up for the larger of them, down for the lesser
 */
function tailBin(
  units: readonly Unit[],
  side: keyof PairOfBursts,
  round: (position: number) => number,
): number | null {
  const histograms = units.map((unit) => histogramsOf(unit)[side]);
  const total = histograms.reduce((sum, one) => sum + one.total, 0);
  if (total === 0) return null;
  let above = total - 1 - round(0.95 * (total - 1));
  let bin = Math.max(...histograms.map(({ last }) => last));
  for (; bin > 0; bin -= 1) {
    let here = 0;
    for (const { counts } of histograms) here += counts[bin] ?? 0;
    if (above < here) break;
    above -= here;
  }
  return bin;
}

interface Histogram {
  readonly counts: Uint16Array;
  /** The highest bin in which there is anything. */
  readonly last: number;
  readonly total: number;
}

const histogramsOf = oncePer((unit: Unit): Readonly<Record<keyof PairOfBursts, Histogram>> => {
  const pairs = answeredPairs(unit);
  return {
    base: count(pairs.map(({ base }) => base.micros)),
    head: count(pairs.map(({ head }) => head.micros)),
  };
});

function count(bursts: readonly (readonly number[])[]): Histogram {
  const counts = new Uint16Array(bins);
  let [last, total] = [0, 0];
  for (const micros of bursts) {
    total += micros.length;
    for (const time of micros) {
      const bin = binsOfWhole[time] ?? binOf(time);
      counts[bin] = (counts[bin] ?? 0) + 1;
      if (bin > last) last = bin;
    }
  }
  return { counts, last, total };
}
