import { connect, type Connection } from './connect.ts';
import { dropDatabase } from './databases.ts';
import { isOurName, looksLikeOurs, prefix, readMarker, type Marker } from './marker.ts';
import type { Server } from './server.ts';

/** A database of ours, as it is found on a server. */
export interface OwnDatabase extends Marker {
  readonly name: string;
  readonly bytes: number;
  /** The openings of the server that made or found it and still have connections, of this program or another. */
  readonly usedBy: readonly string[];
  readonly inUse: boolean;
}

/** All databases of ours on a server, by name. */
export async function ownDatabases(server: Server): Promise<readonly OwnDatabase[]> {
  await using db = await connect(server, server.maintenance);
  const { rows } = await db.query<{ name: string; comment: string | null; bytes: string }>(
    `SELECT datname AS name, shobj_description(oid, 'pg_database') AS comment, pg_database_size(oid) AS bytes
       FROM pg_database WHERE starts_with(datname, $1) ORDER BY datname`,
    [prefix],
  );
  const alive = await openSessions(db);
  return rows.flatMap(({ name, comment, bytes }) => {
    const marker = readMarker(comment);
    if (marker === undefined || !isOurName(name)) return [];
    const usedBy = [marker.session, ...(marker.users ?? [])].filter((session) => alive.has(session));
    return [{ name, bytes: Number(bytes), ...marker, usedBy, inUse: usedBy.length > 0 }];
  });
}

/**
 * Names of databases that look like ours and have no comment at all: a run may have been killed between making and
 * marking them. Nobody can know, so they are named and never dropped.
 */
export async function unmarkedDatabases(server: Server): Promise<readonly string[]> {
  await using db = await connect(server, server.maintenance);
  const { rows } = await db.query<{ name: string }>(
    `SELECT datname AS name FROM pg_database
      WHERE starts_with(datname, $1) AND shobj_description(oid, 'pg_database') IS NULL ORDER BY datname`,
    [prefix],
  );
  return rows.map(({ name }) => name).filter(looksLikeOurs);
}

/** A template of ours that is there and whole. */
export async function findTemplate(server: Server, name: string): Promise<OwnDatabase | undefined> {
  return (await ownDatabases(server)).find((own) => own.name === name && own.purpose === 'template');
}

/**
 * Drops what runs left behind that died: every database of ours that is no template and whose makers are gone.
 *
 * @returns the names
 */
export async function dropLeftovers(server: Server): Promise<readonly string[]> {
  const leftovers = (await ownDatabases(server)).filter((own) => own.purpose !== 'template' && !own.inUse);
  for (const { name } of leftovers) await dropDatabase(server, name);
  return leftovers.map(({ name }) => name);
}

/**
 * Which openings of the server are still there, by the connection that each keeps (see `watch.ts`).
 * PostgreSQL shows us only the names of our own role's connections, but others' databases we could not drop anyway.
 */
async function openSessions(db: Connection): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ session: string }>(
    'SELECT DISTINCT application_name AS session FROM pg_stat_activity WHERE application_name IS NOT NULL',
  );
  return new Set(rows.map(({ session }) => session));
}
