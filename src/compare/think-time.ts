import type { PacingRecord } from '../record/load-round.ts';
import { list } from './words.ts';

/** The most requests per second that users who think can send, and that in words. */
export interface ThinkTimeBound {
  readonly requests: number;
  readonly sentence: string;
}

/**
 * What closed load can send at most, whatever the API does. By Little's law, L = λW, the users are the rate times what
 * passes from one request of a user to the next: the answer's time, which is never below nothing, and the think time,
 * drawn evenly between its ends. So the rate is at most the users divided by the mean think time.
 *
 * J. D. C. Little, A Proof for the Queuing Formula: L = λW, Operations Research 9(3), 1961.
 *
 * @returns null where nobody thinks: then it is the answers alone that decide, or the rate that was asked for
 */
export function thinkTimeBound(pacing: PacingRecord): ThinkTimeBound | null {
  if (pacing.kind !== 'users') return null;
  const [least, most] = pacing.think;
  const mean = (least + most) / 2;
  if (mean === 0) return null;
  const requests = pacing.users / mean;
  const who = pacing.users === 1 ? 'user who thinks' : 'users who think';
  return {
    requests,
    sentence: `${pacing.users.toLocaleString('en-US')} ${who} for ${digits(mean)} s on average cannot send more than ${digits(requests)} requests per second, however fast the API is`,
  };
}

/**
 * Which of the rates, by what they are called, are limited by the users' think time and not by the API: those that are
 * within what is told apart of the most that can be sent.
 *
 * @param nearness the smallest ratio that is told apart
 * @returns in one sentence; null where the API is the limit, or nobody thinks
 */
export function limitByThinking(
  pacing: PacingRecord,
  rates: Readonly<Record<string, number>>,
  nearness: number,
): string | null {
  const bound = thinkTimeBound(pacing);
  if (bound === null) return null;
  const limited = Object.keys(rates).filter((name) => (rates[name] ?? 0) * nearness >= bound.requests);
  if (limited.length === 0) return null;
  const answer = limited.length === 1 ? 'answers' : 'answer';
  return `the users' think time, not the API, limits what ${list(limited)} ${answer}: they cannot send more than ${digits(bound.requests)} requests per second`;
}

function digits(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-US');
}
