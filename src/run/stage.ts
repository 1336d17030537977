import type { Server } from '../database/server.ts';
import type { LoadedSuite } from '../suite/load.ts';
import type { Progress } from './progress.ts';
import type { Recorder } from './recorder.ts';

/** What every stage after the data needs of the run that it is part of. */
export interface Stage {
  readonly suite: LoadedSuite;
  /** Seeds everything that is drawn. */
  readonly seed: number;
  readonly server: Server;
  /** The template with the data. */
  readonly database: string;
  readonly recorder: Recorder;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}
