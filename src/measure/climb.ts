import type { Connection } from '../database/connect.ts';
import { changesData } from '../plans/walk.ts';
import type { AnswersRecord, Cell, Failure } from '../record/experiment.ts';
import type { Answers, ParameterSet, Procedure } from '../suite/experiment.ts';
import type { Sql } from '../suite/sql.ts';
import { answersOf, compareAnswers, type Answering } from './answers.ts';
import type { Digest } from './digest.ts';
import { runnerOn, type Seen } from './execute.ts';
import { plansOfCall, type CallPlans } from './call-plans.ts';
import { attempt, type Attempt } from './failure.ts';

/** What a variant runs, and how its answers are judged. */
export interface Climber {
  readonly run: Sql | Procedure;
  readonly rule: Answers;
}

export interface ClimbOptions {
  readonly sets: readonly ParameterSet[];
  readonly versionNumber: number;
  /** For answering, in seconds. */
  readonly time: number;
  readonly signal: AbortSignal;
}

/** What was found out about a variant in a class before it is timed. */
export interface Climb {
  readonly cell: Cell;
  /** Statements that it was seen to run. */
  readonly seen: readonly Seen[];
  /** Whether one of them changes data. */
  readonly writes: boolean;
  /** Why the statements could not be explained, though they run; null where they could. */
  readonly unexplained: Failure | null;
}

/** A baseline that has answered, and can again. */
export type Answered = Answering & { readonly answers: readonly Digest[] };

/**
 * The first rungs, in one class of parameters: does it run, and does it answer as the baseline does? With the plans,
 * whether or not the answers are right.
 *
 * @param baseline null for the baseline itself
 */
export async function climb(
  db: Connection,
  { run, rule }: Climber,
  baseline: Answered | null,
  options: ClimbOptions,
): Promise<Climb & { readonly answered: Answered }> {
  const { sets, signal, time } = options;
  const runner = runnerOn(db, run);
  const answering = { db, runner };
  const statement = typeof run === 'function' ? null : run.text;

  // What the baseline did not come to answer is compared with nothing.
  const asked = baseline === null ? sets : sets.slice(0, baseline.answers.length);
  const answers = await attempt(signal, statement, () => answersOf(answering, asked, time));
  if (!answers.ok) {
    const failed = { cell: failedCell(answers.failure), seen: runner.seen, writes: false, unexplained: null };
    return { ...failed, answered: { ...answering, answers: [] } };
  }
  const answered = { ...answering, answers: answers.value };
  const compared = baseline === null ? null : await compareAnswers(rule, sets, baseline, answered);
  const planned = await attempt(signal, statement, () => plansOfCall(db, runner.seen, options.versionNumber));
  return {
    cell: cellOf(compared, planned),
    seen: runner.seen,
    writes: planned.ok && planned.value.plans.custom.some(changesData),
    unexplained: planned.ok ? null : planned.failure,
    answered,
  };
}

/** Of a variant that does not run. */
export function failedCell(failure: Failure): Cell {
  return { failure, answers: null, plans: { custom: [], generic: [] }, settled: null, stopped: 'runs' };
}

function cellOf(answers: AnswersRecord | null, planned: Attempt<CallPlans>): Cell {
  return {
    failure: null,
    answers,
    plans: planned.ok ? planned.value.plans : { custom: [], generic: [] },
    settled: planned.ok ? planned.value.settled : null,
    stopped: answers === null || answers.satisfied ? null : 'answers',
  };
}
