import type { Mishap, PacingRecord } from '../record/load-round.ts';

const ask = 'ask the API for it by hand and see';
/** What to do where an API does not answer at all. */
export const gone = 'see whether the API is still running, and what it said';

/**
 * What to do about requests that time out. Those of more users than are answered wait in a queue of all of them, however
 * long they may wait (Little's law); connections ask for no more than what is answered, and may be waited for.
 */
const timeoutRemedies: Readonly<Record<PacingRecord['kind'], string>> = {
  users: 'let the scenario have fewer `users`',
  rate: 'lower the `rate`',
  ramp: 'lower the rates of the `ramp`',
  saturation: 'let fewer connections ask (`saturation`), or wait longer (`timeout`)',
};

const remedies: Readonly<Record<Exclude<Mishap, 'timeout'>, string>> = {
  '2xx': 'add the status to those that the scenario expects, or mend the API',
  '3xx': 'ask for the address that it redirects to',
  '4xx': `${ask}; where it is 401 or 404, it does not know the ids and tokens, which come from the seeded data`,
  '5xx': ask,
  refused: gone,
  reset: gone,
  closed: gone,
  other: gone,
};

/** What to do about what went wrong with a request, under this load. */
export function remedyOf(kind: Mishap, pacing: PacingRecord): string {
  return kind === 'timeout' ? timeoutRemedies[pacing.kind] : remedies[kind];
}
