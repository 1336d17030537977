import { at } from './draw.ts';

/**
 * People come in blocks of a hundred, so that anybody's table and row follow from the number of the user
 * and the other way round, without looking anything up.
 */
const people = { candidates: 69, employers: 30, admins: 1 };
const block = people.candidates + people.employers + people.admins;

function blocks(factor: number): number {
  return Math.max(1, Math.round(factor * 100));
}

function scaled(count: number): (factor: number) => number {
  return (factor) => Math.max(1, Math.round(count * factor));
}

/** So many of a thing for each of the owners in turn: many have few, a few have many. */
interface Holdings {
  readonly counts: readonly number[];
  readonly total: number;
  /** Whose the thing with a place in one turn is, and which of its owner's things it is. */
  readonly places: readonly { readonly owner: number; readonly nth: number }[];
}

function holdings(counts: readonly number[]): Holdings {
  const places = counts.flatMap((count, owner) =>
    Array.from({ length: count }, (_, nth) => ({ owner, nth })),
  );
  return { counts, total: places.length, places };
}

/** For 23 candidates, which divides their 69 in a block. */
const skillsOf = holdings([3, 6, 9, 4, 7, 5, 12, 6, 8, 0, 5, 6, 10, 7, 3, 6, 10, 5, 2, 8, 1, 6, 5]);
const experiencesOf = holdings([2, 4, 1, 3, 0, 5, 3, 2, 8, 3, 1, 4, 2, 6, 3, 0, 2, 3, 4, 2, 5, 1, 3]);

/** How many rows each table has at a factor; 1 is the scale that the document speaks of. */
export const sizes = {
  users: (factor: number) => block * blocks(factor),
  candidates: (factor: number) => people.candidates * blocks(factor),
  employers: (factor: number) => people.employers * blocks(factor),
  skills: (factor: number) => 3 * blocks(factor) * skillsOf.total,
  experiences: (factor: number) => 3 * blocks(factor) * experiencesOf.total,
  companies: scaled(5_000),
  jobs: scaled(100_000),
  /** As many as jobs, which `hiring.ts` counts on. */
  job_applications: scaled(100_000),
  /** Two for each application. */
  notifications: (factor: number) => 2 * scaled(100_000)(factor),
  accounts: scaled(8_000),
  sessions: scaled(20_000),
  verification_tokens: scaled(2_000),
  password_reset_tokens: scaled(1_500),
};

export type Role = 'candidate' | 'employer' | 'admin';

/** Candidates and employers are mixed within a block, the admin comes last. */
const roles: readonly { readonly role: Role; readonly nth: number }[] = (() => {
  const nth = { candidate: 0, employer: 0, admin: 0 };
  return Array.from({ length: block }, (_, i) => {
    const role: Role = i === block - 1 ? 'admin' : (i * 10) % 33 < 10 ? 'employer' : 'candidate';
    return { role, nth: nth[role]++ };
  });
})();

const candidatePlaces = roles.flatMap(({ role }, i) => (role === 'candidate' ? [i] : []));
const employerPlaces = roles.flatMap(({ role }, i) => (role === 'employer' ? [i] : []));
const candidatesBefore = roles.map((_, i) => candidatePlaces.filter((place) => place < i).length);
const employersBefore = roles.map((_, i) => employerPlaces.filter((place) => place < i).length);

/** What a user is. */
export function roleOf(user: number): Role {
  return at(roles, user % block).role;
}

/** The user (from 0) that a candidate (from 0) is. */
export function userOfCandidate(candidate: number): number {
  return (
    block * Math.floor(candidate / people.candidates) + at(candidatePlaces, candidate % people.candidates)
  );
}

/** The user that an employer is. */
export function userOfEmployer(employer: number): number {
  return block * Math.floor(employer / people.employers) + at(employerPlaces, employer % people.employers);
}

/** How many of the first so many users are candidates: who could be met when there were no more. */
export function candidatesAmong(users: number): number {
  return people.candidates * Math.floor(users / block) + at(candidatesBefore, users % block);
}

export function employersAmong(users: number): number {
  return people.employers * Math.floor(users / block) + at(employersBefore, users % block);
}

/** Whose skill it is, and which of theirs. */
export function ownerOfSkill(index: number): { readonly candidate: number; readonly nth: number } {
  return ownerOf(skillsOf, index);
}

export function ownerOfExperience(index: number): { readonly candidate: number; readonly nth: number } {
  return ownerOf(experiencesOf, index);
}

function ownerOf({ counts, total, places }: Holdings, index: number): { candidate: number; nth: number } {
  const { owner, nth } = at(places, index % total);
  return { candidate: counts.length * Math.floor(index / total) + owner, nth };
}
