import { z } from 'zod';

/** The largest value of PostgreSQL's `integer`, which all ids are. */
const largestInteger = 2_147_483_647;

/** A whole number as it stands in a path or a query string. */
export function whole(least: number, most: number) {
  return z.codec(z.string().regex(/^\d{1,10}$/, 'Expected a whole number'), z.int().min(least).max(most), {
    decode: Number,
    encode: String,
  });
}

/** An id in a path or a query string. */
export const idInPath = whole(1, largestInteger);

/** An id in a JSON body. */
export const id = z.int().min(1).max(largestInteger);

/** A count or an amount of money. */
export const amount = z.int().min(0).max(largestInteger);

/** Text that PostgreSQL can store: it refuses U+0000. */
export function text(longest: number) {
  return z
    .string()
    .max(longest)
    .regex(/^[^\0]*$/, 'Must not contain U+0000');
}

/** ISO 8601 in UTC with all of PostgreSQL's six decimals: a JavaScript `Date` would lose three. */
export const timestamp = z.iso.datetime({ precision: 6 });

/** Which page of a list, and how long a page is. */
export const paging = { page: whole(1, 100_000).default(1), limit: whole(1, 100).default(20) };
