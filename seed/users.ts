import { defineTable } from '../src/index.ts';
import { chance, hex, pick, pickEarly, waiting } from './draw.ts';
import { signUp } from './people.ts';
import { firstNames, lastNames } from './pools.ts';
import { roleOf, sizes } from './sizes.ts';
import { day, micros, timestamp } from './time.ts';

const providers = [
  'example.com',
  'mail.example',
  'post.example',
  'example.org',
  'inbox.example',
  'example.net',
];

export const users = defineTable({
  columns: [
    'id',
    'email',
    'password_hash',
    'email_verified',
    'first_name',
    'last_name',
    'image',
    'role',
    'is_active',
    'created_at',
    'updated_at',
  ],
  rows: sizes.users,
  row: (index, random, seeding) => {
    const createdAt = signUp(index, random.next(), seeding);
    const age = micros(seeding.now) - createdAt;
    const firstName = pick(random, firstNames);
    const lastName = pick(random, lastNames);
    const name = `${firstName}.${lastName}`.toLowerCase().replace(/[^a-z.]/g, '');
    return [
      index + 1,
      `${name}${index + 1}@${pickEarly(random, providers)}`,
      // The length and the beginning of bcrypt's; nobody logs in with it.
      chance(random, 0.2) ? null : `$2b$12$${hex(random, 13)}.`,
      chance(random, 0.85) ? timestamp(Math.floor(createdAt + waiting(random, day, age))) : null,
      firstName,
      lastName,
      chance(random, 0.3) ? `https://cdn.example.com/avatars/${hex(random, 4)}.jpg` : null,
      roleOf(index),
      chance(random, 0.96),
      timestamp(createdAt),
      timestamp(Math.floor(createdAt + random.next() * age)),
    ];
  },
});
