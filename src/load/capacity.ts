import type { CapacityPoint, CapacityRecord } from '../record/load.ts';
import type { Limit } from '../suite/limit.ts';
import type { Allowance } from '../suite/scenario.ts';
import { outOfTime } from '../record/search-end.ts';
import { judgeAttempt, type Attempt, type JudgedAttempt } from './capacity-point.ts';

export interface CapacitySearch {
  readonly side: string;
  readonly limit: Limit;
  readonly allowance: Allowance;
  /** In seconds, after which a request has timed out. */
  readonly timeout: number;
  /** Requests per second that the search begins with, and does not go beyond. */
  readonly from: number;
  readonly most: number;
  /** How close to the knee is close enough: 0.05 is five per cent of the rate. */
  readonly precision: number;
  /** For the whole search: a rate that takes longer than what is left of them is not begun. */
  readonly seconds: number;
  /** What an attempt at a rate takes at the least, in seconds. */
  readonly lasts: (rate: number) => number;
  /** One round of open load. */
  readonly measure: (rate: number) => Promise<Attempt>;
  /** Seconds, from anywhere. */
  readonly now: () => number;
  /** Told the search as far as it has come, after each attempt. */
  readonly onAttempt?: (record: CapacityRecord) => void | Promise<void>;
}

/** Up or down from where the search begins, until the limit holds at one rate and breaks at another. */
const step = 1.5;
/** So many steps are as small as that, since a search begins near; then each is larger than the one before. */
const smallSteps = 2;

/**
 * The highest arrival rate at which the limit holds: raises or lowers the rate until the knee lies between two rates,
 * then bisects (in the geometric sense, since rates span magnitudes). A rate at which it is just missed is tried again,
 * for a stall is not a limit; a rate that is invalid again ends the search.
 */
export async function findCapacity(search: CapacitySearch): Promise<CapacityRecord> {
  const { side, limit } = search;
  const points: CapacityPoint[] = [];
  const deadline = search.now() + search.seconds;
  let holds: number | null = null;
  let breaks: number | null = null;
  let ended: string | null = null;
  let remedy: string | null = null;
  let rate = search.from;
  let steps = 0;
  const recorded = (): CapacityRecord => ({
    side,
    limit,
    knee: { holds, breaks },
    ended,
    remedy,
    precision: search.precision,
    timeout: search.timeout,
    points: [...points],
  });
  const tell = async (point: CapacityPoint): Promise<void> => {
    points.push(point);
    await search.onAttempt?.({ ...recorded(), ended: 'it was not finished' });
  };
  while (ended === null) {
    const { point, trouble } = await tryRate(search, rate, deadline, tell);
    if (trouble !== null) {
      ended = `at ${round(rate)} requests/s the measurement is invalid: ${trouble.sentence}`;
      remedy = trouble.remedy;
    } else if (point.outcome === 'holds') holds = rate;
    else breaks = rate;
    if (holds !== null && breaks !== null && breaks / holds <= 1 + search.precision) break;
    if (holds !== null && holds >= search.most)
      ended ??= `the limit holds at ${round(search.most)} requests/s, where the search ends`;
    if (breaks !== null && breaks <= 1) ended ??= 'the limit breaks at a request per second already';
    steps += 1;
    rate = nextRate(holds, breaks, search.most, step ** Math.max(1, steps + 1 - smallSteps));
    if (search.now() + search.lasts(rate) > deadline) ended ??= outOfTime(search.seconds);
  }
  return recorded();
}

function nextRate(holds: number | null, breaks: number | null, most: number, by: number): number {
  if (holds === null) return Math.max(1, (breaks ?? most) / by);
  if (breaks === null) return Math.min(most, holds * by);
  return Math.sqrt(holds * breaks);
}

/**
 * Where the limit breaks and then holds, a third attempt decides; without time for it the rate counts as broken, since one
 * attempt in two is not what an API carries. Else the last attempt counts.
 */
async function tryRate(
  { measure, limit, allowance, timeout, lasts, now }: CapacitySearch,
  rate: number,
  deadline: number,
  tell: (point: CapacityPoint) => Promise<void>,
): Promise<JudgedAttempt> {
  const attempt = async (): Promise<JudgedAttempt> => {
    const judged = judgeAttempt(await measure(rate), rate, limit, allowance, timeout);
    await tell(judged.point);
    return judged;
  };
  const timeIsUp = (): boolean => now() + lasts(rate) > deadline;
  const first = await attempt();
  if (!first.again || timeIsUp()) return first;
  const second = await attempt();
  if (first.point.outcome !== 'breaks' || second.point.outcome !== 'holds') return second;
  return timeIsUp() ? first : attempt();
}

function round(value: number): string {
  return String(Math.round(value));
}
