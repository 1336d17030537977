import type { CapacitiesRecord } from '../record/load.ts';
import { timeThatEnded, usualPrecision } from '../record/search-end.ts';
import type { CutOff } from './load-judgement.ts';

/**
 * The searches that ended with their time, and one that has enough: of the rates by which the bracket is halved until it is
 * narrow, each may take two attempts, and an attempt what it took on average. null where none ended so.
 */
export function cutOffOf({ scenario, sides }: CapacitiesRecord): CutOff | null {
  const needed = sides.flatMap(({ side, ended, knee, points }) => {
    const had = timeThatEnded(ended);
    if (had === null) return [];
    const { holds, breaks } = knee;
    const bracket =
      holds === null || breaks === null ? 1 : Math.log(breaks / holds) / Math.log(1 + usualPrecision);
    const halvings = Math.ceil(Math.log2(bracket));
    // Where one of the ends is not known yet, nobody knows how far off it is.
    const more = halvings > 0 ? (2 * halvings * had) / Math.max(1, points.length) : 3 * had;
    return [{ side, seconds: Math.ceil((had + more) / 10) * 10 }];
  });
  if (needed.length === 0) return null;
  const seconds = Math.max(...needed.map((one) => one.seconds));
  return {
    sides: needed.map(({ side }) => side),
    command: `bench capacity ${scenario.id} --duration ${seconds}`,
  };
}
