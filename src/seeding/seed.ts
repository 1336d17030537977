import { availableParallelism } from 'node:os';
import { createDatabase, describeDatabase, dropDatabase } from '../database/databases.ts';
import { orDiskFull } from '../database/disk-full.ts';
import { findTemplate } from '../database/own-databases.ts';
import { loopback } from '../database/port.ts';
import type { Server } from '../database/server.ts';
import { isLoopback } from '../database/url.ts';
import type { DatasetRecord } from '../record/run.ts';
import type { LoadedSuite } from '../suite/load.ts';
import type { Seeding } from '../suite/dataset.ts';
import { sourceText } from '../suite/source.ts';
import { connectUntil } from './abort.ts';
import { seedingOf } from './chunk.ts';
import { fingerprint } from './fingerprint.ts';
import { advanceSequences, analyseKeys, checkpoint, runSeedSql } from './finish.ts';
import { startGenerators, type Generators } from './generators.ts';
import { loadTables } from './load.ts';
import { originOf } from './outdated.ts';
import { readPanel } from './panel.ts';
import { meterOf, type SeedingProgress } from './progress.ts';
import type { Scale } from './scale.ts';
import { alone, templateName } from './template.ts';

export type { SeedingProgress };

/** Which data, and where. */
export interface SeedingRequest extends LoadedSuite, Scale {
  readonly server: Server;
  readonly seed: number;
  /** Threads that make rows; the data does not depend on it. */
  readonly workers?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SeedingProgress) => void;
}

/** A seeded database of ours, to be cloned. */
export interface Template {
  readonly database: string;
  readonly record: DatasetRecord;
}

/** What {@link seedTemplate} passes on to its stages. */
interface Making extends Required<SeedingRequest> {
  readonly database: string;
  readonly seeding: Seeding;
}

/**
 * One on two cores that PostgreSQL needs too, and two on more. Each has to be loaded and compiled first, and remembers for
 * itself, so a second one that shares a core takes as much time as it saves.
 */
function usualWorkers(server: Server): number {
  const { host } = server.connection(server.maintenance);
  return availableParallelism() > 2 || !isLoopback(host ?? loopback) ? 2 : 1;
}

/**
 * Makes a suite's data in a database of its own, or finds that it is there already: the same suite, factor and seed
 * are made once on a server. When it fails or is aborted, nothing is left behind.
 *
 * @throws BenchError `seed-sql-failed`, `row-failed`, `rows-refused`, `disk-full`, `foreign-database`
 * @throws the signal's reason once it aborts
 */
export async function seedTemplate(request: SeedingRequest): Promise<Template> {
  const started = performance.now();
  const { server, suite, scale, factor, seed, folder } = request;
  const { dataset } = suite;
  const signal = request.signal ?? new AbortController().signal;
  const size = { factor, seed };
  const seeding = seedingOf(dataset, size);
  const database = templateName(suite.name, await fingerprint(dataset, seeding, size, folder));

  const { workers = usualWorkers(server), onProgress = () => {} } = request;
  const making = { ...request, workers, onProgress, signal, database, seeding };
  const detail = await originOf(suite, folder);
  const { hash, reused } = await alone(server, database, signal, async () => {
    const found = await findTemplate(server, database);
    const key = found?.key ?? (await makeTemplate(making));
    // Found or made: this run uses it from now on, and nobody is to take it for abandoned.
    await describeDatabase(server, database, {
      purpose: 'template',
      key,
      users: found?.usedBy ?? [],
      detail,
    });
    return { hash: key, reused: found !== undefined };
  });

  await using db = await connectUntil(signal, server, database);
  const tables = [...(await readPanel(db, dataset))];
  const seconds = (performance.now() - started) / 1000;
  const now = seeding.now.toISOString();
  return {
    database,
    record: { scale, factor, seed, hash, now, reused, seconds, tables },
  };
}

/** @returns the content hash */
async function makeTemplate(making: Making): Promise<string> {
  const { server, database, signal, config, factor, seed, workers } = making;
  // Threads take their time to start, and need nothing of the database.
  await using threads = beside(startGenerators(config, { factor, seed }, workers));
  await createDatabase(server, database, { purpose: 'draft', key: 'being seeded' });
  try {
    return await fill(making, threads.ready);
  } catch (error) {
    // Where the server itself is gone, the draft goes when it is opened next.
    await dropDatabase(server, database).catch(() => {});
    signal.throwIfAborted();
    throw orDiskFull(error);
  }
}

/** Schema, rows, keys, in this order: COPY into tables with indexes takes ten times as long. */
async function fill(making: Making, generators: Promise<Generators>): Promise<string> {
  const { server, database, signal, seeding, suite, folder, onProgress } = making;
  const { dataset } = suite;
  const total = Object.keys(dataset.tables).reduce((sum, table) => sum + seeding.rows(table), 0);
  const meter = meterOf(total, onProgress, () => performance.now() / 1000);

  await using db = await connectUntil(signal, server, database);
  await runSeedSql(db, 'schema', await sourceText(dataset.schema, folder));
  const hash = await loadTables({ ...making, dataset, generators: await generators, onRows: meter.add });
  meter.stage('keys');
  await runSeedSql(db, 'constraints', await sourceText(dataset.constraints, folder));
  await advanceSequences(db);
  await analyseKeys(db);
  await checkpoint(db);
  return hash;
}

/** What is on its way while something else is done; disposing of it waits for it, and disposes of what came. */
function beside(coming: Promise<Generators>): { readonly ready: Promise<Generators> } & AsyncDisposable {
  // Whoever waits for it is told that it failed; nobody may have come to that.
  coming.catch(() => {});
  return {
    ready: coming,
    async [Symbol.asyncDispose]() {
      await coming.then(
        (generators) => generators[Symbol.asyncDispose](),
        () => {},
      );
    },
  };
}
