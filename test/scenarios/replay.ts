import type { Connection } from '../../src/database/connect.ts';
import { uniform } from '../support/random.ts';
import type { Request } from './board.ts';
import { column, loggedIn, type Person } from './people.ts';

/** A request to be put to both builds. */
export interface Replayed extends Request {
  readonly path: string;
}

/** What requests are made of: real ids and tokens, heavy and light people, words of every frequency. */
interface Ingredients {
  readonly jobs: readonly number[];
  readonly openJobs: readonly number[];
  /** Of employers who are logged in, with the employer's token. */
  readonly ownJobs: readonly Owned[];
  readonly ownApplications: readonly Owned[];
  readonly candidates: readonly Person[];
  readonly employers: readonly Person[];
  readonly admins: readonly string[];
}

const words =
  `team engineer python cobol taxidermy dev a C++ C# ENGINEER 100% a_b back\\slash naïve 日本 o'clock the`
    .split(' ')
    .concat('no such word', ' and ', '');

/** So many requests that the seed determines, reads and writes mixed, each with its chance to be refused. */
export async function replayOf(db: Connection, count: number, seed: number): Promise<readonly Replayed[]> {
  const next = uniform(seed);
  const random: Random = {
    next,
    pick: (list) => list[Math.floor(next() * list.length)] as (typeof list)[number],
  };
  const ingredients = await gather(db);
  const kinds = [...repeat(5, jobs), ...repeat(3, job), lists, lists, figures, figures, ...writes];
  return Array.from({ length: count }, () => random.pick(kinds)(random, ingredients));
}

interface Random {
  next(): number;
  pick<Value>(list: readonly Value[]): Value;
}

async function gather(db: Connection): Promise<Ingredients> {
  const employers = await loggedIn(db, 'employer');
  const owned = async (query: string): Promise<readonly Owned[]> => {
    const tokens = new Map(employers.map(({ profile, token }) => [profile, token]));
    const { rows } = await db.query<{ id: number; employer_id: number }>(query, [[...tokens.keys()]]);
    return rows.map(({ id, employer_id }) => ({ id, token: tokens.get(employer_id) ?? '' }));
  };
  return {
    jobs: await column(db, 'SELECT id FROM jobs ORDER BY id'),
    openJobs: await column(db, `SELECT id FROM jobs WHERE status = 'published' ORDER BY id`),
    ownJobs: await owned('SELECT id, employer_id FROM jobs WHERE employer_id = ANY($1) ORDER BY id'),
    // Few enough for the same one to be decided on again.
    ownApplications: await owned(
      `SELECT a.id, j.employer_id FROM job_applications a JOIN jobs j ON j.id = a.job_id
       WHERE j.employer_id = ANY($1) ORDER BY a.id LIMIT 20`,
    ),
    candidates: await loggedIn(db, 'candidate'),
    employers,
    admins: await column(
      db,
      `SELECT session_token FROM sessions s JOIN users u ON u.id = s.user_id WHERE u.role = 'admin'`,
    ),
  };
}

interface Owned {
  readonly id: number;
  readonly token: string;
}

type Kind = (random: Random, from: Ingredients) => Replayed;

const jobs: Kind = (random, from) => {
  const query = new URLSearchParams();
  const maybe = (share: number, name: string, values: readonly (string | number)[]): void => {
    if (random.next() < share) query.set(name, String(random.pick(values)));
  };
  maybe(0.5, 'search', words);
  maybe(0.2, 'location', ['Paris', 'berlin', 'France', 'Atlantis', '']);
  maybe(0.3, 'location_type', ['remote', 'hybrid', 'on_site']);
  maybe(0.3, 'job_type', ['full_time', 'contract', 'temporary']);
  maybe(0.2, 'salary_min', [0, 1, 45_000, 90_000, 10_000_000]);
  maybe(0.5, 'page', [1, 1, 2, 3, 28, 29, 1000]);
  maybe(0.6, 'limit', [1, 7, 20, 100]);
  maybe(0.15, 'cursor', [
    cursorAt('2025-12-20T08:00:00.000001Z', 500),
    cursorAt('2020-01-01T00:00:00.000000Z', 1),
  ]);
  return { path: `/api/jobs?${query.toString()}`, token: visitor(random, from) };
};

const job: Kind = (random, from) => ({
  path: `/api/jobs/${random.next() < 0.9 ? random.pick(from.jobs) : 999_999}`,
  token: visitor(random, from),
});

const lists: Kind = (random, from) => {
  const [path, token] = random.pick([
    ['/api/my/applications', random.pick(from.candidates).token],
    ['/api/employer/applications', random.pick(from.employers).token],
  ] as const);
  const query = new URLSearchParams({
    page: String(random.pick([1, 1, 1, 2, 50])),
    limit: String(random.pick([1, 5, 20])),
  });
  if (random.next() < 0.4)
    query.set('status', random.pick(['pending', 'rejected', 'interview', 'withdrawn']));
  return { path: `${path}?${query.toString()}`, token };
};

const figures: Kind = (random, from) => ({
  path: random.pick(['/api/dashboard', '/api/notifications/unread-count']),
  token: visitor(random, from),
});

/** Some of it for a handful of jobs, so that the same candidate comes twice. */
const apply: Kind = (random, from) => ({
  method: 'POST',
  path: '/api/my/applications',
  token: random.pick(from.candidates).token,
  body: {
    job_id: random.pick([random.pick(from.openJobs.slice(0, 5)), random.pick(from.jobs)]),
    cover_letter: 'Hello',
  },
});

const decide: Kind = (random, from) => {
  const { id, token } = random.pick(from.ownApplications);
  return {
    method: 'PATCH',
    path: `/api/applications/${id}/status`,
    token: random.next() < 0.8 ? token : random.pick(from.employers).token,
    body: { status: random.pick(['viewed', 'interview', 'accepted', 'rejected']) },
  };
};

const publish: Kind = (random, from) => ({
  method: 'POST',
  path: '/api/jobs',
  token: random.pick(from.employers).token,
  body: {
    title: `Keeper of ${random.pick(words)}`,
    description: 'A description',
    location_type: 'remote',
    job_type: 'contract',
    salary_min: random.pick([null, 50_000]),
  },
});

const remove: Kind = (random, from) => {
  const { id, token } = random.pick(from.ownJobs);
  const path = `/api/jobs/${id}`;
  return { method: 'DELETE', path, token: random.next() < 0.8 ? token : random.pick(from.employers).token };
};

const writes = [apply, apply, decide, decide, publish, remove];

/** Anybody, or nobody, or somebody whose session is no more. */
function visitor(random: Random, from: Ingredients): string | undefined {
  return random.pick([
    undefined,
    random.pick(from.candidates).token,
    from.candidates[0]?.token,
    random.pick(from.employers).token,
    from.employers[0]?.token,
    random.pick([...from.admins, 'over']),
  ]);
}

export function cursorAt(postedAt: string, id: number): string {
  return Buffer.from(`${postedAt}|${id}`).toString('base64url');
}

function repeat<Value>(times: number, value: Value): readonly Value[] {
  return Array.from({ length: times }, () => value);
}
