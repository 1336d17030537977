import { Pool, types, type PoolConfig } from 'pg';

/** What the two builds set apart: before, node-postgres as it comes; after, §7.2's settings in its terms. */
const limits = {
  before: {},
  after: {
    // pool_size 20 with max_overflow 10; those beyond 20 are closed when idle.
    max: 30,
    min: 20,
    idleTimeoutMillis: 10_000,
    // pool_timeout: how long a request waits for a connection.
    connectionTimeoutMillis: 30_000,
    // pool_recycle.
    maxLifetimeSeconds: 3600,
    statement_timeout: 30_000,
    // Later than the server's own limit, whose error says more and leaves the connection usable.
    query_timeout: 31_000,
  },
} satisfies Record<string, PoolConfig>;

export function openPool(build: keyof typeof limits, url: string): Pool {
  return new Pool({
    connectionString: url,
    application_name: `intowork-api-${build}`,
    // Timestamps are read as text, so their zone must be known.
    options: '-c TimeZone=UTC -c DateStyle=ISO',
    types: { getTypeParser: (type, format) => parsers.get(type) ?? types.getTypeParser(type, format) },
    ...limits[build],
  });
}

type Parser = (text: string) => unknown;

const parsers = new Map<number, Parser>([
  // The only bigints are counts, far below 2^53.
  [types.builtins.INT8, Number],
  [types.builtins.TIMESTAMPTZ, isoTimestamp],
]);

/** `2026-01-06 09:30:00.12+00` → `2026-01-06T09:30:00.120000Z`: a `Date` would keep three decimals of six. */
function isoTimestamp(text: string): string {
  const [seconds, fraction = ''] = text.slice(0, -'+00'.length).split('.');
  return `${seconds?.replace(' ', 'T')}.${fraction.padEnd(6, '0')}Z`;
}
