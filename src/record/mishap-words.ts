import type { Mishap } from './mishaps.ts';

/** What went wrong with a request, in words for a sentence. */
export const mishapWords: Readonly<Record<Mishap, string>> = {
  '2xx': 'another 2xx status than expected',
  '3xx': 'redirected',
  '4xx': 'status 4xx',
  '5xx': 'status 5xx',
  timeout: 'timed out',
  refused: 'connection refused',
  reset: 'connection reset',
  closed: 'connection closed without an answer',
  other: 'no answer',
};
