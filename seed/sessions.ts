import { defineTable } from '../src/index.ts';
import { hex, powerLaw } from './draw.ts';
import { sizes } from './sizes.ts';
import { arrival, day, micros, timestamp, type Growth } from './time.ts';

const growth: Growth = { days: 180, rate: 1.5 };

/** Nobody cleans up: most have expired. A session lives for thirty days, as in the application. */
const lifetime = 30 * day;

export const sessions = defineTable({
  columns: ['id', 'session_token', 'user_id', 'expires', 'created_at'],
  rows: sizes.sessions,
  row: (index, random, seeding) => {
    const createdAt = arrival(growth, micros(seeding.now), index, seeding.rows('sessions'), random.next());
    return [
      index + 1,
      hex(random, 16),
      powerLaw(random, seeding.rows('users'), 1.5) + 1,
      timestamp(createdAt + lifetime),
      timestamp(createdAt),
    ];
  },
});
