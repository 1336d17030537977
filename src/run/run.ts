import type { Schedule } from '../record/run.ts';
import type { Experiment } from '../suite/experiment.ts';
import type { Progress } from './progress.ts';
import { measureQueries } from './queries.ts';
import { recorded, type Outcome, type Recording } from './recorded.ts';
import { dropOldData, seedData, type SeedRequest } from './seed.ts';
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

/**
 * Runs a suite: server, data, measurements, one record on disk. Knows all the stages, and no more than that.
 *
 * @throws BenchError where nothing could be begun.
 */
export async function runSuite(
  request: RunRequest,
  progress: Progress,
  interrupt: AbortSignal,
): Promise<Outcome> {
  return recorded(request, progress, interrupt, (recording) => measureAll(request, recording));
}

async function measureAll(request: RunRequest, recording: Recording): Promise<void> {
  const { suite, seed, experiments, schedule, load } = request;
  const { server, recorder, progress, signal } = recording;
  const k6 = await k6For(load, progress, signal, recorder.leftOut);
  const { database, record } = await seedData(request, server, progress, signal);
  await recorder.update({ dataset: record });
  await dropOldData(request, server, progress, signal);
  const stage: Stage = { suite, seed, server, database, recorder, progress, signal };
  await measureQueries(experiments, schedule, stage);
  await putUnderLoad(load, k6, stage);
}
