import { join } from 'node:path';
import type { Server } from '../database/server.ts';
import { writeRun } from '../record/file.ts';
import { formatVersion, type Run } from '../record/run.ts';
import { environmentOf } from './environment.ts';
import { runId, runsFolder } from './folder.ts';
import type { RunRequest } from './run.ts';

/** The record of a run in the making: what has been recorded is on disk. */
export interface Recorder {
  readonly path: string;
  /** As it stands now. */
  readonly run: Run;
  /** Replaces some of its fields and writes it. */
  update(changes: Partial<Run>): Promise<void>;
  /** The last update: how the run ended, and when. */
  finish(how: Pick<Run, 'status'> & Partial<Run>): Promise<void>;
}

/** Begins the record of a run below the suite's folder. */
export async function beginRecord(request: RunRequest, server: Server): Promise<Recorder> {
  const { suite, only, schedule, quick, command, seed } = request;
  const { name, title, document = null } = suite.suite;
  const startedAt = new Date();
  const environment = await environmentOf(suite.folder);
  const id = runId(startedAt, environment.revision);
  const { kind, version, versionNumber, settings } = server;
  const recorder = recorderAt(join(runsFolder(suite.folder), id, 'run.json'), {
    format: formatVersion,
    id,
    status: 'running',
    reason: null,
    startedAt: startedAt.toISOString(),
    finishedAt: null,
    suite: { name, title, document },
    request: { quick, only, command, seed },
    schedule,
    environment,
    server: { kind, version, versionNumber, settings },
    dataset: null,
    overhead: [],
    experiments: [],
    warnings: [],
  });
  await recorder.update({});
  return recorder;
}

function recorderAt(path: string, beginning: Run): Recorder {
  let run = beginning;
  let writing: Promise<void> = Promise.resolve();
  // One write after another, in the order in which they were asked for.
  const update = (changes: Partial<Run>): Promise<void> => {
    run = { ...run, ...changes };
    const now = run;
    writing = writing.then(() => writeRun(path, now));
    return writing;
  };
  return {
    path,
    get run() {
      return run;
    },
    update,
    finish: (how) => update({ ...how, finishedAt: new Date().toISOString() }),
  };
}
