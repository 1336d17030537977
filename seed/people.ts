import type { Random, Seeding } from '../src/index.ts';
import { powerLaw } from './draw.ts';
import { candidatesAmong, employersAmong } from './sizes.ts';
import { arrival, arrivedBy, micros, type Growth, type Micros } from './time.ts';

const growth: Growth = { days: 1_100, rate: 2.5 };

/** When a user signed up; `within` as {@link arrival} has it. */
export function signUp(user: number, within: number, seeding: Seeding): Micros {
  return arrival(growth, micros(seeding.now), user, seeding.rows('users'), within);
}

/** An employer who had signed up by then, by power law: agencies have thousands of jobs, most have a few. */
export function someEmployer(random: Random, time: Micros, seeding: Seeding): number {
  return someone(random, 2.2, seeding.rows('employers'), employersAmong(usersBy(time, seeding)));
}

/** A candidate who had signed up by then, by power law: some apply everywhere, most now and then. */
export function someCandidate(random: Random, time: Micros, seeding: Seeding): number {
  return someone(random, 1.8, seeding.rows('candidates'), candidatesAmong(usersBy(time, seeding)));
}

function usersBy(time: Micros, seeding: Seeding): number {
  return arrivedBy(growth, micros(seeding.now), time, seeding.rows('users'));
}

/** Draws by power law until it is one of the first `known`; after four misses, any of those. */
function someone(random: Random, steepness: number, count: number, known: number): number {
  for (let i = 0; i < 4; i++) {
    const drawn = powerLaw(random, count, steepness);
    if (drawn < known) return drawn;
  }
  return Math.floor(random.next() * known);
}
