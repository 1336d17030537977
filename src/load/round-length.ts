import type { RoundOfLoad } from '../record/load-round.ts';
import { fewestAnswers } from './validity.ts';

/** How many more answers a round is to have than a p95 needs, since no two rounds have as many. */
const margin = 1.3;

/**
 * How long the next round of a side is to be, in seconds: until it has the answers that a p95 needs, at the pace of its
 * rounds so far. A slow API gets them in longer rounds, and a fast one is not asked for longer than that; the ratio of a pair
 * does not need rounds of one length.
 */
export function roundLength(
  taken: readonly Pick<RoundOfLoad, 'total' | 'seconds'>[],
  { seconds: least, longest }: { readonly seconds: number; readonly longest: number },
): number {
  const answered = taken.reduce((sum, { total }) => sum + total.answered, 0);
  const spent = taken.reduce((sum, { seconds }) => sum + seconds, 0);
  if (spent === 0) return least;
  const needed = (margin * fewestAnswers * spent) / answered;
  // Tenths are as much as such a pace tells.
  return Math.min(longest, Math.max(least, Math.ceil(needed * 10) / 10));
}
