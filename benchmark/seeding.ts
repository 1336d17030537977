import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { escapeIdentifier } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { connect } from '../src/database/connect.ts';
import { createDatabase, dropDatabase } from '../src/database/databases.ts';
import type { Server } from '../src/database/server.ts';
import { advanceSequences, runSeedSql } from '../src/seeding/finish.ts';
import { laneCount } from '../src/seeding/lanes.ts';
import { parseScale } from '../src/seeding/scale.ts';
import { seedTemplate, type Template } from '../src/seeding/seed.ts';
import type { LoadedSuite } from '../src/suite/load.ts';
import { sourceText } from '../src/suite/source.ts';
import { median } from './median.ts';

/** Of the time from an empty database to a seeded one, as ratios; bytes of this process. */
export interface SeedingBenchmark {
  /**
   * Median over the turns of ours divided by COPY of the very same rows from files, with the same keys and VACUUM, just
   * after: table after table, as by hand (the aim is at most 1.5), and over as many connections as we have.
   */
  readonly ratio: { readonly byHand: number; readonly sideBySide: number };
  /** Time per row at scale `large` divided by that at `default`; the aim is at most 1.1. */
  readonly growth: number;
  /** Most that this process had in memory while it seeded. */
  readonly memory: { readonly default: number; readonly large: number };
}

const turns = 5;

/**
 * Seeding against the same rows out of files, on the same server. They take turns; the files come from the first template.
 * Raw COPY freezes its rows as we do, so what it takes less over as many connections is the price of making the rows.
 */
export async function benchmarkSeeding(server: Server, suite: LoadedSuite): Promise<SeedingBenchmark> {
  const folder = await mkdtemp(join(tmpdir(), 'intowork-bench-seeding-'));
  try {
    const ours: Seeded[] = [];
    const [byHand, sideBySide]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < turns; turn++) {
      const seeded = await seed(server, suite, 'default');
      if (turn === 0) await writeFiles(server, suite, seeded.template.database, folder);
      await dropDatabase(server, seeded.template.database);
      ours.push(seeded);
      byHand.push(seeded.seconds / (await loadFiles(server, suite, folder, 1)));
      sideBySide.push(seeded.seconds / (await loadFiles(server, suite, folder, laneCount)));
    }
    const large = await seed(server, suite, 'large');
    await dropDatabase(server, large.template.database);
    const perRow = median(ours.map(({ seconds, rows }) => seconds / rows));
    return {
      ratio: { byHand: median(byHand), sideBySide: median(sideBySide) },
      growth: large.seconds / large.rows / perRow,
      memory: { default: Math.max(...ours.map(({ memory }) => memory)), large: large.memory },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Seeded {
  readonly template: Template;
  readonly seconds: number;
  readonly rows: number;
  readonly memory: number;
}

async function seed(server: Server, suite: LoadedSuite, scale: string): Promise<Seeded> {
  let memory = 0;
  const watch = setInterval(() => (memory = Math.max(memory, process.memoryUsage.rss())), 50);
  try {
    const template = await seedTemplate({
      ...suite,
      ...parseScale(scale, suite.suite.dataset.scales),
      server,
      // A seed of its own, so that a template which somebody wants to keep is not in the way.
      seed: 20_261,
    });
    const { reused, seconds, tables } = template.record;
    if (reused) throw new Error(`${template.database} is left from a benchmark that was cut short: drop it`);
    return { template, seconds, rows: tables.reduce((sum, { rows }) => sum + rows, 0), memory };
  } finally {
    clearInterval(watch);
  }
}

function fileOf(folder: string, table: string): string {
  return join(folder, `${table}.copy`);
}

async function writeFiles(
  server: Server,
  suite: LoadedSuite,
  database: string,
  folder: string,
): Promise<void> {
  await using db = await connect(server, database);
  for (const table of Object.keys(suite.suite.dataset.tables)) {
    const rows = db.query(copyTo(`COPY ${escapeIdentifier(table)} TO STDOUT`));
    await pipeline(rows, createWriteStream(fileOf(folder, table)));
  }
}

/** @returns seconds */
async function loadFiles(
  server: Server,
  { suite, folder }: LoadedSuite,
  files: string,
  connections: number,
): Promise<number> {
  const { schema, constraints, tables } = suite.dataset;
  const database = `bench_scratch_${randomBytes(4).toString('hex')}`;
  const started = performance.now();
  await createDatabase(server, database, { purpose: 'scratch', key: 'benchmark' });
  try {
    await using db = await connect(server, database);
    await runSeedSql(db, 'schema', await sourceText(schema, folder));
    const queue = Object.keys(tables).toSorted((a, b) => rowsAt1(tables, b) - rowsAt1(tables, a));
    await Promise.all(Array.from({ length: connections }, () => loadLane(server, database, queue, files)));
    await runSeedSql(db, 'constraints', await sourceText(constraints, folder));
    await advanceSequences(db);
    await db.query('VACUUM (ANALYZE)');
    await db.query('CHECKPOINT');
    return (performance.now() - started) / 1000;
  } finally {
    await dropDatabase(server, database);
  }
}

function rowsAt1(tables: LoadedSuite['suite']['dataset']['tables'], table: string): number {
  return tables[table]?.rows(1) ?? 0;
}

async function loadLane(server: Server, database: string, queue: string[], files: string): Promise<void> {
  await using db = await connect(server, database);
  for (let table = queue.shift(); table !== undefined; table = queue.shift()) {
    const name = escapeIdentifier(table);
    await db.query('BEGIN');
    await db.query(`TRUNCATE ${name}`);
    const copy = db.query(copyFrom(`COPY ${name} FROM STDIN WITH (FREEZE)`));
    await pipeline(createReadStream(fileOf(files, table), { highWaterMark: 1024 * 1024 }), copy);
    await db.query('COMMIT');
  }
}
