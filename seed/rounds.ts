import type { Seeding } from '../src/index.ts';
import { apply, applyAgain, type Application } from './applying.ts';
import { at, chance } from './draw.ts';
import { jobAt, type Job } from './hiring.ts';

/**
 * Jobs that are neighbours in time, and all the applications to them. Because a round has as many of both, a job knows
 * how many applications it has, and a notification what it is about, though no table is ever read.
 */
interface Round {
  readonly jobs: readonly Job[];
  /** In the order in which they came. */
  readonly applications: readonly Application[];
  /** How many applications each of the jobs has. */
  readonly counts: readonly number[];
}

const perRound = 1_000;

/** So many applications in a thousand repeat one that is there. */
const repeated = 0.012;

/** By index, from 0. */
export function jobOf(index: number, seeding: Seeding): Job {
  return at(roundOf(index, seeding).jobs, index % perRound);
}

export function applicationOf(index: number, seeding: Seeding): Application {
  return at(roundOf(index, seeding).applications, index % perRound);
}

export function applicationsTo(job: number, seeding: Seeding): number {
  return at(roundOf(job, seeding).counts, job % perRound);
}

const remembered = new WeakMap<Seeding, Map<number, Round>>();

/** Makes a round once for the thousands of rows that ask for it, and forgets it when others have been asked for. */
function roundOf(index: number, seeding: Seeding): Round {
  const number = Math.floor(index / perRound);
  const rounds = remembered.get(seeding) ?? new Map<number, Round>();
  remembered.set(seeding, rounds);
  const round = rounds.get(number) ?? makeRound(number * perRound, seeding);
  rounds.set(number, round);
  for (const old of rounds.keys()) {
    if (rounds.size <= 4) break;
    rounds.delete(old);
  }
  return round;
}

function makeRound(first: number, seeding: Seeding): Round {
  const size = Math.min(perRound, seeding.rows('jobs') - first);
  const jobs = Array.from({ length: size }, (_, i) =>
    jobAt(first + i, seeding.random('jobs', first + i), seeding),
  );
  const applications: Application[] = [];
  const counts = jobs.map(() => 0);
  for (let i = 0; i < size; i++) {
    const random = seeding.random('job_applications', first + i);
    const before = applications.at(-1);
    const isRepeated = chance(random, repeated);
    const application =
      before && isRepeated ? applyAgain(random, before, seeding) : apply(random, jobs, first, seeding);
    applications.push(application);
    counts[application.job - first] = at(counts, application.job - first) + 1;
  }
  return { jobs, applications: applications.toSorted((a, b) => a.appliedAt - b.appliedAt), counts };
}
