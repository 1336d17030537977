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
export const neighbour = { busy: 0.7, least: 0.3 } as const;

/** One route, that every page polls: a session, a user and a number. */
export const route = 'unread-badge/unread';

/** One that reads a few rows of an index, and one that reads a page of a list; in the form that ships. */
export const queries = [
  { query: 'notifications/unread-count', variant: 'as-written', classes: ['typical'] },
  { query: 'jobs/list', variant: 'own', classes: ['first'] },
] as const;

/** Blocks of a recording: as many as the last look takes of any schedule that is tried. */
const whole = 24;

const same: Truth = { kind: 'same' };
const slower = (factor: number): Truth => ({ kind: 'slower', factor });

type Listed = Pick<Setting, 'id' | 'about'> & Partial<Setting>;

const http = (id: string, different: Partial<Setting> = {}): Listed => ({
  id: `http-${id}`,
  about: 'http',
  ...different,
});
/** Of two queries, each quick: twice as many blocks take no longer than those of one route. */
const sql = (id: string, different: Partial<Setting> = {}): Listed => ({
  id: `sql-${id}`,
  about: 'sql',
  blocks: 2 * whole,
  ...different,
});

/** Once again of what the aims are about: each recording is data, processes and minutes of its own. */
const again = (n: number): readonly Listed[] => [
  http(`same-${n}`),
  http(`slower-10-${n}`, { truth: slower(1.1) }),
  http(`noisy-${n}`, { noise: 'neighbour' }),
  sql(`same-${n}`),
  http(`slower-5-${n}`, { truth: slower(1.05) }),
  sql(`noisy-${n}`, { noise: 'neighbour' }),
  http(`stalls-${n}`, { truth: { kind: 'stalls', share: 0.1, milliseconds: 5 } }),
];

/** The most telling first: whatever comes last is what there may be no time for. */
const listed: readonly Listed[] = [
  ...again(1),
  http('lost-index', { truth: { kind: 'lost-index', index: 'notifications_unread' }, blocks: 0 }),
  http('slower-20', { truth: slower(1.2), blocks: 12 }),
  http('slower-3', { truth: slower(1.03) }),
  http('statements', { truth: { kind: 'statements', extra: 1 }, blocks: 12 }),
  http('same-4-connections', { connections: 4, blocks: 16 }),
  ...again(2),
  ...again(3),
  ...again(4),
  ...again(5),
];

export const settings: readonly Setting[] = listed.map((setting, i) => ({
  truth: same,
  noise: 'quiet',
  connections: 1,
  blocks: whole,
  seed: 101 + i,
  ...setting,
}));
