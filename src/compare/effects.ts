import type { Round } from '../record/run.ts';
import { harrellDavis } from '../statistics/harrell-davis.ts';
import { hodgesLehmann, hodgesLehmannInterval } from '../statistics/hodges-lehmann.ts';
import { mapInterval, type Interval } from '../statistics/interval.ts';

/**
 * ln(time of the variant / time of the baseline) of each round that has both: the Hodges-Lehmann estimate over its
 * pairs, each taken in the same turn with the same parameters. What one round has to say is one number, since
 * executions within a round are not independent of each other.
 */
export function effects(rounds: readonly Round[], baseline: string, variant: string): readonly number[] {
  return rounds.flatMap(({ samples }) => {
    const before = samples[baseline] ?? [];
    const after = samples[variant] ?? [];
    const pairs = after.flatMap((time, i) => logRatio(time, before[i]));
    return pairs.length === 0 ? [] : [hodgesLehmann(pairs)];
  });
}

/** ln(a / b), or nothing where one of the two is no usable time. */
export function logRatio(a: number | undefined, b: number | undefined): readonly number[] {
  return a !== undefined && b !== undefined && a > 0 && b > 0 ? [Math.log(a / b)] : [];
}

/**
 * How long one execution typically takes, in seconds: Hodges-Lehmann over the rounds' medians (Harrell-Davis), with the
 * exact 95 % interval. On the logarithm, where noise that makes things slower by some share is symmetric.
 */
export function typicalTime(rounds: readonly Round[], variant: string): Interval {
  return mapInterval(hodgesLehmannInterval(medians(rounds, variant).map(Math.log), 0.95), Math.exp);
}

/** The median of each round in which the variant was timed, in seconds. */
export function medians(rounds: readonly Round[], variant: string): readonly number[] {
  return rounds
    .map(({ samples }) => (samples[variant] ?? []).filter((time) => time > 0))
    .filter((times) => times.length > 0)
    .map((times) => harrellDavis(times, 0.5));
}
