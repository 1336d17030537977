import { z } from 'zod';

/** A place between two jobs of a list that is ordered by `posted_at DESC, id DESC`. */
const place = z.tuple([
  // Year 0 is ISO 8601 but not PostgreSQL's.
  z.iso.datetime({ precision: 6 }).regex(/^(?!0000)/),
  z.int().min(1),
]);

/**
 * The place as clients see it: opaque, fit for a URL.
 * The timestamp stays text, since a `Date` would drop its microseconds and so repeat or skip jobs.
 */
export const cursor = z.codec(z.string().max(100), place, {
  decode: (opaque, context) => {
    const [postedAt, id] = Buffer.from(opaque, 'base64url').toString().split('|');
    const parsed = place.safeParse([postedAt, Number(id)]);
    if (parsed.success) return parsed.data;
    context.issues.push({ code: 'custom', message: 'Not a cursor of this list', input: opaque });
    return z.NEVER;
  },
  encode: ([postedAt, id]) => Buffer.from(`${postedAt}|${id}`).toString('base64url'),
});
