import type { GateSchedule, GateSubject } from '../../record/gate.ts';
import type { Pair } from '../../statistics/block-effect.ts';
import { answeredPairs, type BurstTimes, type Unit } from '../../statistics/bursts.ts';
import { unitsOf } from '../../statistics/gate.ts';
import { swapTest, type SwapTest } from '../../statistics/label-swap.ts';
import { oncePer } from '../../statistics/once-per.ts';
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
export function judgeStalls(subject: GateSubject, rule: Rule): Stalls | null {
  const units = exchangeable(subject, rule);
  if (units.length === 0) return null;
  const level = levelOf(rule);
  const { seed } = rule;
  const test = testOf(units);
  const large = test.ratio >= rule.ratio;
  // Many permutations are for what may alarm.
  const p = test.p({ seed, permutations: large ? precise(level) : permutations.usual });
  const pairs = units.flatMap((unit) => unit.pairs);
  const tails = { base: pairs.map(({ base }) => tail(base)), head: pairs.map(({ head }) => tail(head)) };
  const limit = farAbove * quantile([...tails.base, ...tails.head], 0.5);
  return {
    ratio: test.ratio,
    p,
    base: tails.base.filter((value) => value > limit).length,
    head: tails.head.filter((value) => value > limit).length,
    alarm: large && p <= level,
    needed: large && units.length < fewestFor(level) ? fewestFor(level) : null,
  };
}

/** The alarm of {@link judgeStalls} without its figures, in a fraction of the time: for thousands of decisions (benchmark/gate). */
export function stallsAlarm(subject: GateSubject, rule: Rule): boolean {
  const units = exchangeable(subject, rule);
  if (units.length === 0) return false;
  const level = levelOf(rule);
  const test = testOf(units);
  if (!(test.ratio >= rule.ratio)) return false;
  return test.p({ seed: rule.seed, permutations: precise(level), upTo: level }) <= level;
}

function levelOf({ alpha, timed }: Rule): number {
  return alpha / Math.max(1, timed);
}

/** Permutations that do not leave it to the seed whether such a p is at most the level. */
function precise(level: number): number {
  return Math.max(
    permutations.usual,
    Math.min(permutations.most, Math.ceil(permutations.timesLevel / level)),
  );
}

function testOf(units: readonly Exchangeable[]): SwapTest {
  return swapTest(
    units.map((unit) => unit.together),
    0.95,
  );
}

/** What changes sides as a whole: its pairs, and all their times together. */
interface Exchangeable {
  readonly pairs: Unit;
  readonly together: Pair;
}

function exchangeable({ blocks }: GateSubject, { unit }: Rule): readonly Exchangeable[] {
  return unitsOf(blocks, unit)
    .map(exchangeableOf)
    .filter(({ pairs }) => pairs.length > 0);
}

/** The same for the same unit, so that what is known of its times is found again. */
const exchangeableOf = oncePer((unit: Unit): Exchangeable => {
  const pairs = answeredPairs(unit);
  const together = {
    // Three times as fast as `flatMap`.
    base: ([] as number[]).concat(...pairs.map(({ base }) => base.micros)),
    head: ([] as number[]).concat(...pairs.map(({ head }) => head.micros)),
  };
  return { pairs, together };
});

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
