import { defineTable } from '../src/index.ts';
import { hex, pick, scatter } from './draw.ts';
import { sizes } from './sizes.ts';
import { day, micros } from './time.ts';

const providers = ['google', 'google', 'google', 'linkedin', 'linkedin', 'github'];

/** Sign-ins by somebody else's account: no user has two. */
export const accounts = defineTable({
  columns: [
    'id',
    'user_id',
    'type',
    'provider',
    'provider_account_id',
    'access_token',
    'refresh_token',
    'expires_at',
    'token_type',
    'scope',
  ],
  rows: sizes.accounts,
  row: (index, random, seeding) => {
    const expiresAt = micros(seeding.now) + (random.next() * 62 - 60) * day;
    return [
      index + 1,
      scatter(index, seeding.rows('users')) + 1,
      'oauth',
      pick(random, providers),
      hex(random, 5),
      `ya29.${hex(random, 24)}`,
      `1//${hex(random, 16)}`,
      Math.floor(expiresAt / 1e6),
      'Bearer',
      'openid email profile',
    ];
  },
});
