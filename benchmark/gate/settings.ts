/** How the head differs from the base. */
export type Truth =
  | { readonly kind: 'same' }
  /** By the reference API's own fault hook: its service time is so many times as long. */
  | { readonly kind: 'slower'; readonly factor: number }
  /** By the hook: in this share of the stretches of requests each waits so many milliseconds. */
  | { readonly kind: 'stalls'; readonly share: number; readonly milliseconds: number }
  /** By the hook: so many statements more for each request. */
  | { readonly kind: 'statements'; readonly extra: number }
  /** Its schema lacks this index. */
  | { readonly kind: 'lost-index'; readonly index: string };

/** A recording that is to be made. */
export interface Setting {
  readonly id: string;
  readonly about: 'http' | 'sql';
  readonly truth: Truth;
  /** Whether another process bursts on one core meanwhile. */
  readonly noise: 'quiet' | 'neighbour';
  readonly connections: number;
  readonly blocks: number;
  /** Of data, parameters and coins: another one for each recording. */
  readonly seed: number;
}

/** The noisy neighbour: the share of the seconds in which it computes, and for how much of each of them at least. */
export const neighbour = { busy: 0.4, least: 0.2 } as const;

/** One route, that every page polls: a session, a user and a number. */
export const route = 'unread-badge/unread';

/** One that reads a few rows of an index, and one that reads a page of a list; in the form that ships. */
export const queries = [
  { query: 'notifications/unread-count', variant: 'as-written', classes: ['typical'] },
  { query: 'jobs/list', variant: 'own', classes: ['first'] },
] as const;

/** Blocks of a recording: as many as the last look of the gate takes. */
const whole = 24;

const same: Truth = { kind: 'same' };
const slower = (factor: number): Truth => ({ kind: 'slower', factor });

/** The most telling first: whatever comes last is what there may be no time for. */
const listed: readonly (Pick<Setting, 'id' | 'about'> & Partial<Setting>)[] = [
  { id: 'http-same-1', about: 'http' },
  { id: 'http-slower-10', about: 'http', truth: slower(1.1) },
  { id: 'http-noisy-1', about: 'http', noise: 'neighbour' },
  { id: 'sql-same-1', about: 'sql', blocks: 2 * whole },
  { id: 'http-same-2', about: 'http' },
  { id: 'http-slower-5', about: 'http', truth: slower(1.05) },
  { id: 'http-stalls', about: 'http', truth: { kind: 'stalls', share: 0.1, milliseconds: 5 } },
  {
    id: 'http-lost-index',
    about: 'http',
    truth: { kind: 'lost-index', index: 'notifications_unread' },
    blocks: 0,
  },
  { id: 'http-same-3', about: 'http' },
  { id: 'http-slower-20', about: 'http', truth: slower(1.2), blocks: 12 },
  { id: 'http-slower-3', about: 'http', truth: slower(1.03) },
  { id: 'http-noisy-2', about: 'http', noise: 'neighbour' },
  { id: 'http-statements', about: 'http', truth: { kind: 'statements', extra: 1 }, blocks: 12 },
  { id: 'sql-noisy-1', about: 'sql', noise: 'neighbour' },
  { id: 'http-same-4-connections', about: 'http', connections: 4, blocks: 16 },
  { id: 'sql-same-2', about: 'sql' },
];

export const settings: readonly Setting[] = listed.map((setting, i) => ({
  truth: same,
  noise: 'quiet',
  connections: 1,
  blocks: whole,
  seed: 101 + i,
  ...setting,
}));
