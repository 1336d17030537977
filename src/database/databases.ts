import { escapeIdentifier, escapeLiteral, type DatabaseError } from 'pg';
import { BenchError } from '../errors.ts';
import { connect, type Connection } from './connect.ts';
import { isDiskFull } from './disk-full.ts';
import { isOurName, readMarker, writeMarker, type Marker } from './marker.ts';
import type { Server } from './server.ts';

/*
 * The only place that makes and drops databases. A database is ours when it has our prefix and our mark (a comment
 * on it); nothing else is ever dropped or overwritten.
 */

/** What a maker says of a database; whose it is, is known. */
export type Description = Omit<Marker, 'session'>;

/** PostgreSQL can copy a template's files instead of writing its pages into the log since version 15. */
const fileCopySince = 150_000;

/**
 * Makes an empty database; one of ours of that name is replaced.
 *
 * @param name with our prefix
 * @throws BenchError `foreign-database`, `disk-full`
 */
export async function createDatabase(server: Server, name: string, description: Description): Promise<void> {
  // template0 and not template1, to which the server's owner may have added things.
  await make(server, name, description, 'template0', '');
}

/**
 * Copies a database of ours with everything in it; one of ours of the new name is replaced.
 *
 * @throws BenchError `foreign-database`, `database-in-use`, `disk-full`
 */
export async function cloneDatabase(
  server: Server,
  template: string,
  name: string,
  description: Description,
): Promise<void> {
  const strategy = server.versionNumber >= fileCopySince ? 'STRATEGY FILE_COPY' : '';
  await make(server, name, description, template, strategy);
}

/** Says anew what a database of ours is for, such as that a draft has become a template. */
export async function describeDatabase(
  server: Server,
  name: string,
  description: Description,
): Promise<void> {
  await using db = await connect(server, server.maintenance);
  await ownership(db, name);
  await mark(db, server, name, description);
}

/**
 * Drops a database of ours, together with connections to it; none of that name is fine too.
 *
 * @throws BenchError `foreign-database`
 */
export async function dropDatabase(server: Server, name: string): Promise<void> {
  await using db = await connect(server, server.maintenance);
  await drop(db, name);
}

async function make(
  server: Server,
  name: string,
  description: Description,
  template: string,
  strategy: string,
): Promise<void> {
  await using db = await connect(server, server.maintenance);
  await drop(db, name);
  try {
    await db.query(
      `CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(template)} ${strategy}`,
    );
  } catch (error) {
    throw makingProblem(template, error as DatabaseError);
  }
  await mark(db, server, name, description);
}

function makingProblem(template: string, error: DatabaseError): Error {
  if (isDiskFull(error)) return new BenchError('disk-full', error.message);
  // 55006, object_in_use: the template has connections, and waiting five seconds did not help.
  return error.code === '55006' ? new BenchError('database-in-use', template) : error;
}

async function drop(db: Connection, name: string): Promise<void> {
  if ((await ownership(db, name)) === 'absent') return;
  await db.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
}

async function mark(db: Connection, server: Server, name: string, description: Description): Promise<void> {
  const comment = writeMarker({ ...description, session: server.session });
  await db.query(`COMMENT ON DATABASE ${escapeIdentifier(name)} IS ${escapeLiteral(comment)}`);
}

/**
 * Whether a database of ours has this name: prefix and mark, both checked.
 *
 * @throws BenchError `foreign-database` where one has it that is not ours
 */
async function ownership(db: Connection, name: string): Promise<'ours' | 'absent'> {
  if (!isOurName(name)) throw new Error(`"${name}" is no name for a database of ours`);
  const { rows } = await db.query<{ comment: string | null }>(
    `SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database WHERE datname = $1`,
    [name],
  );
  const [found] = rows;
  if (found === undefined) return 'absent';
  if (readMarker(found.comment) === undefined) throw new BenchError('foreign-database', name);
  return 'ours';
}
