import { defineTable } from '../src/index.ts';
import { hex, pick } from './draw.ts';
import { lastNames } from './pools.ts';
import { sizes } from './sizes.ts';
import { arrival, day, micros, timestamp, type Growth } from './time.ts';

const growth: Growth = { days: 60, rate: 1 };

/** Addresses that wait to be confirmed; a link is good for a day. */
export const verificationTokens = defineTable({
  columns: ['id', 'identifier', 'token', 'expires'],
  rows: sizes.verification_tokens,
  row: (index, random, seeding) => {
    const count = seeding.rows('verification_tokens');
    const sentAt = arrival(growth, micros(seeding.now), index, count, random.next());
    const name = pick(random, lastNames)
      .toLowerCase()
      .replace(/[^a-z]/g, '');
    return [index + 1, `${name}${index + 1}@example.com`, hex(random, 16), timestamp(sentAt + day)];
  },
});
