import type { GateSchedule, GateSubject } from '../../record/gate.ts';
import type { BurstTimes } from '../../statistics/bursts.ts';
import { unitsOf } from '../../statistics/gate.ts';
import { swapTest } from '../../statistics/label-swap.ts';
import { quantile } from '../../statistics/quantile.ts';
import { factor, plural } from '../words.ts';
import type { Stalls } from './judgement.ts';

/** A burst stalls where its p95 is more than so many times what is usual. */
const farAbove = 2;

/**
 * Permutations that the test takes where it cannot look at all of them: so many times as many as it takes for one to be the
 * level that no seed decides whether it alarms, for what is large enough to.
 */
const permutations = { usual: 2_000, timesLevel: 100, most: 100_000 } as const;

interface Rule {
  /** Over all that is timed. */
  readonly alpha: number;
  readonly ratio: number;
  /** What is exchanged as a whole. */
  readonly unit: GateSchedule['unit'];
  /** How many queries and routes share the alpha. */
  readonly timed: number;
  readonly seed: number;
}

/**
 * The second channel, once at the end: stalls in a few bursts (locks, checkpoints) leave the paired quantiles as they
 * are, and move the p95 of all requests together. null where there are no pairs.
 *
 * Whole blocks change sides: a process or a connection that happens to be slow is slow in all pairs of its block, which
 * pairs that change sides one by one would take for as many pieces of evidence. The smallest p of n blocks is 2 · 2⁻ⁿ, and
 * blocks without a stall are no evidence: of 20 some nine have to have one.
 */
export function judgeStalls(
  { blocks }: GateSubject,
  { alpha, ratio: least, unit, timed, seed }: Rule,
): Stalls | null {
  const units = unitsOf(blocks, unit)
    .map((pairs) => pairs.filter(({ base, head }) => base.micros.length > 0 && head.micros.length > 0))
    .filter((pairs) => pairs.length > 0);
  if (units.length === 0) return null;
  const level = alpha / Math.max(1, timed);
  const together = units.map((pairs) => ({
    base: pairs.flatMap(({ base }) => base.micros),
    head: pairs.flatMap(({ head }) => head.micros),
  }));
  const test = (permutations: number) => swapTest(together, 0.95, { seed, permutations });
  // Many permutations are for what may alarm.
  const large = test(0).ratio >= least;
  const precise = Math.min(permutations.most, Math.ceil(permutations.timesLevel / level));
  const { ratio, p } = test(large ? Math.max(permutations.usual, precise) : permutations.usual);
  const pairs = units.flat();
  const tails = { base: pairs.map(({ base }) => tail(base)), head: pairs.map(({ head }) => tail(head)) };
  const limit = farAbove * quantile([...tails.base, ...tails.head], 0.5);
  return {
    ratio,
    p,
    base: tails.base.filter((value) => value > limit).length,
    head: tails.head.filter((value) => value > limit).length,
    alarm: large && p <= level,
    needed: large && units.length < fewestFor(level) ? fewestFor(level) : null,
  };
}

/** Units of which the smallest p, that of all of them of one mind, reaches the level. */
function fewestFor(level: number): number {
  return Math.ceil(1 - Math.log2(level));
}

function tail({ micros }: BurstTimes): number {
  return quantile(micros, 0.95);
}

/** "1.45× as long over all requests together (p = 0.0005), with stalls in 17 bursts of the head and 1 of the base". */
export function stallsInWords({ ratio, p, base, head }: Stalls): string {
  const chance = p < 0.0001 ? 'p < 0.0001' : `p = ${Number(p.toPrecision(1))}`;
  return (
    `${factor(ratio)}× as long over all requests together (${chance}), ` +
    `with stalls in ${plural(head, 'burst')} of the head and ${base} of the base`
  );
}
