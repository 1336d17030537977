import type { Seeding } from '../src/index.ts';
import { apply, applyAgain, someOpenJob, type Application } from './applying.ts';
import { at, chance, skip } from './draw.ts';
import { jobAt, type Job } from './hiring.ts';

/**
 * Jobs that are neighbours in time, and all the applications to them. Because a round has as many of both, a job knows
 * how many applications it has, and a notification what it is about, though no table is ever read.
 */
interface Round {
  /** By place in the round. */
  readonly job: (place: number) => Job;
  /** In the order in which they came. */
  readonly applications: () => readonly Application[];
  /** How many applications each of the jobs has. */
  readonly counts: readonly number[];
}

const perRound = 1_000;

/** So many applications in a thousand repeat one that is there. */
const repeated = 0.012;

/** By index, from 0. */
export function jobOf(index: number, seeding: Seeding): Job {
  return roundOf(index, seeding).job(index % perRound);
}

export function applicationOf(index: number, seeding: Seeding): Application {
  return at(roundOf(index, seeding).applications(), index % perRound);
}

export function applicationsTo(job: number, seeding: Seeding): number {
  return at(roundOf(job, seeding).counts, job % perRound);
}

/** Rounds that are remembered: tables that are made side by side do not keep step exactly. */
const kept = 32;

const remembered = new WeakMap<Seeding, Map<number, Round>>();

/** The round that was asked for last, which mostly is the one that is asked for next. */
let last: { readonly seeding: Seeding; readonly number: number; readonly round: Round } | undefined;

function roundOf(index: number, seeding: Seeding): Round {
  const number = Math.floor(index / perRound);
  if (last?.number !== number || last.seeding !== seeding)
    last = { seeding, number, round: rememberedRound(number, seeding) };
  return last.round;
}

/** Makes a round once for the thousands of rows that ask for it, and forgets it when others have been asked for. */
function rememberedRound(number: number, seeding: Seeding): Round {
  const rounds = remembered.get(seeding) ?? new Map<number, Round>();
  remembered.set(seeding, rounds);
  const round = rounds.get(number) ?? makeRound(number * perRound, seeding);
  rounds.set(number, round);
  for (const old of rounds.keys()) {
    if (rounds.size <= kept) break;
    rounds.delete(old);
  }
  return round;
}

/**
 * Jobs and applications are made when they are asked for: half of the jobs have no application, and then nobody but
 * their own rows asks; and what those ask of applications is how many there are.
 */
function makeRound(first: number, seeding: Seeding): Round {
  const size = Math.min(perRound, seeding.rows('jobs') - first);
  const job = remembering((place) => jobAt(first + place, seeding.random('jobs', first + place), seeding));
  const targets = drawTargets(first, size, job, seeding);
  const counts = Array.from({ length: size }, () => 0);
  for (const { place } of targets) counts[place] = at(counts, place) + 1;
  let applications: readonly Application[] | undefined;
  return {
    job,
    counts,
    applications: () => (applications ??= makeApplications(first, targets, job, seeding)),
  };
}

/** The job that an application is for, and whether it repeats the one before. */
interface Target {
  readonly place: number;
  readonly isRepeated: boolean;
}

function drawTargets(
  first: number,
  size: number,
  job: (place: number) => Job,
  seeding: Seeding,
): readonly Target[] {
  const targets: Target[] = [];
  for (let i = 0; i < size; i++) {
    const random = seeding.random('job_applications', first + i);
    const before = targets.at(-1);
    const isRepeated = chance(random, repeated) && before !== undefined;
    targets.push({ place: isRepeated ? before.place : someOpenJob(random, size, job), isRepeated });
  }
  return targets;
}

function makeApplications(
  first: number,
  targets: readonly Target[],
  job: (place: number) => Job,
  seeding: Seeding,
): readonly Application[] {
  const applications: Application[] = [];
  for (const [i, { place, isRepeated }] of targets.entries()) {
    const random = seeding.random('job_applications', first + i);
    const before = applications.at(-1);
    const application =
      before && isRepeated
        ? applyAgain(skip(random, 1), before, seeding)
        : apply(skip(random, 2), first + place, job(place), seeding);
    applications.push(application);
  }
  return applications.toSorted((a, b) => a.appliedAt - b.appliedAt);
}

/** What is made once for each number that is asked for. */
function remembering<T>(make: (index: number) => T): (index: number) => T {
  const made: T[] = [];
  return (index) => (made[index] ??= make(index));
}
