import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from '../../src/index.ts';
import type { Database } from './database.ts';

/**
 * A regression on purpose, so that it can be tried whether a gate finds it. Strikes between an endpoint's work and
 * its answer; refusals, and what operators ask, are spared.
 */
export type Fault =
  /** Each request takes so many times as long, by computing. */
  | { readonly kind: 'slower'; readonly factor: number }
  /** In this share of the stretches of requests, each request waits so many milliseconds. */
  | { readonly kind: 'stall'; readonly share: number; readonly milliseconds: number }
  /** So many statements more for each request. */
  | { readonly kind: 'statements'; readonly extra: number };

/** Said to whoever asks for one that there is not. */
export const knownFaults = 'must be slower=1.05, stall=0.1:50 or statements=1, with numbers of your own';

/** Reads `slower=1.05`, `stall=0.1:50` or `statements=1`; null where it is none of them. */
export function parseFault(text: string): Fault | null {
  const [factor = 0] = numbersIn(text, /^slower=(\d+(?:\.\d+)?)$/);
  if (factor >= 1) return { kind: 'slower', factor };
  const [share = 0, milliseconds = 0] = numbersIn(text, /^stall=([01](?:\.\d+)?):(\d+(?:\.\d+)?)$/);
  if (share <= 1 && milliseconds >= 1) return { kind: 'stall', share, milliseconds };
  const [extra] = numbersIn(text, /^statements=(\d+)$/);
  return extra === undefined ? null : { kind: 'statements', extra };
}

function numbersIn(text: string, form: RegExp): readonly number[] {
  return form.exec(text)?.slice(1).map(Number) ?? [];
}

/** What strikes each request once its work is done; it began then, in milliseconds of `Surroundings.now`. */
export type Strike = (began: number, db: Database) => Promise<void>;

/** How time passes, and what is drawn: replaced in tests. */
interface Surroundings {
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
  readonly seed: string;
}

const real: Surroundings = {
  now: () => performance.now(),
  wait: sleep,
  // Another one at each start, or all starts would stall in the same places.
  seed: String(Date.now()),
};

export function strikeOf(fault: Fault, { now, wait, seed }: Surroundings = real): Strike {
  if (fault.kind === 'slower') return slower(fault.factor, now);
  if (fault.kind === 'stall') return stall(fault.share, () => wait(fault.milliseconds), seed);
  return statements(fault.extra);
}

/** By computing and not by waiting: timers are good to a millisecond, and slower code computes. */
function slower(factor: number, now: () => number): Strike {
  return async (began) => {
    const end = began + (now() - began) * factor;
    while (now() < end);
  };
}

/**
 * Requests that stall together or not at all: about as many as a round of load has. Requests and not moments, since
 * whoever is made to wait asks seldom: a tenth of the time would be next to none of the requests.
 */
const stretch = 250;

function stall(share: number, wait: () => Promise<unknown>, seed: string): Strike {
  let requests = 0;
  let stalls = false;
  return async () => {
    if (requests % stretch === 0) stalls = draw(`${seed}/${requests / stretch}`) < share;
    requests += 1;
    if (stalls) await wait();
  };
}

/** 0 … 1, evenly, always the same for the same text. */
function draw(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
}

function statements(extra: number): Strike {
  return async (_, db) => {
    for (let i = 0; i < extra; i += 1) await db.query(sql`SELECT 1`);
  };
}
