import type { Random, Seeding } from '../src/index.ts';
import { chance, pickEarly, pickWeighted, waiting, weighted } from './draw.ts';
import { places, type Place } from './places.ts';
import { someEmployer } from './people.ts';
import { arrival, day, hour, micros, type Growth, type Micros } from './time.ts';
import { trades } from './trades/index.ts';
import type { Trade } from './trades/trade.ts';

const growth: Growth = { days: 730, rate: 3 };

type JobStatus = 'draft' | 'published' | 'closed' | 'archived';

/** What other tables need to know of a job, and can: it follows from the job's stream alone. */
export interface Job {
  readonly employer: number;
  readonly trade: Trade;
  readonly place: Place;
  readonly title: string;
  readonly skill: string;
  readonly seniority: Seniority;
  readonly status: JobStatus;
  readonly createdAt: Micros;
  /** When it was published; for a draft, when it would have been. */
  readonly postedAt: Micros;
  /** When it was closed or archived; now for the others. */
  readonly endedAt: Micros;
}

interface Seniority {
  readonly prefix: string;
  /** Against the median of the trade. */
  readonly salary: number;
  readonly years: number;
}

/** How many numbers of a job's stream go into {@link jobAt}: the row's own ones come after. */
export const jobDraws = 16;

const seniorities = weighted<Seniority>([
  [{ prefix: '', salary: 1, years: 2 }, 46],
  [{ prefix: 'Senior ', salary: 1.3, years: 5 }, 22],
  [{ prefix: 'Junior ', salary: 0.78, years: 1 }, 16],
  [{ prefix: 'Lead ', salary: 1.45, years: 8 }, 6],
  [{ prefix: 'Assistant ', salary: 0.74, years: 1 }, 4],
  [{ prefix: 'Deputy ', salary: 1.15, years: 4 }, 3],
  [{ prefix: 'Principal ', salary: 1.65, years: 10 }, 3],
]);

/** Published jobs stay so for most of a year on average, which leaves about six of ten published. */
const lifetime = 320 * day;

export function jobAt(index: number, random: Random, seeding: Seeding): Job {
  const now = micros(seeding.now);
  const createdAt = arrival(growth, now, index, seeding.rows('jobs'), random.next());
  const employer = someEmployer(random, createdAt, seeding);
  const trade = pickWeighted(random, trades);
  const place = pickWeighted(random, places);
  const skill = pickEarly(random, trade.skills);
  const seniority = pickWeighted(random, seniorities);
  const title = seniority.prefix + pickEarly(random, trade.roles).replace('{skill}', skill);
  const isDraft = chance(random, 0.05);
  const postedAt = Math.floor(createdAt + waiting(random, 8 * hour, Math.max(1, now - createdAt)));
  const end = Math.floor(postedAt - lifetime * Math.log1p(-random.next()));
  const isArchived = chance(random, 0.25);
  const isOver = end < now;
  return {
    employer,
    trade,
    place,
    title,
    skill,
    seniority,
    status: isDraft ? 'draft' : !isOver ? 'published' : isArchived ? 'archived' : 'closed',
    createdAt,
    postedAt,
    endedAt: isOver ? end : now,
  };
}
