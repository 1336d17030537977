import { defineTable, type Random } from '../src/index.ts';
import { companyNameOf } from './companies.ts';
import { between, chance, pick, pickEarly, pickWeighted, skip, weighted } from './draw.ts';
import { companyOf } from './employers.ts';
import { jobDraws, type Job } from './hiring.ts';
import { aboutUs, benefits, conditions, openings, requirements } from './phrases.ts';
import { firstNames, lastNames, missions, products, streets } from './pools.ts';
import { fill, paragraph, type Filling } from './prose.ts';
import { applicationsTo, jobOf } from './rounds.ts';
import { sizes } from './sizes.ts';
import { day, micros, timestamp } from './time.ts';
import { rareSentenceOf } from './vocabulary.ts';

const jobTypes = weighted([
  ['full_time', 68],
  ['part_time', 11],
  ['contract', 10],
  ['internship', 7],
  ['temporary', 4],
]);

export const jobs = defineTable({
  columns: [
    'id',
    'employer_id',
    'company_id',
    'title',
    'description',
    'requirements',
    'benefits',
    'location',
    'location_type',
    'job_type',
    'salary_min',
    'salary_max',
    'currency',
    'status',
    'is_featured',
    'views_count',
    'applications_count',
    'posted_at',
    'expires_at',
    'created_at',
    'updated_at',
  ],
  rows: sizes.jobs,
  row: (index, stream, seeding) => {
    const job = jobOf(index, seeding);
    const random = skip(stream, jobDraws);
    const company = companyOf(job.employer, seeding);
    const applications = applicationsTo(index, seeding);
    const isDraft = job.status === 'draft';
    const [least, most] = salary(random, job);
    const type = locationType(random, job.trade.remote);
    const filling = {
      company: companyNameOf(company, seeding),
      title: job.title,
      city: job.place.city,
      industry: job.trade.industry.toLowerCase(),
      skill: job.skill,
      other: pickEarly(random, job.trade.skills),
      product: pick(random, products),
      mission: pick(random, missions),
      person: `${pick(random, firstNames)} ${pick(random, lastNames)}`,
      street: pick(random, streets),
      number: String(between(random, 1, 140)),
      size: String(between(random, 4, 400)),
      years: String(job.seniority.years),
      least: String(least),
      most: String(most),
    };
    const now = micros(seeding.now);
    return [
      index + 1,
      job.employer + 1,
      company + 1,
      job.title,
      description(index, random, job, filling),
      chance(random, 0.85) ? fill(pick(random, requirements), filling) : null,
      chance(random, 0.5) ? fill(pick(random, benefits), filling) : null,
      `${type === 'remote' && chance(random, 0.5) ? 'Remote' : job.place.city}, ${job.place.country}`,
      type,
      pickWeighted(random, jobTypes),
      ...(chance(random, 0.72) ? [least, most] : [null, null]),
      job.place.country === 'Switzerland' ? 'CHF' : 'EUR',
      job.status,
      job.status === 'published' && chance(random, 0.04),
      isDraft ? 0 : applications * between(random, 4, 30) + Math.floor(5 / (random.next() + 0.01)),
      applications,
      isDraft ? null : timestamp(job.postedAt),
      isDraft || chance(random, 0.4) ? null : timestamp(expiry(random, job, now)),
      timestamp(job.createdAt),
      timestamp(isDraft || job.status === 'published' ? job.postedAt : job.endedAt),
    ];
  },
});

/** Three paragraphs of about seven hundred characters: who we are, what you do, what you get. */
function description(index: number, random: Random, { trade }: Job, filling: Filling): string {
  const rare = rareSentenceOf(index);
  return [
    `${fill(pick(random, openings), filling)} ${paragraph(random, aboutUs, 2, filling)}`,
    paragraph(random, trade.duties, between(random, 3, 5), filling) + (rare ? ` ${rare}` : ''),
    paragraph(random, conditions, 2, filling),
  ].join('\n\n');
}

/** Trade, place and seniority decide; the range is a tenth to a quarter wide. */
function salary(random: Random, { trade, place, seniority }: Job): readonly [least: number, most: number] {
  const middle = trade.salary * place.salary * seniority.salary * (0.88 + 0.24 * random.next());
  const width = 0.1 + 0.15 * random.next();
  return [hundreds(middle * (1 - width / 2)), hundreds(middle * (1 + width / 2))];
}

function hundreds(amount: number): number {
  return Math.round(amount / 100) * 100;
}

function locationType(random: Random, remote: number): string {
  const u = random.next();
  return u < remote ? 'remote' : u < 1.5 * remote + 0.1 ? 'hybrid' : 'on_site';
}

/** Published jobs have some weeks left, the others ended when they were to. */
function expiry(random: Random, { status, endedAt }: Job, now: number): number {
  return status === 'published' ? Math.floor(now + (1 + 59 * random.next()) * day) : endedAt;
}
