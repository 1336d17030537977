import { defineTable } from '../src/index.ts';
import { candidateOf } from './candidates.ts';
import { companyName } from './companies.ts';
import { between, chance, pick, pickEarly, pickWeighted } from './draw.ts';
import { places } from './places.ts';
import { products } from './pools.ts';
import { paragraph } from './prose.ts';
import { ownerOfExperience, sizes } from './sizes.ts';
import { date, day, micros } from './time.ts';

/** The latest comes first; each of a candidate's positions took about two years. */
const stay = 700;

export const experiences = defineTable({
  columns: [
    'id',
    'candidate_id',
    'title',
    'company',
    'location',
    'description',
    'start_date',
    'end_date',
    'is_current',
  ],
  rows: sizes.experiences,
  row: (index, random, seeding) => {
    const { candidate, nth } = ownerOfExperience(index);
    const { trade, title } = candidateOf(candidate, seeding);
    const skill = pickEarly(random, trade.skills);
    const place = pickWeighted(random, places);
    const isCurrent = nth === 0 && chance(random, 0.7);
    const end = micros(seeding.now) - nth * stay * day - between(random, 30, 200) * day;
    const start = end - between(random, stay / 3, stay - 200) * day;
    const filling = {
      skill,
      other: pickEarly(random, trade.skills),
      product: pick(random, products),
      city: place.city,
    };
    return [
      index + 1,
      candidate + 1,
      nth < 2 ? title : pickEarly(random, trade.roles).replace('{skill}', skill),
      companyName(random),
      `${place.city}, ${place.country}`,
      chance(random, 0.8) ? paragraph(random, trade.duties, 2, filling) : null,
      date(start),
      isCurrent ? null : date(end),
      isCurrent,
    ];
  },
});
