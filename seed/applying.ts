import type { Random, Seeding } from '../src/index.ts';
import { chance, pickWeighted, powerLaw, waiting, weighted } from './draw.ts';
import type { Job } from './hiring.ts';
import { someCandidate } from './people.ts';
import { day, micros, second, type Micros } from './time.ts';

export type ApplicationStatus =
  | 'pending'
  | 'viewed'
  | 'shortlisted'
  | 'interview'
  | 'accepted'
  | 'rejected'
  | 'withdrawn';

/** What other tables need to know of an application. */
export interface Application {
  /** The job's index. */
  readonly job: number;
  readonly candidate: number;
  readonly status: ApplicationStatus;
  readonly appliedAt: Micros;
  /** When its status became what it is. */
  readonly updatedAt: Micros;
}

/** How many numbers of an application's stream go into it at most: the row's own ones come after. */
export const applicationDraws = 16;

const answers = weighted<ApplicationStatus>([
  ['rejected', 38],
  ['viewed', 27],
  ['shortlisted', 11],
  ['interview', 10],
  ['withdrawn', 8],
  ['accepted', 6],
]);

/**
 * Which of so many jobs an application is for; a few get most of them. Drafts get none: the next job that is none, or
 * the one itself where all are.
 */
export function someOpenJob(random: Random, count: number, job: (place: number) => Job): number {
  const place = powerLaw(random, count, 2.6);
  for (let i = 0; i < count; i++) {
    const next = (place + i) % count;
    if (job(next).status !== 'draft') return next;
  }
  return place;
}

/** An application to the job of that index. */
export function apply(random: Random, index: number, job: Job, seeding: Seeding): Application {
  const now = micros(seeding.now);
  const { postedAt, endedAt } = job;
  const appliedAt = Math.floor(postedAt + waiting(random, 12 * day, Math.max(1, endedAt - postedAt)));
  const candidate = someCandidate(random, appliedAt, seeding);
  const { status, updatedAt } = answer(random, appliedAt, now);
  return { job: index, candidate, status, appliedAt, updatedAt };
}

/**
 * The same application once more, as the document says that production has it: mostly a double click within seconds,
 * else a second try within days.
 */
export function applyAgain(random: Random, before: Application, seeding: Seeding): Application {
  const now = micros(seeding.now);
  const pause = chance(random, 0.8) ? 5 * second : 20 * day;
  const appliedAt = Math.floor(Math.min(before.appliedAt + 0.2 * second + random.next() * pause, now));
  return { ...before, appliedAt, ...answer(random, appliedAt, now) };
}

/** New applications are mostly pending, old ones seldom. */
function answer(random: Random, appliedAt: Micros, now: Micros): Pick<Application, 'status' | 'updatedAt'> {
  const age = now - appliedAt;
  const isPending = chance(random, 0.12 + 0.8 * Math.exp(-age / (10 * day)));
  const updatedAt = isPending
    ? appliedAt
    : Math.floor(appliedAt + waiting(random, 6 * day, Math.max(1, age)));
  return { status: isPending ? 'pending' : pickWeighted(random, answers), updatedAt };
}
