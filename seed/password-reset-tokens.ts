import { defineTable } from '../src/index.ts';
import { between, chance, hex } from './draw.ts';
import { sizes } from './sizes.ts';
import { arrival, hour, micros, timestamp, type Growth } from './time.ts';

const growth: Growth = { days: 365, rate: 1.5 };

/** A link is good for an hour; two of three were used within it. */
export const passwordResetTokens = defineTable({
  columns: ['id', 'user_id', 'token', 'expires_at', 'used_at', 'created_at'],
  rows: sizes.password_reset_tokens,
  row: (index, random, seeding) => {
    const now = micros(seeding.now);
    const createdAt = arrival(growth, now, index, seeding.rows('password_reset_tokens'), random.next());
    const usedAt = Math.floor(createdAt + random.next() * hour);
    return [
      index + 1,
      between(random, 1, seeding.rows('users')),
      hex(random, 16),
      timestamp(createdAt + hour),
      chance(random, 0.67) && usedAt < now ? timestamp(usedAt) : null,
      timestamp(createdAt),
    ];
  },
});
