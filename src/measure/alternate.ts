import type { Connection } from '../database/connect.ts';
import type { Server } from '../database/server.ts';
import type { Block, GateSideName, Pair } from '../record/gate.ts';
import type { ParameterSet, Procedure } from '../suite/experiment.ts';
import type { Random } from '../suite/random.ts';
import type { Sql } from '../suite/sql.ts';
import { clockFor, contestantOn } from './contestant.ts';
import { openSession } from './session.ts';
import { takeTurns, type Contestant } from './turn.ts';

/** One version of a query: what the application runs, and where. */
export interface QueryVersion {
  readonly run: Sql | Procedure;
  readonly database: string;
  /** Whether it changes data, which is then taken back. */
  readonly writes: boolean;
}

export interface Alternation {
  /** The base is null where the head is timed alone. */
  readonly sides: { readonly base: QueryVersion | null; readonly head: QueryVersion };
  readonly sets: readonly ParameterSet[];
  readonly server: Server;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** Longest time for one statement, in seconds. */
  readonly limit: number;
  /** Since the gate began, in seconds. */
  readonly now: () => number;
}

/** statistics.md: 400 warm-up queries a side, sub-blocks of 200; fewer where they take long. */
const plan = { warmUp: 400, executions: [72, 200] } as const;
/**
 * About how long warm-up, a sub-block and all of a block may take, in seconds. Longer blocks are more precise, and take
 * more time than that is worth: for a verdict it is blocks that are counted (benchmark/gate measures it).
 */
const time = { warmUp: 0.25, pair: 0.2, block: 1.2 } as const;

/**
 * One block: a fresh pair of connections, so that what a connection happens to be like is drawn anew, on which base and
 * head take turns query by query, with the same parameters, in an order that a coin decides for each.
 * A sub-block of executions is a pair of bursts.
 *
 * @param left in seconds, for warming up and timing
 * @param most pairs
 * @returns where not even one pair fits into that, how long one takes, in seconds
 */
export async function takeQueryBlock(
  alternation: Alternation,
  left: number,
  most: number,
): Promise<Block | number> {
  const { sides, sets, server, random, signal, limit } = alternation;
  const at = alternation.now();
  const connections: Connection[] = [];
  try {
    const contestants: Contestant[] = [];
    const clock = clockFor(Object.values(sides).flatMap((side) => side?.run ?? []));
    const order: readonly GateSideName[] = random.next() < 0.5 ? ['base', 'head'] : ['head', 'base'];
    for (const id of order) {
      const version = sides[id];
      if (version === null) continue;
      const { run, database, writes } = version;
      const db = await openSession({ server, signal, limit }, database);
      connections.push(db);
      const { contestant } = await contestantOn(db, { id, run, writes, clock }, sets[0] ?? {});
      contestants.push(contestant);
    }
    const take = (first: number, turns: number) =>
      takeTurns(contestants, { sets, first, warmUp: 0, turns, random, signal });
    const pace = paceOf(await take(0, 5));
    await take(0, bounded(time.warmUp / pace, 5, plan.warmUp));
    const turns = bounded(time.pair / pace, ...plan.executions);
    const seconds = turns * pace;
    if (seconds > left - (alternation.now() - at)) return seconds;
    const wanted = bounded(time.block / seconds, 1, most);
    const pairs: Pair[] = [];
    for (let i = 0; i < wanted; i++) pairs.push(pairOf(await take(i * turns, turns)));
    return { at, pairs };
  } finally {
    await Promise.all(connections.map((db) => db.end()));
  }
}

/** What a turn of all takes, in seconds. */
function paceOf(samples: Readonly<Record<string, readonly number[]>>): number {
  const [first = [], ...others] = Object.values(samples);
  return [first, ...others].flat().reduce((sum, time) => sum + time, 0) / first.length;
}

function bounded(count: number, fewest: number, most: number): number {
  return Math.round(Math.min(most, Math.max(fewest, count)));
}

function pairOf({ base = [], head = [] }: Readonly<Record<string, readonly number[]>>): Pair {
  return { base: burstOf(base), head: burstOf(head) };
}

function burstOf(times: readonly number[]): Pair['base'] {
  return {
    micros: times.map((time) => Math.round(time * 1e6)),
    mishaps: {},
    seconds: times.reduce((sum, time) => sum + time, 0),
  };
}
