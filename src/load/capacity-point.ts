import { duration } from '../record/duration.ts';
import { latency } from '../record/latency.ts';
import type { RoundOfLoad, Validity } from '../record/load-round.ts';
import type { CapacityPoint, Within } from '../record/load.ts';
import type { Limit } from '../suite/limit.ts';
import type { Allowance } from '../suite/scenario.ts';
import { queueGrowth, type Growth } from './growing-queue.ts';
import { gone } from './mishap-remedies.ts';
import { requestsOf, validityOf } from './validity.ts';

/** A round of load on an API, or why there is none: the API was not there, or not to its end. */
export type Attempt =
  | { readonly outcome: 'measured'; readonly round: RoundOfLoad }
  | { readonly outcome: 'gone'; readonly why: string };

/** Why an attempt says nothing of what the API carries, and what to change. */
interface Trouble {
  readonly sentence: string;
  readonly remedy: string;
}

type Reason = Extract<Validity, { outcome: 'invalid' }>['reasons'][number];

/** An attempt at a rate; the trouble is null unless it is invalid. */
export interface JudgedAttempt {
  readonly point: CapacityPoint;
  readonly trouble: Trouble | null;
  /** Whether a stall may be all that there was to it, so that another attempt may end otherwise. */
  readonly again: boolean;
}

/** A limit that was missed by more than this factor was missed by no stall. */
export const farOff = 2;

/**
 * Whether the limit held at a rate. Latencies count from when a request was due, else a server that makes the client wait
 * would look better than it is; and those that timed out count as longer than all others. A queue that grows breaks the limit
 * that it has not reached yet, and so do requests that fail or time out: under open load they are how a server that cannot keep up shows. An API that is not there, or broken,
 * carries nothing that could be measured, and what the generator could not send says nothing of the API: then the attempt
 * is invalid.
 */
export function judgeAttempt(
  attempt: Attempt,
  rate: number,
  limit: Limit,
  allowance: Allowance,
  timeout: number,
): JudgedAttempt {
  if (attempt.outcome === 'gone')
    return invalid({ rate, achieved: 0, p50: null, p95: null }, absent(attempt.why));
  const { round } = attempt;
  // Where requests were dropped nobody knows when the others were due, and they took at least this long.
  const at = (quantile: number) => latency(round.total, quantile);
  const point = {
    rate,
    achieved: answeredPerSecond(round),
    requests: requestsOf(round),
    seconds: round.seconds,
    p50: recorded(at(0.5), timeout),
    p95: recorded(at(0.95), timeout),
  };
  const reasons = reasonsOf(round, allowance);
  const about = (...kinds: readonly Reason['about'][]) =>
    reasons.find((reason) => kinds.includes(reason.about));
  const unusable =
    failureOf(attempt, allowance) ?? (requestsOf(round) === 0 ? about('nothing') : about('generator'));
  if (unusable !== undefined) return invalid(point, unusable);
  const value = at(limit.quantile) ?? Infinity;
  const broken =
    about('nothing', 'timeouts', 'errors')?.sentence ??
    (value > limit.seconds ? passed(value, limit, timeout) : grew(queueGrowth(round, limit), round, timeout));
  if (broken !== null) {
    const again = value <= limit.seconds * farOff;
    return { point: { ...point, outcome: 'breaks', reason: broken }, trouble: null, again };
  }
  // The limit holds for what was sent, but that was less than the rate.
  const [short] = reasons;
  if (short !== undefined) return invalid(point, short);
  return { point: { ...point, outcome: 'holds', reason: null }, trouble: null, again: false };
}

/** What was answered as expected within the counted time; where the driver does not tell, of what began in it. */
export function answeredPerSecond({ completed, total, seconds }: RoundOfLoad): number {
  return (completed ?? total.answered) / seconds;
}

/** So small a share of the requests, answered as expected, is as good as none. */
const hardlyAnything = 0.01;

/**
 * Why the API was not measured at all: it was not there, or nothing was answered as expected and not because it took too
 * long. null where it was.
 */
export function failureOf(attempt: Attempt, allowance: Allowance): Trouble | null {
  if (attempt.outcome === 'gone') return absent(attempt.why);
  const { round } = attempt;
  const { answered, mishaps } = round.total;
  const requests = requestsOf(round);
  const late = (mishaps.timeout ?? 0) * 2 >= requests - answered;
  if (late || answered > requests * hardlyAnything) return null;
  return reasonsOf(round, allowance).find(({ about }) => about === 'nothing' || about === 'errors') ?? null;
}

function absent(why: string): Trouble {
  return { sentence: why, remedy: gone };
}

/** Of few samples the record says how many they were, and the judgement what that leaves open. */
function reasonsOf(round: RoundOfLoad, allowance: Allowance): readonly Reason[] {
  const validity = validityOf(round, allowance);
  return validity.outcome === 'valid' ? [] : validity.reasons.filter(({ about }) => about !== 'samples');
}

function invalid(point: Omit<CapacityPoint, 'outcome' | 'reason'>, trouble: Trouble): JudgedAttempt {
  return { point: { ...point, outcome: 'invalid', reason: trouble.sentence }, trouble, again: true };
}

function passed(value: number, { quantile, seconds }: Limit, timeout: number): string {
  return `p${quantile * 100} was ${within(value, timeout)}, and may be ${duration(seconds)}`;
}

function grew(growth: Growth | null, { seconds }: RoundOfLoad, timeout: number): string | null {
  if (growth === null) return null;
  const [from, to] = [within(growth.from, timeout), within(growth.to, timeout)];
  return `requests waited longer and longer: p50 rose from ${from} to ${to} within ${duration(seconds)}`;
}

function within(value: number, timeout: number): string {
  return Number.isFinite(value) ? duration(value) : `over ${duration(timeout)}`;
}

/** JSON has no infinity. */
function recorded(value: number | null, timeout: number): Within {
  return value === Infinity ? { over: timeout } : value;
}
