import { escapeIdentifier } from 'pg';
import type { Connection } from '../database/connect.ts';
import type { Arrangement, IndexRecord } from '../record/experiment.ts';
import { attempt } from './failure.ts';
import { indexesOf, type FoundIndex } from './indexes.ts';
import { openSession, type SessionOptions } from './session.ts';
import { splitStatements } from './statements.ts';

/**
 * Applies a variant's SQL to a database as a migration tool does in autocommit: statement by statement, outside a
 * transaction, so that CREATE INDEX CONCURRENTLY works and a failure leaves what came before. Then VACUUM (ANALYZE).
 *
 * @returns what it made, or PostgreSQL's reason for refusing a statement
 */
export async function applySchema(
  options: SessionOptions,
  database: string,
  sql: string,
): Promise<Arrangement> {
  await using db = await openSession(options, database);
  const statements = splitStatements(sql);
  const before = await indexesOf(db);
  let known = before;
  const seconds = new Map<number, number>();
  const started = performance.now();
  for (const statement of statements) {
    const timed = await attempt(options.signal, statement, () => time(db, statement));
    if (!timed.ok) return { outcome: 'failed', failure: timed.failure };
    const now = await indexesOf(db);
    if (isIndexBuild(statement)) {
      for (const { oid } of newIn(now, known)) seconds.set(oid, timed.value);
    }
    known = now;
  }
  const total = elapsed(started);
  const brought = newIn(known, before);
  const vacuumed = await attempt(options.signal, 'VACUUM (ANALYZE)', () => vacuum(db, statements, brought));
  if (!vacuumed.ok) return { outcome: 'failed', failure: vacuumed.failure };
  return {
    outcome: 'ready',
    seconds: total,
    indexes: brought.map(({ oid, name, table, definition, bytes }): IndexRecord => ({
      name,
      table,
      definition,
      bytes,
      seconds: seconds.get(oid) ?? null,
    })),
  };
}

async function time(db: Connection, statement: string): Promise<number> {
  const started = performance.now();
  await db.query(statement);
  return elapsed(started);
}

function elapsed(started: number): number {
  return Math.round((performance.now() - started) * 1000) / 1e6;
}

function isIndexBuild(statement: string): boolean {
  return /^create\s+(?:unique\s+)?index\b/i.test(statement);
}

function newIn(indexes: readonly FoundIndex[], known: readonly FoundIndex[]): readonly FoundIndex[] {
  const oids = new Set(known.map(({ oid }) => oid));
  return indexes.filter(({ oid }) => !oids.has(oid));
}

/**
 * Leaves the clone as autovacuum would. Where the SQL makes nothing but indexes, the template's VACUUM (ANALYZE) still
 * holds, and all clones keep the very same statistics, since ANALYZE samples at random; only what an index on an
 * expression needs to know is new.
 */
async function vacuum(
  db: Connection,
  statements: readonly string[],
  brought: readonly FoundIndex[],
): Promise<void> {
  const onlyIndexes = statements.every(
    (statement) => isIndexBuild(statement) || /^create\s+extension\b/i.test(statement),
  );
  if (!onlyIndexes) {
    await db.query('VACUUM (ANALYZE)');
    return;
  }
  const expressions = brought.filter(({ expression }) => expression);
  for (const table of new Set(expressions.map((index) => index.table))) {
    await db.query(`VACUUM (ANALYZE) ${table.split('.').map(escapeIdentifier).join('.')}`);
  }
}
