import { boundaries } from './boundaries.ts';
import { detectableShift, standardErrorOf } from './detectable.ts';
import { hodgesLehmannIntervals } from './hodges-lehmann.ts';
import { mapInterval, type Interval } from './interval.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { smallestP } from './signed-rank.ts';
import type { Spending } from './spending.ts';

/** The smallest effect that is called better or worse, and how near to 1 the same has to be: ratios above 1. */
export interface Thresholds {
  readonly effect: number;
  readonly tolerance: number;
  /** Below so many rounds there is no verdict. */
  readonly rounds: number;
}

export const thresholds: Thresholds = { effect: 1.03, tolerance: 1.05, rounds: 6 };

/** When the results are looked at, and how much a wrong verdict may cost over all the looks. */
export interface Looks {
  /** Rounds after which there is a look, ascending; the last is the most that are taken. */
  readonly looks: readonly number[];
  /** Two-sided, over all the looks. */
  readonly alpha: number;
  readonly spending: Spending;
}

/** What the rounds so far come to. All effects are ratios: below 1 is better. */
export interface Decision {
  readonly verdict: 'better' | 'worse' | 'same' | 'unclear';
  readonly rounds: number;
  /** With its 95 % interval. */
  readonly ratio: Interval;
  /** With the wider interval that "better" and "worse" have to clear at this look, … */
  readonly evidence: Interval;
  /** … and the confidence of that interval, in (0, 1). */
  readonly confidence: number;
  /**
   * The smallest true ratio above 1 that rounds like these find with a chance of nine in ten; null where there are so few
   * that at this look they find nothing, however large.
   */
  readonly detectable: number | null;
  /** About how many rounds in all would settle it, if they are like these; null where it is settled or cannot be said. */
  readonly needed: number | null;
}

/**
 * The one rule by which two times are told apart, from one effect per round: the logarithm of the ratio of the two.
 * In each pair of executions a coin decided which came first, so that without a difference the effects are symmetric
 * about 0 whatever the noise looks like, and the signed-rank interval is exact.
 *
 * `worse` where the interval at this look's level is above 1 and the estimate at least 1.03, `better` mirrored;
 * `same` where the 95 % interval is within 1.05 either way; `unclear` otherwise, and always below six rounds.
 * Where the units share something that others would not, such as a process, the limits are wider.
 *
 * @param effects ln(time of the variant / time of the baseline), one per round.
 */
export function decide(effects: readonly number[], looks: Looks, limits: Thresholds = thresholds): Decision {
  const rounds = effects.length;
  const interval = hodgesLehmannIntervals(effects);
  const alpha = levelAt(rounds, looks);
  const [ninetyFive, strict] = [interval(0.95), interval(1 - alpha)];
  const verdict = verdictOf(ninetyFive, strict, rounds, limits);
  const error = standardErrorOf(ninetyFive, 0.95);
  const bounded = rounds >= limits.rounds && Number.isFinite(error);
  return {
    verdict,
    rounds,
    ratio: mapInterval(ninetyFive, Math.exp),
    evidence: mapInterval(strict, Math.exp),
    confidence: 1 - alpha,
    detectable:
      bounded && canDiffer(rounds, alpha)
        ? Math.exp(detectableShift(error, alpha, Math.log(limits.effect)))
        : null,
    needed:
      bounded && verdict === 'unclear'
        ? roundsNeeded(ninetyFive.estimate, error, alpha, rounds, looks, limits)
        : null,
  };
}

function verdictOf(
  ninetyFive: Interval,
  strict: Interval,
  rounds: number,
  limits: Thresholds,
): Decision['verdict'] {
  const effect = Math.log(limits.effect);
  const tolerance = Math.log(limits.tolerance);
  if (rounds < limits.rounds) return 'unclear';
  if (strict.low > 0 && strict.estimate >= effect) return 'worse';
  if (strict.high < 0 && strict.estimate <= -effect) return 'better';
  if (ninetyFive.low >= -tolerance && ninetyFive.high <= tolerance) return 'same';
  return 'unclear';
}

/** Whether so many rounds, all of one mind, are evidence enough for "better" or "worse" at a level. */
export function canDiffer(rounds: number, level: number): boolean {
  return smallestP(rounds) <= level;
}

/** Intervals narrow with the square root of the rounds: at which look, or when after the last, does this one clear a threshold? */
function roundsNeeded(
  estimate: number,
  error: number,
  alpha: number,
  rounds: number,
  { looks }: Looks,
  limits: Thresholds,
): number | null {
  const size = Math.abs(estimate);
  const different =
    size >= Math.log(limits.effect) ? (normalQuantile(1 - alpha / 2) * error) / size : Infinity;
  const room = Math.log(limits.tolerance) - size;
  const same = room > 0 ? (normalQuantile(0.975) * error) / room : Infinity;
  const factor = Math.min(different, same) ** 2;
  return Number.isFinite(factor) ? nextLook(rounds, rounds * factor, looks) : null;
}

/** The first look at so many, and at more than there are; after the last look, as many as that is. */
export function nextLook(rounds: number, needed: number, looks: Looks['looks']): number {
  const more = Math.max(rounds + 1, Math.ceil(needed));
  return looks.find((look) => look >= more) ?? more;
}

/**
 * The two-sided level of the look at this many rounds. Looks before it found nothing, or it would not have come to this;
 * a run that was cut short is looked at where it stopped, which alpha spending allows.
 */
export function levelAt(rounds: number, { looks, alpha, spending }: Looks): number {
  const most = Math.max(rounds, ...looks);
  // What comes later does not change a boundary, so that one integration serves all the planned looks.
  const taken = looks.includes(rounds) ? looks : [...looks.filter((look) => look < rounds), rounds];
  const key = [alpha, spending, most, ...taken].join(' ');
  const times = taken.map((look) => look / most);
  const limits = integrated.get(key) ?? boundaries(times, alpha, spending);
  integrated.set(key, limits);
  return 2 * normalCdf(-(limits[taken.indexOf(rounds)] ?? Infinity));
}

/** The integration takes milliseconds and is asked for the same few looks again and again. */
const integrated = new Map<string, readonly number[]>();
