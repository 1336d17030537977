import type { Server } from '../database/server.ts';
import type { ExperimentRecord } from '../record/experiment.ts';
import type { Schedule, Warning } from '../record/run.ts';
import type { Random } from '../suite/random.ts';
import type { Arrangements } from './arrange.ts';

/** How long things may take, in seconds. */
export interface Budget {
  /** About this long takes one round. */
  readonly round: number;
  /** A statement that takes longer is stopped, and counts as one that does not run. */
  readonly statement: number;
  /** After this long no further parameter sets of a class are answered for comparison; one always is. */
  readonly answers: number;
}

const defaultBudget: Budget = { round: 0.15, statement: 60, answers: 0.25 };

export function budgetOf({ budget }: Pick<MeasureContext, 'budget'>): Budget {
  return { ...defaultBudget, ...budget };
}

/** What an experiment needs of the run that it is part of. */
export interface MeasureContext {
  readonly server: Server;
  /** Clones of the seeded database; those of an experiment are let go when it has been measured. */
  readonly arrangements: Arrangements;
  readonly schedule: Schedule;
  /** Decides the order within the turns, and parameters drawn by functions. */
  readonly random: Random;
  /** `performance.now()` when the run began. */
  readonly started: number;
  readonly budget?: Partial<Budget>;
  /** Whether one ln(time ratio) per round is enough to tell two variants apart, or that they are the same. */
  readonly decided: (effects: readonly number[]) => boolean;
  /** Stops at the next statement; what is under way is cut off. */
  readonly signal: AbortSignal;
  /** What is being done, in a few words. */
  readonly onProgress: (now: string) => void;
  /** The record as far as it has come, after each class and rung. */
  readonly onUpdate: (record: ExperimentRecord) => void | Promise<void>;
  readonly onWarning: (warning: Warning) => void | Promise<void>;
}
