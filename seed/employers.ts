import { defineTable, type Random, type Seeding } from '../src/index.ts';
import { between, chance, pick, pickEarly, powerLaw, scatter } from './draw.ts';
import { signUp } from './people.ts';
import { sizes, userOfEmployer } from './sizes.ts';
import { micros, timestamp } from './time.ts';

const positions = [
  'Recruiter',
  'HR Manager',
  'Managing Director',
  'Talent Partner',
  'Office Manager',
  'Head of People',
];

/** The first numbers of an employer's stream: most are the only one of their company, large companies have many. */
function companyBy(employer: number, random: Random, seeding: Seeding): number {
  const companies = seeding.rows('companies');
  return chance(random, 0.7) ? scatter(employer, companies) : powerLaw(random, companies, 3);
}

/** The company that an employer hires for. */
export function companyOf(employer: number, seeding: Seeding): number {
  return companyBy(employer, seeding.random('employers', employer), seeding);
}

export const employers = defineTable({
  columns: ['id', 'user_id', 'company_id', 'position', 'phone', 'created_at', 'updated_at'],
  rows: sizes.employers,
  row: (index, random, seeding) => {
    const company = companyBy(index, random, seeding);
    const user = userOfEmployer(index);
    const createdAt = signUp(user, seeding.random('users', user).next(), seeding);
    return [
      index + 1,
      user + 1,
      company + 1,
      pickEarly(random, positions),
      chance(random, 0.7)
        ? `+33 ${pick(random, [1, 6, 7])} ${between(random, 10_000_000, 99_999_999)}`
        : null,
      timestamp(createdAt),
      timestamp(Math.floor(createdAt + random.next() * (micros(seeding.now) - createdAt))),
    ];
  },
});
