import { dropLeftovers } from '../database/own-databases.ts';
import type { Server } from '../database/server.ts';
import type { BenchError } from '../errors.ts';
import { mayBeServerLoss, serverLoss } from '../measure/failure.ts';
import type { Run } from '../record/run.ts';
import { endedBy, lossOf, statusOf } from './ending.ts';
import type { Progress } from './progress.ts';
import { beginRecord, type Beginning, type Recorder } from './recorder.ts';
import type { SeedRequest } from './seed.ts';
import { startServer } from './server.ts';

/** What a run leaves behind: the record, where it is, and the problem that ended it early, if one did. */
export interface Outcome {
  readonly run: Run;
  readonly path: string;
  readonly ended: BenchError | null;
}

/** A server that is up and a record that has begun. */
export interface Recording {
  readonly server: Server;
  readonly recorder: Recorder;
  readonly progress: Progress;
  /** Aborts when the run is interrupted, or the server goes away. */
  readonly signal: AbortSignal;
}

/**
 * Does some work on a server and keeps the record of it. When it is interrupted or the server goes away, the record
 * keeps what was finished.
 *
 * @throws BenchError where nothing could be begun.
 */
export async function recorded(
  request: Pick<SeedRequest, 'source'> & Beginning,
  progress: Progress,
  interrupt: AbortSignal,
  work: (recording: Recording) => Promise<void>,
): Promise<Outcome> {
  await using server = await startServer(request.source, progress);
  await dropLeftovers(server);

  using loss = lossOf(server);
  const signal = AbortSignal.any([interrupt, loss.signal]);
  const recorder = await beginRecord(request, server);
  try {
    await work({ server, recorder, progress, signal });
    await recorder.finish({ status: 'complete' });
    return { run: recorder.run, path: recorder.path, ended: null };
  } catch (error) {
    if (mayBeServerLoss(error)) await serverLoss(signal).catch(() => {});
    const ended = endedBy(error, signal);
    // A record that cannot be written is not what ended the run; what is on disk of it stays.
    await recorder.finish(statusOf(ended ?? error)).catch(() => {});
    if (ended === null) throw error;
    return { run: recorder.run, path: recorder.path, ended };
  }
}
