import { defineTable, type Random, type Seeding } from '../src/index.ts';
import { chance, pick, pickWeighted, weighted } from './draw.ts';
import { aboutUs } from './phrases.ts';
import { places } from './places.ts';
import { lastNames, missions, products } from './pools.ts';
import { paragraph } from './prose.ts';
import { sizes } from './sizes.ts';
import { arrival, micros, timestamp, type Growth } from './time.ts';
import { trades } from './trades/index.ts';

const growth: Growth = { days: 1_100, rate: 1.5 };

const companySizes = weighted([
  ['1-10', 34],
  ['11-50', 31],
  ['51-200', 19],
  ['201-500', 9],
  ['501-1000', 4],
  ['1000+', 3],
]);

const forms = [
  'Group',
  'and Sons',
  'Services',
  'Partners',
  'Consulting',
  'Industries',
  'Solutions',
  'Brothers',
  'Studio',
];

/** One company in thirty has a word in its name that people search jobs for. */
const speaking = [
  'Python Labs',
  'Remote Talent',
  'Engineering',
  'DevWorks',
  'Nurse Care',
  'Data Partners',
  'Logistics',
];

/** The first numbers of a company's stream are its name's: jobs mention it. */
export function companyName(random: Random): string {
  const name = pick(random, lastNames);
  const form = chance(random, 1 / 30) ? pick(random, speaking) : pick(random, forms);
  return chance(random, 0.3) ? `${name} & ${pick(random, lastNames)}` : `${name} ${form}`;
}

export function companyNameOf(company: number, seeding: Seeding): string {
  return companyName(seeding.random('companies', company));
}

export const companies = defineTable({
  columns: [
    'id',
    'name',
    'description',
    'industry',
    'size',
    'website_url',
    'logo_url',
    'city',
    'country',
    'created_at',
    'updated_at',
  ],
  rows: sizes.companies,
  row: (index, random, seeding) => {
    const name = companyName(random);
    const site = `https://www.${name.toLowerCase().replace(/[^a-z]+/g, '-')}-${index + 1}.example`;
    const { city, country } = pickWeighted(random, places);
    const now = micros(seeding.now);
    const createdAt = arrival(growth, now, index, seeding.rows('companies'), random.next());
    const filling = { mission: pick(random, missions), product: pick(random, products) };
    return [
      index + 1,
      name,
      chance(random, 0.9) ? paragraph(random, aboutUs, 4, filling) : null,
      pickWeighted(random, trades).industry,
      pickWeighted(random, companySizes),
      chance(random, 0.8) ? site : null,
      chance(random, 0.6) ? `${site}/logo.svg` : null,
      city,
      country,
      timestamp(createdAt),
      timestamp(Math.floor(createdAt + random.next() * (now - createdAt))),
    ];
  },
});
