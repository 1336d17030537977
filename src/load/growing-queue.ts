import { latency } from '../record/latency.ts';
import type { AllRoutes, RoundOfLoad } from '../record/load-round.ts';
import { orderRanks } from '../statistics/order-interval.ts';
import type { Limit } from '../suite/limit.ts';

/** How the typical time of requests rose within a round, in seconds; Infinity where most timed out. */
export interface Growth {
  readonly from: number;
  readonly to: number;
}

/** How much longer the last requests took than the first, at the least: as a factor, and as a part of the limit. */
const clearly = { factor: 1.5, ofLimit: 1 / 10 };

/**
 * Whether requests at a steady rate waited longer and longer: then more arrive than are answered, and whether the limit still
 * held is a matter of when the round ended. By Little's law the wait is the queue divided by what is answered, and a
 * queue to which more is added than taken grows with time: at λ requests per second where μ are answered, what comes t
 * seconds after the load began waits for (λ / μ − 1) t (the fluid approximation; L. Kleinrock, Queueing Systems II, section
 * 2.7). In the middle of the last third of 3 s, after a second that is not counted, that is 2.3 times what it is in the middle
 * of the first. An overload that adds less than the part of the limit is not seen, which a longer round would show.
 *
 * Medians, since the tail of few requests is their mix; and their intervals must lie apart, since so may their medians be.
 *
 * @returns null where it did not grow, or is not known to
 */
export function queueGrowth({ thirds }: RoundOfLoad, limit: Limit): Growth | null {
  const [first, , last] = thirds ?? [];
  if (first === undefined || last === undefined) return null;
  const [before, after] = [medianOf(first), medianOf(last)];
  if (before === null || after === null || after.low <= before.high) return null;
  const rose =
    after.median > before.median * clearly.factor &&
    after.median > before.median + limit.seconds * clearly.ofLimit;
  return rose ? { from: before.median, to: after.median } : null;
}

/** The median and its 95 % interval, distribution-free; null where the requests are too few to bound it. */
function medianOf(
  part: AllRoutes,
): { readonly low: number; readonly median: number; readonly high: number } | null {
  const count = part.answered + (part.mishaps.timeout ?? 0);
  const ranks = orderRanks(count, 0.5, 0.95);
  if (ranks.low < 1 || ranks.high > count) return null;
  const [low, median, high] = [ranks.low / count, 0.5, ranks.high / count].map((share) =>
    latency(part, share),
  );
  return low == null || median == null || high == null ? null : { low, median, high };
}
