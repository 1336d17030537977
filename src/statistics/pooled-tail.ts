import type { PairOfBursts, Unit } from './bursts.ts';

/** Bins of 1 %: what they say of a ratio is right to 2 %. */
const width = Math.log(1.01);
/** Up to e^21 microseconds, twenty minutes. */
const bins = Math.ceil(21 / width);

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
  const sum = new Uint32Array(bins);
  let count = 0;
  for (const unit of units) {
    const { counts, total } = histogramOf(unit, side);
    for (let bin = 0; bin < bins; bin += 1) sum[bin] = (sum[bin] ?? 0) + (counts[bin] ?? 0);
    count += total;
  }
  if (count === 0) return null;
  let above = count - 1 - round(0.95 * (count - 1));
  let bin = bins - 1;
  while (bin > 0 && above >= (sum[bin] ?? 0)) {
    above -= sum[bin] ?? 0;
    bin -= 1;
  }
  return bin;
}

interface Histogram {
  readonly counts: Uint16Array;
  readonly total: number;
}

function histogramOf(unit: Unit, side: keyof PairOfBursts): Histogram {
  const of = known.get(unit) ?? {};
  known.set(unit, of);
  // As the test itself has it: a pair of which one side says nothing is left out.
  const usable = unit.filter(({ base, head }) => base.micros.length > 0 && head.micros.length > 0);
  return (of[side] ??= count(usable.flatMap((pair) => pair[side].micros)));
}

const known = new WeakMap<Unit, Partial<Record<keyof PairOfBursts, Histogram>>>();

function count(micros: readonly number[]): Histogram {
  const counts = new Uint16Array(bins);
  for (const time of micros) {
    const bin = Math.min(bins - 1, Math.floor(Math.log(Math.max(1, time)) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { counts, total: micros.length };
}
