import { dropLeftovers } from '../database/own-databases.ts';
import type { Server } from '../database/server.ts';
import type { BenchError } from '../errors.ts';
import { arrangementsOn } from '../measure/arrange.ts';
import { measureExperiment } from '../measure/measure.ts';
import { measureOverhead } from '../measure/overhead.ts';
import type { ExperimentRecord } from '../record/experiment.ts';
import type { Run, Schedule } from '../record/run.ts';
import { RowStream, tableWord } from '../seeding/stream.ts';
import { decide } from '../statistics/sequential.ts';
import type { Experiment } from '../suite/experiment.ts';
import { endedBy, lossOf, statusOf } from './ending.ts';
import type { Progress } from './progress.ts';
import { beginRecord, type Recorder } from './recorder.ts';
import { seedData, type SeedRequest } from './seed.ts';
import { startServer } from './server.ts';

/** All that decides what a run does. */
export interface RunRequest extends SeedRequest {
  /** Those of the suite that are asked for. */
  readonly experiments: readonly Experiment[];
  /** The globs that they were asked for with; null for all of them. */
  readonly only: string | null;
  readonly schedule: Schedule;
  readonly quick: boolean;
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
    if (!signal.aborted) await loss.known();
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
  const { suite, seed, schedule, experiments } = request;
  const started = performance.now();
  const data = await seedData(request, server, progress, signal);
  await recorder.update({ dataset: data.record });
  await recorder.update({ overhead: await measureOverhead(server, data.database) });

  await using arrangements = arrangementsOn(server, data.database, suite.folder, experiments, signal);
  const random = new RowStream(seed, tableWord('order of the turns'), 0);
  for (const [i, experiment] of experiments.entries()) {
    const measured = recorder.run.experiments;
    progress.start(`${experiment.id} (${i + 1}/${experiments.length})`);
    const record = await measureExperiment(experiment, {
      server,
      arrangements,
      schedule,
      random,
      started,
      signal,
      decided: (effects) => decide(effects, schedule).verdict !== 'unclear',
      onProgress: progress.update,
      onUpdate: (record) => recorder.update({ experiments: [...measured, record] }),
      onWarning: (warning) => recorder.update({ warnings: [...recorder.run.warnings, warning] }),
    });
    signal.throwIfAborted();
    progress.done(inWords(record));
  }
}

function inWords({ classes, variants }: ExperimentRecord): string {
  const rounds = classes.reduce((sum, { rounds }) => sum + rounds.length, 0);
  return `${variants.length} variants, ${classes.length} parameter classes, ${rounds} rounds`;
}
