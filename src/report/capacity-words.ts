import type { Knee } from '../compare/load-judgement.ts';
import type { CapacityPoint, CapacityRecord, Within } from '../record/load.ts';
import { duration } from './units.ts';
import { capital, sentence } from './words.ts';

/** "65 … 71/s": it holds at the one and breaks at the other. */
export function kneeInWords({ holds, breaks }: Knee): string {
  if (holds === null) return breaks === null ? 'not found' : `less than ${digits(breaks, 2)}/s`;
  return breaks === null ? `at least ${digits(holds, 2)}/s` : `${digits(holds, 2)} … ${digits(breaks, 2)}/s`;
}

/** "1.72 s", "over 5 s" where more than that share had timed out by then; "–" where nothing is known. */
export function withinInWords(within: Within): string {
  if (within === null) return '–';
  return typeof within === 'number' ? duration(within) : `over ${duration(within.over)}`;
}

/** "44.1/s": rates that were tried may lie close to each other. */
export function rateInWords(rate: number): string {
  return `${digits(rate, 3)}/s`;
}

/** A rate of a search: all attempts at it, the last of which counts. */
interface TriedRate {
  readonly last: CapacityPoint;
  readonly attempts: number;
}

/** From the lowest rate to the highest. */
export function triedRates({ points }: Pick<CapacityRecord, 'points'>): readonly TriedRate[] {
  return points
    .filter(({ rate }, i) => points.findLastIndex((point) => point.rate === rate) === i)
    .map((last) => ({ last, attempts: points.filter(({ rate }) => rate === last.rate).length }))
    .toSorted((a, b) => a.last.rate - b.last.rate);
}

/** "2", "3, 1 of them twice": a rate at which the limit did not hold at once was tried again. */
export function countInWords(search: Pick<CapacityRecord, 'points'>): string {
  const rates = triedRates(search);
  const again = rates.filter(({ attempts }) => attempts > 1).length;
  return again === 0 ? String(rates.length) : `${rates.length}, ${again} of them twice`;
}

/** "breaks at 22/s (p95 was 600 ms, and may be 500 ms)", for each rate at which it does; null where it never does. */
export function breaksInWords(search: Pick<CapacityRecord, 'points'>): string | null {
  const broken = triedRates(search).filter(({ last }) => last.outcome === 'breaks');
  if (broken.length === 0) return null;
  return `breaks at ${broken.map(({ last }) => `${rateInWords(last.rate)} (${last.reason ?? 'it is not known why'})`).join(', ')}`;
}

/** Why the search ended, and what to change; "found" where it found the knee. */
export function endInWords({ ended, remedy }: Pick<CapacityRecord, 'ended' | 'remedy'>): string {
  if (ended === null) return 'found';
  return remedy === null ? ended : `${sentence(ended)} ${sentence(capital(remedy))}`;
}

function digits(rate: number, most: number): string {
  return Number(rate.toPrecision(most)).toLocaleString('en-US');
}
