import { connect, type Connection } from '../database/connect.ts';
import type { Execution } from '../database/conversation.ts';
import type { Server } from '../database/server.ts';
import { partsOf } from '../database/session-settings.ts';
import { fingerprint } from '../plans/fingerprint.ts';
import type { Plan } from '../record/plan.ts';
import { explainOnce, plansIn, settle } from './explain.ts';
import { statementsOf, type Sent } from './sent.ts';
import { rolledBack } from './session.ts';

export interface SentPlans {
  /** In the order in which the statements were first sent. */
  readonly plans: readonly Plan[];
  /** Statements that have a plan which is not known, as they were sent. */
  readonly unplanned: readonly string[];
}

/**
 * The plans that an application gets for what it was overheard to send: with its own texts, values and settings, and
 * without running anything. Of what is prepared by name, the plan that PostgreSQL settles on; of all else, the custom
 * one. Texts that differ in constants alone, and that get plans of one shape, count as one statement.
 *
 * @param executions null where nothing could be overheard
 * @param counted the statements as pg_stat_statements has them. Their constants are gone, and what they decide is the
 *   plan: LIMIT, partial indexes. So they are not planned, and only named where what was sent is not known
 */
export async function plansOfSent(
  server: Pick<Server, 'connection'>,
  database: string,
  executions: readonly Execution[] | null,
  counted: readonly string[],
): Promise<SentPlans> {
  if (executions === null || executions.length === 0) {
    return { plans: [], unplanned: counted.filter(hasPlan) };
  }
  const found = new Map<string, Plan>();
  const unplanned = new Set<string>();
  const statements = statementsOf(executions);
  for (const options of new Set(statements.map((statement) => statement.options))) {
    await using db = await openAs(server, database, options);
    for (const [i, statement] of statements.entries()) {
      if (statement.options !== options) continue;
      const { text } = statement;
      const explained = await explainSent(db, statement, i).catch(() => null);
      if (explained === null && hasPlan(text)) unplanned.add(text);
      for (const [nth, plan] of explained?.plans.entries() ?? []) {
        const key = [explained?.identity ?? text, nth, fingerprint(plan).shape].join(' ');
        if (!found.has(key)) found.set(key, plan);
      }
    }
  }
  return { plans: [...found.values()], unplanned: [...unplanned] };
}

/** A connection like one that the application opened. */
function openAs(server: Pick<Server, 'connection'>, database: string, options: string): Promise<Connection> {
  const connection = (name: string) => ({ ...server.connection(name), options });
  return connect({ connection }, database);
}

interface Explained {
  /** What PostgreSQL tells statements apart by; null where it does not say. */
  readonly identity: string | null;
  readonly plans: readonly Plan[];
}

async function explainSent(db: Connection, sent: Sent, nth: number): Promise<Explained> {
  const name = `bench_sent_${nth}`;
  const { text, named, settings } = sent;
  try {
    return await rolledBack(db, async () => {
      for (const { text, values } of settings) await db.query(text, [...values]);
      const types = await namesOf(db, sent.types);
      const declared = types.length === 0 ? '' : `(${types.join(', ')})`;
      // Prepared itself, since then PostgreSQL takes one command and refuses the text if there are more in it.
      await db.query({ name: `prepare_${name}`, text: `PREPARE ${name}${declared} AS ${text}` });
      const statement = { name, values: await valuesAsText(db, name, sent.values) };
      const [settled = 'custom'] = named ? await settle(db, [statement]) : [];
      const explained = await explainOnce(db, statement, settled);
      return { identity: identityIn(explained), plans: plansIn(explained, settled, text) };
    });
  } finally {
    // What is prepared outlives the transaction that made it.
    await db.query('DEALLOCATE ALL').catch(() => {});
  }
}

async function namesOf(db: Connection, types: Sent['types']): Promise<readonly string[]> {
  if (types.length === 0) return [];
  const { rows } = await db.query<{ name: string }>(
    `SELECT CASE oid WHEN 0 THEN 'unknown' ELSE format_type(oid, NULL) END AS name
     FROM unnest($1::oid[]) WITH ORDINALITY AS declared (oid, number) ORDER BY number`,
    [types],
  );
  return rows.map((row) => row.name);
}

/** Only the server can read all of what is in its binary form. */
async function valuesAsText(
  db: Connection,
  name: string,
  executions: Sent['values'],
): Promise<readonly (readonly (string | null)[])[]> {
  const { rows } = await db.query<{ types: readonly string[] }>(
    'SELECT parameter_types::text[] AS types FROM pg_prepared_statements WHERE name = $1',
    [name],
  );
  const types = rows[0]?.types ?? [];
  const textOf = async (value: string | Buffer | null, i: number): Promise<string | null> => {
    if (!Buffer.isBuffer(value)) return value;
    const read = await db.query<{ text: string }>(`SELECT $1::${types[i] ?? 'bytea'}::text AS text`, [value]);
    return read.rows[0]?.text ?? null;
  };
  const texts: (string | null)[][] = [];
  for (const values of executions) {
    const execution: (string | null)[] = [];
    for (const [i, value] of values.entries()) execution.push(await textOf(value, i));
    texts.push(execution);
  }
  return texts;
}

/** JSON has no integers of 64 bits: of identities that differ in their last digits alone, one would pass for the other. */
function identityIn(explained: unknown): string | null {
  const [first]: readonly unknown[] = Array.isArray(explained) ? explained : [];
  if (typeof first !== 'object' || first === null || !('Query Identifier' in first)) return null;
  return String(first['Query Identifier']);
}

/** What begins otherwise (BEGIN, SET, COPY, …) has none. */
function hasPlan(text: string): boolean {
  return partsOf(text).some((part) =>
    /^\(*\s*(?:select|insert|update|delete|merge|with|values|table|execute|declare)\b/i.test(part),
  );
}
