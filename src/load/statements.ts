import type { Connection } from '../database/connect.ts';
import type { StatementDelta } from '../record/load-round.ts';

/** Counters of one statement at one moment. */
type Counters = Omit<StatementDelta, 'text'>;

/** By statement, at one moment. */
export type Statements = ReadonlyMap<string, Counters & { readonly text: string }>;

/** Our own looks at the server's statistics are not the API's statements. */
const read = `
  SELECT queryid::text AS id, query AS text, calls::float8, rows::float8, total_exec_time / 1000 AS seconds,
         (shared_blks_hit + local_blks_hit)::float8 AS "blocksHit",
         (shared_blks_read + local_blks_read)::float8 AS "blocksRead", wal_bytes::float8 AS "walBytes"
  FROM pg_stat_statements
  WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND query NOT LIKE '%pg\\_stat\\_%'`;

/**
 * What the statements in a database of ours have done so far; null where pg_stat_statements is not loaded.
 * The extension is made there if it is not yet.
 */
export async function readStatements(db: Connection): Promise<Statements | null> {
  try {
    await db.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    const { rows } = await db.query<Counters & { id: string; text: string }>(read);
    const statements = new Map<string, Counters & { text: string }>();
    for (const { id, ...counters } of rows) {
      const before = statements.get(id); // the same statement by another user
      statements.set(id, before === undefined ? counters : { ...add(counters, before), text: counters.text });
    }
    return statements;
  } catch {
    return null;
  }
}

/** What each statement did between two moments; those that did nothing are left out. Most time first. */
export function between(before: Statements, after: Statements): readonly StatementDelta[] {
  return [...after]
    .map(([id, { text, ...now }]) => {
      const then = before.get(id);
      return { text, ...(then === undefined ? now : subtract(now, then)) };
    })
    .filter(({ calls }) => calls > 0)
    .toSorted((a, b) => b.seconds - a.seconds);
}

const counters = ['calls', 'rows', 'seconds', 'blocksHit', 'blocksRead', 'walBytes'] as const;

function add(a: Counters, b: Counters): Counters {
  return combine((name) => a[name] + b[name]);
}

function subtract(a: Counters, b: Counters): Counters {
  return combine((name) => Math.max(0, a[name] - b[name]));
}

function combine(value: (name: (typeof counters)[number]) => number): Counters {
  return Object.fromEntries(counters.map((name) => [name, value(name)])) as Record<
    (typeof counters)[number],
    number
  >;
}
