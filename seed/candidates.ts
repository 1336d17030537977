import { defineTable, type Random, type Seeding } from '../src/index.ts';
import { between, chance, hex, pick, pickEarly, pickWeighted } from './draw.ts';
import { signUp } from './people.ts';
import { letters } from './phrases.ts';
import { places, type Place } from './places.ts';
import { products } from './pools.ts';
import { paragraph } from './prose.ts';
import { sizes, userOfCandidate } from './sizes.ts';
import { micros, timestamp } from './time.ts';
import { trades } from './trades/index.ts';
import type { Trade } from './trades/trade.ts';

/** What the candidate's skills, experiences and applications go by. */
export interface Candidate {
  readonly trade: Trade;
  readonly place: Place;
  readonly title: string;
  readonly skill: string;
  readonly years: number;
}

/** The first numbers of a candidate's stream. */
function candidateFrom(random: Random): Candidate {
  const trade = pickWeighted(random, trades);
  const place = pickWeighted(random, places);
  const skill = pickEarly(random, trade.skills);
  const title = pickEarly(random, trade.roles).replace('{skill}', skill);
  return { trade, place, title, skill, years: Math.floor(random.next() ** 1.6 * 35) };
}

export function candidateOf(candidate: number, seeding: Seeding): Candidate {
  return candidateFrom(seeding.random('candidates', candidate));
}

export const candidates = defineTable({
  columns: [
    'id',
    'user_id',
    'title',
    'summary',
    'phone',
    'location',
    'years_experience',
    'salary_expectation',
    'cv_url',
    'created_at',
    'updated_at',
  ],
  rows: sizes.candidates,
  row: (index, random, seeding) => {
    const { trade, place, title, skill, years } = candidateFrom(random);
    const user = userOfCandidate(index);
    const createdAt = signUp(user, seeding.random('users', user).next(), seeding);
    const salary = trade.salary * place.salary * (0.75 + years * 0.025) * (0.9 + 0.2 * random.next());
    const filling = {
      title,
      past: title,
      skill,
      other: pickEarly(random, trade.skills),
      years: String(years + 1),
      city: place.city,
      product: pick(random, products),
    };
    return [
      index + 1,
      user + 1,
      chance(random, 0.92) ? title : null,
      chance(random, 0.75) ? paragraph(random, letters, 3, filling) : null,
      chance(random, 0.6) ? `+33 6 ${between(random, 10_000_000, 99_999_999)}` : null,
      `${place.city}, ${place.country}`,
      years,
      chance(random, 0.7) ? Math.round(salary / 500) * 500 : null,
      chance(random, 0.8) ? `https://cdn.example.com/cv/${hex(random, 8)}.pdf` : null,
      timestamp(createdAt),
      timestamp(Math.floor(createdAt + random.next() * (micros(seeding.now) - createdAt))),
    ];
  },
});
