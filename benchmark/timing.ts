import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, ExecaError } from 'execa';
import { connect } from '../src/database/connect.ts';
import { createDatabase, dropDatabase } from '../src/database/databases.ts';
import type { Server } from '../src/database/server.ts';
import { timeClass, type Ready, type TimingContext } from '../src/measure/time-class.ts';
import { p, sql } from '../src/suite/sql.ts';
import { median } from './median.ts';

/** Typical times of one execution, in seconds, as we take them and as pgbench does. */
export interface TimingBenchmark {
  /** Median over all rounds. */
  readonly ours: number;
  /** Average, which is all that pgbench tells. */
  readonly pgbench: number;
  /** Median over the turns of ours divided by pgbench's just before; the aim is at most 1.3. */
  readonly ratio: number;
  /** The same for node-postgres without the harness, by the clock before its call and after its answer. */
  readonly bare: number;
}

const turns = 7;

const rows = 100_000;
const lookup = sql`SELECT word FROM words WHERE id = ${p.id}`;

/**
 * A prepared lookup by primary key, through our timing path against pgbench, on the same server. The two take turns.
 *
 * @returns null where pgbench is not on the PATH (Debian: postgresql-contrib or postgresql-15)
 */
export async function benchmarkTiming(server: Server): Promise<TimingBenchmark | null> {
  const database = `bench_scratch_${randomBytes(4).toString('hex')}`;
  const folder = await mkdtemp(join(tmpdir(), 'intowork-bench-timing-'));
  await createDatabase(server, database, { purpose: 'scratch', key: 'benchmark' });
  try {
    await fill(server, database);
    const script = join(folder, 'lookup.sql');
    await writeFile(script, `\\set id random(1, ${rows})\nSELECT word FROM words WHERE id = :id;\n`);
    const ours: number[] = [];
    const pgbench: number[] = [];
    const bare: number[] = [];
    for (let turn = 0; turn < turns; turn++) {
      pgbench.push(await timeWithPgbench(server, database, script));
      ours.push(await timeOurWay(server, database));
      bare.push(await timeBare(server, database));
    }
    const beside = (times: readonly number[]) =>
      median(times.map((time, turn) => time / (pgbench[turn] ?? Number.NaN)));
    return { ours: median(ours), pgbench: median(pgbench), ratio: beside(ours), bare: beside(bare) };
  } catch (error) {
    if (error instanceof ExecaError && error.code === 'ENOENT') return null;
    throw error;
  } finally {
    await dropDatabase(server, database);
    await rm(folder, { recursive: true });
  }
}

async function fill(server: Server, database: string): Promise<void> {
  await using db = await connect(server, database);
  await db.query('CREATE TABLE words (id int PRIMARY KEY, word text NOT NULL)');
  await db.query(`INSERT INTO words SELECT i, 'word ' || i FROM generate_series(1, ${rows}) i`);
  await db.query('VACUUM (ANALYZE)');
}

async function timeWithPgbench(server: Server, database: string, script: string): Promise<number> {
  const { host, port, user, password } = server.connection(database);
  const { stdout } = await execa('pgbench', ['-n', '-M', 'prepared', '-T', '1', '-f', script, database], {
    env: { PGHOST: host, PGPORT: String(port), PGUSER: user, PGPASSWORD: String(password) },
  });
  const average = /latency average = ([\d.]+) ms/.exec(stdout)?.[1];
  if (average === undefined) throw new Error(`pgbench tells no average:\n${stdout}`);
  return Number(average) / 1000;
}

/** Two connections in turns, as the harness has them, and nothing else. */
async function timeBare(server: Server, database: string): Promise<number> {
  await using one = await connect(server, database);
  await using other = await connect(server, database);
  const times: number[] = [];
  for (let i = 0; i < 5_000; i++) {
    for (const db of [one, other]) {
      const query = { name: 'lookup', text: lookup.text, values: [1 + Math.floor(Math.random() * rows)] };
      const began = performance.now();
      await db.query(query);
      times.push((performance.now() - began) / 1000);
    }
  }
  return median(times);
}

/** Twice the same variant, since there is nothing to time without something to compare. */
async function timeOurWay(server: Server, database: string): Promise<number> {
  const ready = (id: string): Ready => ({
    variant: { id, run: lookup },
    database,
    writes: false,
  });
  const sets = Array.from({ length: 20 }, () => ({ id: 1 + Math.floor(Math.random() * rows) }));
  const context: TimingContext = {
    server,
    schedule: { looks: [100], alpha: 0.02, spending: 'pocock' },
    random: { next: Math.random },
    started: performance.now(),
    decided: () => false,
    signal: new AbortController().signal,
  };
  const { rounds } = await timeClass([ready('one'), ready('other')], sets, context, () => {});
  return median(rounds.flatMap(({ samples }) => samples['one'] ?? []));
}
