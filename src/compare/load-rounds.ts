import type { LoadRound, Validity } from '../record/load-round.ts';
import { fewestBounded } from '../statistics/order-interval.ts';
import { quantile } from '../statistics/quantile.ts';
import type { LoadMetric } from './load-judgement.ts';
import { quantileOf } from './load-metrics.ts';
import { plural } from './words.ts';

/** At most so many of the rounds may be invalid: more, and those that are left are the lucky ones. */
export const mostInvalid = 0.1;

/** Too few answers weaken only what needs more; everything else that makes a round invalid makes all its times so. */
export function reasonsOf({
  validity,
}: LoadRound): Extract<Validity, { readonly outcome: 'invalid' }>['reasons'] {
  return validity.outcome === 'valid' ? [] : validity.reasons.filter(({ about }) => about !== 'samples');
}

/** Why a metric cannot be told from these rounds; null where each has answers enough. Of a route, where one is named. */
export function tooFewAnswers(
  rounds: readonly LoadRound[],
  metric: LoadMetric,
  route: string | null,
): string | null {
  const share = quantileOf(metric);
  // A median of few answers is as rough as its interval over the rounds says.
  if (share === null || share <= 0.5) return null;
  const needed = fewestBounded(share);
  const least = Math.min(...rounds.map((round) => answeredIn(round, route)));
  return least >= needed
    ? null
    : `${plural(least, 'answer')} in a round ${least === 1 ? 'is' : 'are'} too few: a ${metric} needs ${needed} to have an upper bound`;
}

/**
 * How long a round would have to be for a quantile to be told, in whole seconds, at the pace of the slowest of these; null
 * where nothing was answered, or the metric is no quantile.
 */
export function roundThatTells(
  rounds: readonly LoadRound[],
  metric: LoadMetric,
  route: string | null,
): number | null {
  const share = quantileOf(metric);
  if (share === null) return null;
  const needed = fewestBounded(share);
  const longest = Math.max(...rounds.map((one) => (one.round.seconds * needed) / answeredIn(one, route)));
  return Number.isFinite(longest) ? Math.ceil(longest) : null;
}

function answeredIn({ round }: LoadRound, route: string | null): number {
  const of = route === null ? round.total : round.routes.find(({ name }) => name === route);
  return of?.answered ?? 0;
}

/** The median over the rounds; null where it is not known of all of them. */
export function medianOver(
  rounds: readonly LoadRound[],
  of: (round: LoadRound) => number | null,
): number | null {
  const known = rounds.map(of).filter((value) => value !== null);
  return known.length < rounds.length || known.length === 0 ? null : quantile(known, 0.5);
}
