import { join } from 'node:path';
import { orDiskFull } from '../database/disk-full.ts';
import type { Server } from '../database/server.ts';
import { writeRun } from '../record/file.ts';
import { formatVersion, type Run, type Warning } from '../record/run.ts';
import { busyCores } from './busy.ts';
import { environmentOf } from './environment.ts';
import { runId, runsFolder } from './folder.ts';
import type { LoadedSuite } from '../suite/load.ts';

/** A record takes a while to write, and measuring waits for it: what a run that is killed may lose, in seconds. */
const writeEvery = 5;

/** The record of a run in the making, on disk as the run goes. */
export interface Recorder {
  readonly path: string;
  /** As it stands now. */
  readonly run: Run;
  /** Replaces some of its fields; writes it where that was not done just now. */
  update(changes: Partial<Run>): Promise<void>;
  /** Adds what weakens a result. */
  readonly warn: (warning: Warning) => Promise<void>;
  /** Adds what had to be left out of what was asked for: it is no full run then. */
  readonly leftOut: (warning: Warning) => Promise<void>;
  /** The last update: how the run ended, and when. */
  finish(how: Pick<Run, 'status'> & Partial<Run>): Promise<void>;
}

/** What a record says of what was asked for. */
export interface Beginning {
  readonly suite: LoadedSuite;
  readonly only: string | null;
  readonly schedule: Run['schedule'];
  readonly quick: boolean;
  readonly full: boolean;
  readonly command: string;
  readonly seed: number;
}

/**
 * Begins the record of a run below the suite's folder. Whatever writes it may throw.
 *
 * @throws BenchError `disk-full`
 */
export async function beginRecord(
  request: Beginning,
  server: Pick<Server, 'kind' | 'version' | 'versionNumber' | 'settings'>,
): Promise<Recorder> {
  const { suite, only, schedule, quick, command, seed, full } = request;
  const { name, title, document = null, notCovered = [] } = suite.suite;
  const startedAt = new Date();
  const environment = { ...(await environmentOf(suite.folder)), busy: await busyCores() };
  const id = runId(startedAt, environment.revision);
  const { kind, version, versionNumber, settings } = server;
  return recorderAt(join(runsFolder(suite.folder), id, 'run.json'), {
    format: formatVersion,
    id,
    status: 'running',
    reason: null,
    startedAt: startedAt.toISOString(),
    finishedAt: null,
    suite: { name, title, document, notCovered: [...notCovered] },
    request: { quick, only, full, command, seed },
    schedule,
    environment,
    server: { kind, version, versionNumber, settings },
    dataset: null,
    overhead: [],
    experiments: [],
    loads: [],
    capacities: [],
    gate: null,
    warnings: [],
  });
}

async function recorderAt(path: string, beginning: Run): Promise<Recorder> {
  let run = beginning;
  let written = -Infinity;
  // One write after another, in the order in which they were asked for.
  let writing: Promise<void> = Promise.resolve();
  const write = (): Promise<void> => {
    written = performance.now();
    const now = run;
    const before = writing.catch(() => {}); // whoever asked for it was told
    writing = before
      .then(() => writeRun(path, now))
      .catch((error: unknown) => {
        throw orDiskFull(error, path);
      });
    return writing;
  };
  await write();
  const update = async (changes: Partial<Run>): Promise<void> => {
    run = { ...run, ...changes };
    if (performance.now() - written > writeEvery * 1000) await write();
  };
  return {
    path,
    get run() {
      return run;
    },
    update,
    warn: (warning) => update({ warnings: [...run.warnings, warning] }),
    leftOut: (warning) =>
      update({ request: { ...run.request, full: false }, warnings: [...run.warnings, warning] }),
    finish(how) {
      run = { ...run, ...how, finishedAt: new Date().toISOString() };
      return write();
    },
  };
}
