import type { Source, Server } from '../database/server.ts';
import type { DatasetRecord } from '../record/run.ts';
import { dropOutdated } from '../seeding/outdated.ts';
import type { Scale } from '../seeding/scale.ts';
import { seedTemplate, type SeedingProgress, type Template } from '../seeding/seed.ts';
import type { LoadedSuite } from '../suite/load.ts';
import type { Progress } from './progress.ts';
import { startServer } from './server.ts';

/** Which data, and where. */
export interface SeedRequest {
  readonly suite: LoadedSuite;
  readonly source: Source;
  readonly scale: Scale;
  readonly seed: number;
}

/** Makes a suite's data ahead of a run, or finds that it is there. */
export async function seedSuite(
  request: SeedRequest,
  progress: Progress,
  signal: AbortSignal,
): Promise<DatasetRecord> {
  await using server = await startServer(request.source, progress);
  const { record } = await seedData(request, server, progress, signal);
  await dropOldData(request, server, progress, signal);
  return record;
}

/** The stage of a run that gets the data: a template database, made now or found. */
export async function seedData(
  { suite, scale, seed }: SeedRequest,
  server: Server,
  progress: Progress,
  signal: AbortSignal,
): Promise<Template> {
  progress.start('Data');
  const template = await seedTemplate({
    server,
    ...suite,
    ...scale,
    seed,
    signal,
    onProgress: (now) => progress.update(inWords(now)),
  });
  const { reused, tables } = template.record;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  progress.done(`${rows.toLocaleString('en-US')} rows at scale ${scale.scale}, ${reused ? 'found' : 'made'}`);
  return template;
}

/** The stage that drops what earlier generators of the suite made, which no run would find again; silent where there is nothing. */
export async function dropOldData(
  { suite }: Pick<SeedRequest, 'suite'>,
  server: Server,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const dropped = await dropOutdated(server, suite, signal);
  if (dropped.length === 0) return;
  const megabytes = dropped.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
  const what = dropped.length === 1 ? '1 database' : `${dropped.length} databases`;
  progress.start('Old data');
  progress.done(`dropped ${what} of earlier generators, ${Math.round(megabytes).toLocaleString('en-US')} MB`);
}

function inWords({ stage, rows, total, rate, secondsLeft }: SeedingProgress): string {
  const share = `${rows.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} rows`;
  const left = secondsLeft === null ? '' : `, ${Math.ceil(secondsLeft)} s left`;
  return `${stage}: ${share}, ${Math.round(rate).toLocaleString('en-US')} rows/s${left}`;
}
