import type { GateSchedule, GateSubject } from '../../record/gate.ts';
import { quantileEffects, type BurstTimes, type GateQuantile, type Unit } from '../../statistics/bursts.ts';
import { decideFamily } from '../../statistics/family.ts';
import type { Interval } from '../../statistics/interval.ts';
import { fewestUnits } from './units.ts';

/**
 * The base against itself: its odd bursts against its even ones, an effect for each block (or for each two bursts, where
 * nothing was restarted), as between base and head.
 */
export function selfEffects(
  { blocks }: GateSubject,
  unit: GateSchedule['unit'],
  quantile: GateQuantile,
): readonly number[] {
  const units =
    unit === 'block'
      ? blocks.map(({ pairs }, i) => halvesOf(pairs, i))
      : halves(
          blocks.flatMap(({ pairs }) => pairs.map(({ base }) => base)),
          0,
        ).map((pair): Unit => [pair]);
  return quantileEffects(units, quantile);
}

/**
 * How far the base is from itself, where that is beyond the tolerance and evident: by the rule that base and head are
 * judged by, over all that was timed, so that many subjects do not make it a matter of chance.
 */
export function selfAlarms(
  subjects: readonly GateSubject[],
  { effect, tolerance, unit, ...looks }: GateSchedule,
): ReadonlyMap<GateSubject, Interval> {
  const limits = { effect, tolerance, rounds: fewestUnits };
  const members = subjects.flatMap((subject) =>
    (['p50', 'p95'] as const)
      .map((quantile) => ({ subject, effects: selfEffects(subject, unit, quantile), limits }))
      .filter(({ effects }) => effects.length > 0),
  );
  const decisions = decideFamily(members, looks);
  return new Map(
    members.flatMap(({ subject }, i) => {
      const decision = decisions[i];
      if (decision === undefined || !(decision.verdict === 'better' || decision.verdict === 'worse'))
        return [];
      const ratio = aboveOne(decision.ratio);
      return ratio.estimate > tolerance ? [[subject, ratio] as const] : [];
    }),
  );
}

/** Which half was slower means nothing. */
function aboveOne(ratio: Interval): Interval {
  if (ratio.estimate >= 1) return ratio;
  return { estimate: 1 / ratio.estimate, low: 1 / ratio.high, high: 1 / ratio.low };
}

/** The same unit for the same block, so that what is known of it is found again. */
function halvesOf(pairs: GateSubject['blocks'][number]['pairs'], block: number): Unit {
  const of = known.get(pairs) ?? [];
  known.set(pairs, of);
  return (of[block % 2] ??= halves(
    pairs.map(({ base }) => base),
    block,
  ));
}

const known = new WeakMap<Unit, Unit[]>();

/** Neighbours, as if they were two sides. Which of them is the first changes, so that what drifts is no difference. */
function halves(bursts: readonly BurstTimes[], block: number): Unit {
  return bursts.flatMap((odd, i) => {
    const even = bursts[i + 1];
    if (i % 2 === 1 || even === undefined) return [];
    return (i / 2 + block) % 2 === 0 ? [{ base: odd, head: even }] : [{ base: even, head: odd }];
  });
}
