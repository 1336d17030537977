import { sql } from '../src/index.ts';
import { vocabulary } from '../seed/vocabulary.ts';

/** Published jobs: one draw in two is one of the two hundred that are looked at most. */
export const jobs = sql`
  (SELECT id FROM jobs WHERE status = 'published' ORDER BY views_count DESC, id LIMIT 200)
  UNION ALL
  (SELECT id FROM jobs WHERE status = 'published' ORDER BY md5(id::text) LIMIT 200)`;

/** Published jobs, the popular ones not more than others: whoever applies seldom meets somebody else. */
export const manyJobs = sql`SELECT id FROM jobs WHERE status = 'published' ORDER BY md5(id::text) LIMIT 5000`;

/** What people search for: common words, now and then one that few jobs or none have, or a part of one. */
export const words = [
  ...vocabulary.frequent,
  ...vocabulary.typical,
  ...vocabulary.typical,
  ...vocabulary.rare,
  ...vocabulary.absent.slice(0, 2),
  ...vocabulary.substring,
];

/** Most people look at the first page; hardly anybody goes far. */
export const pages = [1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 8, 20, 100];

/** Places in the list where a page of twenty may end, as the API's cursors say it, near the top and far down. */
export const cursors = sql`
  SELECT translate(encode(convert_to(
           to_char(posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '|' || id, 'UTF8'),
           'base64'), E'+/=\n', '-_') AS cursor
  FROM (SELECT id, posted_at, row_number() OVER (ORDER BY posted_at DESC, id DESC) AS place
        FROM jobs WHERE status = 'published') AS listed
  WHERE place % 20 = 0
  ORDER BY place
  LIMIT 1000`;
