import { dropLeftovers } from '../database/own-databases.ts';
import type { Server } from '../database/server.ts';
import type { BenchError } from '../errors.ts';
import { mayBeServerLoss, serverLoss } from '../measure/failure.ts';
import type { Run, Schedule } from '../record/run.ts';
import type { Experiment } from '../suite/experiment.ts';
import { endedBy, lossOf, statusOf } from './ending.ts';
import type { Progress } from './progress.ts';
import { measureQueries } from './queries.ts';
import { beginRecord, type Recorder } from './recorder.ts';
import { seedData, type SeedRequest } from './seed.ts';
import { startServer } from './server.ts';
import type { Stage } from './stage.ts';
import { k6For, putUnderLoad, type LoadWork } from './under-load.ts';

/** All that decides what a run does. */
export interface RunRequest extends SeedRequest {
  /** Those of the suite that are asked for. */
  readonly experiments: readonly Experiment[];
  /** The globs that they were asked for with; null for all of them. */
  readonly only: string | null;
  readonly schedule: Schedule;
  /** What is put under load after that. */
  readonly load: LoadWork;
  /** Whether it is a first impression, which the record says; what was left out for that is left out here already. */
  readonly quick: boolean;
  /** Whether it is everything that the suite has. */
  readonly full: boolean;
  /** How somebody else asks for the same run. */
  readonly command: string;
}

/** What a run leaves behind: the record, where it is, and the problem that ended it early, if one did. */
export interface Outcome {
  readonly run: Run;
  readonly path: string;
  readonly ended: BenchError | null;
}

/**
 * Runs a suite: server, data, measurements, one record on disk. Knows all the stages, and no more than that.
 * When it is interrupted or the server goes away, the record keeps what was finished.
 *
 * @throws BenchError where nothing could be begun.
 */
export async function runSuite(
  request: RunRequest,
  progress: Progress,
  interrupt: AbortSignal,
): Promise<Outcome> {
  await using server = await startServer(request.source, progress);
  await dropLeftovers(server);

  using loss = lossOf(server);
  const signal = AbortSignal.any([interrupt, loss.signal]);
  const recorder = await beginRecord(request, server);
  try {
    await measureAll(request, server, recorder, progress, signal);
    await recorder.finish({ status: 'complete' });
    return { run: recorder.run, path: recorder.path, ended: null };
  } catch (error) {
    if (mayBeServerLoss(error)) await serverLoss(signal).catch(() => {});
    const ended = endedBy(error, signal);
    await recorder.finish(statusOf(ended ?? error));
    if (ended === null) throw error;
    return { run: recorder.run, path: recorder.path, ended };
  }
}

async function measureAll(
  request: RunRequest,
  server: Server,
  recorder: Recorder,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { suite, seed, experiments, schedule, load } = request;
  const k6 = await k6For(load, progress, signal, recorder.warn);
  const { database, record } = await seedData(request, server, progress, signal);
  await recorder.update({ dataset: record });
  const stage: Stage = { suite, seed, server, database, recorder, progress, signal };
  await measureQueries(experiments, schedule, stage);
  await putUnderLoad(load, k6, stage);
}
