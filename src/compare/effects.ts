import type { Round } from '../record/experiment.ts';
import { harrellDavis } from '../statistics/harrell-davis.ts';
import { hodgesLehmannInterval } from '../statistics/hodges-lehmann.ts';
import { mapInterval, type Interval } from '../statistics/interval.ts';
import { roundEffect } from '../statistics/round-effect.ts';

/** ln(time of the variant / time of the baseline), one for each round that timed both. */
export function effects(rounds: readonly Round[], baseline: string, variant: string): readonly number[] {
  return rounds.flatMap(({ samples }) => roundEffect(samples[baseline] ?? [], samples[variant] ?? []) ?? []);
}

/**
 * How long one execution typically takes, in seconds: Hodges-Lehmann over the rounds' medians, with the exact 95 %
 * interval. On the logarithm, where noise that makes things slower by some share is symmetric.
 */
export function typicalTime(rounds: readonly Round[], variant: string): Interval {
  return mapInterval(hodgesLehmannInterval(logMedians(rounds, variant), 0.95), Math.exp);
}

/** ln of the median (Harrell-Davis) of each round in which the variant was timed, of seconds. */
export function logMedians(rounds: readonly Round[], variant: string): readonly number[] {
  return rounds
    .map(({ samples }) => (samples[variant] ?? []).filter((time) => time > 0))
    .filter((times) => times.length > 0)
    .map((times) => Math.log(harrellDavis(times, 0.5)));
}
