import type { Mishap, RoundOfLoad, Validity } from '../record/load-round.ts';
import { mishapWords } from '../record/mishap-words.ts';
import { fewestBounded } from '../statistics/order-interval.ts';
import type { Allowance } from '../suite/scenario.ts';
import { virtualUsers } from './k6/executor.ts';
import { remedyOf } from './mishap-remedies.ts';

/** Requests that a distribution-free 95 % interval of p95 needs to be bounded. */
export const fewestAnswers = fewestBounded(0.95);
/** How far below what was asked for a rate may stay: a request or two at the edges of a round. */
const rateTolerance = 0.02;
/** How much of its room the generator may use: above that, its own queue would be in the times. */
const mostOfRoom = 0.8;
/** A round that ends earlier was broken off. */
const leastOfTime = 0.95;

/** One of the things that make a round invalid. */
type Reason = Extract<Validity, { outcome: 'invalid' }>['reasons'][number];

/** Valid before good: whether a round's times may be read at all. All reasons why not, the weightiest first. */
export function validityOf(round: RoundOfLoad, allowance: Allowance = {}): Validity {
  const reasons = [
    nothing(round),
    ended(round),
    timeouts(round, allowance.timeouts ?? 0),
    errors(round, allowance.errors ?? 0),
    // Before what a generator without room leaves undone, which would else be laid to the API.
    generator(round),
    dropped(round, allowance.dropped ?? 0),
    rate(round),
    samples(round),
  ].filter((reason) => reason !== null);
  const [first, ...others] = reasons;
  if (first === undefined) return { outcome: 'valid' };
  // Where nothing was right, everything else follows from it.
  return { outcome: 'invalid', reasons: round.total.answered === 0 ? [first] : [first, ...others] };
}

/** Requests that began within the counted time. */
export function requestsOf({ total }: RoundOfLoad): number {
  return total.answered + sum(total.mishaps);
}

function nothing(round: RoundOfLoad): Reason | null {
  if (round.total.answered > 0) return null;
  const [kind] = worst(round.total.mishaps);
  if (kind === undefined) {
    return {
      about: 'nothing',
      sentence: 'not a single request was sent',
      remedy: 'make the round longer, or the rate higher',
    };
  }
  return {
    about: 'nothing',
    sentence: `no request was answered as expected (${mishapWords[kind]})`,
    remedy: remedyOf(kind, round.pacing),
  };
}

function ended(round: RoundOfLoad): Reason | null {
  if (round.seconds >= round.asked.seconds * leastOfTime) return null;
  return {
    about: 'ended',
    sentence: `the round ended after ${decimals(round.seconds)} of ${decimals(round.asked.seconds)} seconds`,
    remedy: 'see what happened to the API then; its last words are in the record',
  };
}

function timeouts(round: RoundOfLoad, allowed: number): Reason | null {
  const found = (round.total.mishaps.timeout ?? 0) / requestsOf(round);
  if (!(found > allowed)) return null;
  return {
    about: 'timeouts',
    sentence: `${percent(found)} of the requests timed out, and ${percent(allowed)} may`,
    remedy: remedyOf('timeout', round.pacing),
  };
}

function errors(round: RoundOfLoad, allowed: number): Reason | null {
  const { timeout: _, ...others } = round.total.mishaps;
  const found = sum(others) / requestsOf(round);
  const [kind] = worst(others);
  if (kind === undefined || !(found > allowed)) return null;
  const route = round.routes.toSorted((a, b) => (b.mishaps[kind] ?? 0) - (a.mishaps[kind] ?? 0))[0];
  return {
    about: 'errors',
    sentence: `${percent(found)} of the requests failed, and ${percent(allowed)} may: most at ${route?.name ?? 'no route'} (${mishapWords[kind]})`,
    remedy: remedyOf(kind, round.pacing),
  };
}

function dropped(round: RoundOfLoad, allowed: number): Reason | null {
  const found = round.dropped / (requestsOf(round) + round.dropped);
  if (!(found > allowed)) return null;
  return {
    about: 'dropped',
    sentence: `${round.dropped} requests could not begin when they were due, since all virtual users of ${round.generator.driver}, ${virtualUsers.most.toLocaleString('en-US')} at most, waited for answers; the times are those of the lucky ones`,
    remedy: 'lower the rate',
  };
}

function rate(round: RoundOfLoad): Reason | null {
  if (round.asked.rate === null) return null;
  const reached = requestsOf(round) / round.seconds;
  if (reached >= round.asked.rate * (1 - rateTolerance) - 1 / round.seconds) return null;
  return {
    about: 'rate',
    sentence: `${decimals(reached)} requests/s began instead of ${decimals(round.asked.rate)}`,
    remedy: 'lower the rate, or give the load generator a machine of its own',
  };
}

function samples({ total }: RoundOfLoad): Reason | null {
  if (total.answered >= fewestAnswers) return null;
  return {
    about: 'samples',
    sentence: `${total.answered} answers are too few: a p95 needs ${fewestAnswers} to have an upper bound`,
    remedy:
      'make the rounds longer, or let them be as long as it takes (`round: [least, most]`), or the rate higher',
  };
}

function generator({ generator: { cpu, room, driver } }: RoundOfLoad): Reason | null {
  if (cpu === null || cpu <= room * mostOfRoom) return null;
  return {
    about: 'generator',
    sentence: `${driver} used ${decimals(cpu)} cores of the ${decimals(room)} that it has, so its own queue is in the times`,
    remedy: 'lower the load, or give the load generator a machine of its own',
  };
}

function worst(mishaps: Readonly<Partial<Record<Mishap, number>>>): readonly [Mishap?] {
  const most = (Object.entries(mishaps) as [Mishap, number][]).toSorted(([, a], [, b]) => b - a)[0];
  return most === undefined ? [] : [most[0]];
}

function sum(mishaps: Readonly<Partial<Record<Mishap, number>>>): number {
  return Object.values(mishaps).reduce((total, count) => total + count, 0);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.001 ? 3 : 1)} %`;
}

function decimals(value: number): string {
  return value.toFixed(value < 10 ? 2 : 0);
}
