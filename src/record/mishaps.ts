/** How a request went wrong, every kind. Without imports, since it is also read inside k6. */
export const mishaps = [
  /** An answer with a status that the scenario does not expect, by its class. */
  '2xx',
  '3xx',
  '4xx',
  '5xx',
  /** No answer within the scenario's time. */
  'timeout',
  'refused',
  'reset',
  /** The server closed the connection instead of answering. */
  'closed',
  'other',
] as const;
export type Mishap = (typeof mishaps)[number];
