import type { Mishap } from '../record/load-round.ts';

const ask = 'ask the API for it by hand and see';
const gone = 'see whether the API is still running, and what it said';
/** What to do about what went wrong with a request. */
export const remedies: Readonly<Record<Mishap, string>> = {
  '2xx': 'add the status to those that the scenario expects, or mend the API',
  '3xx': 'ask for the address that it redirects to',
  '4xx': `${ask}; where it is 401 or 404, it does not know the ids and tokens, which come from the seeded data`,
  '5xx': ask,
  timeout: 'lower the load, or let the scenario wait longer',
  refused: gone,
  reset: gone,
  closed: gone,
  other: gone,
};
