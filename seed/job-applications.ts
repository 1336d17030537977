import { defineTable } from '../src/index.ts';
import { applicationDraws } from './applying.ts';
import { candidateOf } from './candidates.ts';
import { chance, hex, pick, pickEarly, skip } from './draw.ts';
import { letters } from './phrases.ts';
import { products } from './pools.ts';
import { paragraph } from './prose.ts';
import { applicationOf, jobOf } from './rounds.ts';
import { sizes } from './sizes.ts';
import { timestamp } from './time.ts';

const notes = [
  'Call back next week.',
  'Strong, but far away.',
  'Salary too high.',
  'Second interview with the team.',
];

export const jobApplications = defineTable({
  columns: [
    'id',
    'job_id',
    'candidate_id',
    'status',
    'cover_letter',
    'cv_url',
    'notes',
    'applied_at',
    'updated_at',
  ],
  rows: sizes.job_applications,
  row: (index, stream, seeding) => {
    const application = applicationOf(index, seeding);
    const random = skip(stream, applicationDraws);
    const { title, place, years } = candidateOf(application.candidate, seeding);
    const job = jobOf(application.job, seeding);
    const filling = {
      title: job.title,
      past: title,
      skill: job.skill,
      other: pickEarly(random, job.trade.skills),
      years: String(years + 1),
      city: place.city,
      product: pick(random, products),
    };
    return [
      index + 1,
      application.job + 1,
      application.candidate + 1,
      application.status,
      chance(random, 0.7) ? paragraph(random, letters, 4, filling) : null,
      chance(random, 0.9) ? `https://cdn.example.com/cv/${hex(random, 8)}.pdf` : null,
      chance(random, 0.06) ? pick(random, notes) : null,
      timestamp(application.appliedAt),
      timestamp(application.updatedAt),
    ];
  },
});
