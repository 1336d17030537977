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

/** An attempt at a rate, numbered from 1 among those at the same rate. */
interface CountedAttempt {
  readonly point: CapacityPoint;
  readonly attempt: number;
}

/** Every attempt, from the lowest rate to the highest. */
export function attemptsByRate({ points }: Pick<CapacityRecord, 'points'>): readonly CountedAttempt[] {
  return points
    .map((point, i) => ({
      point,
      attempt: points.slice(0, i + 1).filter(({ rate }) => rate === point.rate).length,
    }))
    .toSorted((a, b) => a.point.rate - b.point.rate);
}

/** "2", "3, in 4 attempts": a rate at which the limit did not hold at once was tried again. */
export function countInWords({ points }: Pick<CapacityRecord, 'points'>): string {
  const rates = new Set(points.map(({ rate }) => rate)).size;
  return rates === points.length ? String(rates) : `${rates}, in ${points.length} attempts`;
}

/** The rates at which the limit breaks, the lowest first, each as the last attempt was at which it did. */
export function brokenRates({
  points,
  knee,
}: Pick<CapacityRecord, 'points' | 'knee'>): readonly CapacityPoint[] {
  const broken = points.filter(
    ({ outcome, rate }) => outcome === 'breaks' && rate >= (knee.breaks ?? Infinity),
  );
  return broken
    .filter(({ rate }, i) => broken.findLastIndex((point) => point.rate === rate) === i)
    .toSorted((a, b) => a.rate - b.rate);
}

/** "breaks at 22/s (p95 was 600 ms, and may be 500 ms)", for each rate at which it does; null where it never does. */
export function breaksInWords(search: Pick<CapacityRecord, 'points' | 'knee'>): string | null {
  const broken = brokenRates(search);
  if (broken.length === 0) return null;
  return `breaks at ${broken.map(({ rate, reason }) => `${rateInWords(rate)} (${reason ?? 'it is not known why'})`).join(', ')}`;
}

/** Why the search ended, and what to change; "found" where it found the knee. */
export function endInWords({ ended, remedy }: Pick<CapacityRecord, 'ended' | 'remedy'>): string {
  if (ended === null) return 'found';
  return remedy === null ? ended : `${sentence(ended)} ${sentence(capital(remedy))}`;
}

function digits(rate: number, most: number): string {
  return Number(rate.toPrecision(most)).toLocaleString('en-US');
}
