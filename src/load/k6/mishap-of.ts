/** How k6 says what went wrong. Without imports beside ours, since it runs inside k6. */
import type { Mishap } from '../../record/mishaps.ts';

/** By k6's documented error codes (grafana.com/docs/k6/latest/javascript-api/error-codes). */
const kinds: Readonly<Record<number, Mishap>> = {
  1050: 'timeout',
  1211: 'timeout',
  1212: 'refused',
  1220: 'reset',
  1221: 'reset',
};

/** What kept a request from being answered as expected. */
export function mishapOf(answer: {
  readonly status: number;
  readonly error: string;
  readonly error_code: number;
}): Mishap {
  if (answer.status >= 200) return `${Math.min(5, Math.floor(answer.status / 100))}xx` as Mishap;
  return kinds[answer.error_code] ?? (answer.error.endsWith('EOF') ? 'closed' : 'other');
}
