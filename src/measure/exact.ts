import { eachShapeOnce, total } from '../plans/executions.ts';
import { blocksTouched } from '../plans/walk.ts';
import type { AnswersRecord, Cell, Failure } from '../record/experiment.ts';
import type { ExactFacts } from '../record/gate.ts';
import type { Plan } from '../record/plan.ts';
import type { Answers, ParameterClass, ParameterSet } from '../suite/experiment.ts';
import type { Random } from '../suite/random.ts';
import { climb, type Answered, type Climb, type ClimbOptions } from './climb.ts';
import type { ArrangedVariant } from './describe.ts';
import { attempt } from './failure.ts';
import { drawSets } from './parameters.ts';
import { openSession, type SessionOptions } from './session.ts';

/** A query in one parameter class, of two versions of an application; null where a version does not have it. */
export interface TwoVersions {
  readonly base: ArrangedVariant | null;
  readonly head: ArrangedVariant | null;
  readonly source: ParameterClass;
  readonly answers: Answers;
}

/** What can be known of it without a clock. */
export interface Exact {
  readonly base: ExactFacts | null;
  readonly head: ExactFacts | null;
  readonly answers: AnswersRecord | null;
  /** What both are to be timed with. */
  readonly sets: readonly ParameterSet[];
  readonly writes: boolean;
}

/** For answering, in seconds. */
const answering = 0.25;

/**
 * Runs both versions with the same parameters, compares their answers, and looks at their plans: what repeats exactly
 * from run to run.
 */
export async function lookAtQuery(
  { base, head, source, answers }: TwoVersions,
  session: SessionOptions,
  random: Random,
): Promise<Exact> {
  const { signal, server } = session;
  // Both have the same data; whoever is there can give parameters.
  const giver = databaseOf(head) ?? databaseOf(base);
  if (giver === null) return { ...unable(base, head), answers: null, sets: [], writes: false };
  await using db = await openSession(session, giver);
  const { sets, failure } = await drawSets(source, db, random, signal);
  if (failure !== null) return { ...alike(base, head, failure), answers: null, sets: [], writes: false };

  const options = { sets, versionNumber: server.versionNumber, time: answering, signal };
  const [baseDatabase, headDatabase] = [databaseOf(base), databaseOf(head)];
  await using baseDb = baseDatabase === null ? null : await openSession(session, baseDatabase);
  const before = baseDb && base ? await climb(baseDb, { run: base.run, rule: answers }, null, options) : null;
  const comparable = before !== null && before.cell.failure === null ? before.answered : null;
  const after =
    headDatabase === null || head === null
      ? null
      : await climbHead(head, headDatabase, answers, comparable, session, options);
  return {
    base: before === null ? whyUnable(base) : factsOf(before),
    head: after === null ? whyUnable(head) : factsOf(after),
    answers: after?.cell.answers ?? null,
    sets,
    writes: (before?.writes ?? false) || (after?.writes ?? false),
  };
}

async function climbHead(
  { run }: ArrangedVariant,
  database: string,
  rule: Answers,
  baseline: Answered | null,
  session: SessionOptions,
  options: ClimbOptions,
): Promise<Climb> {
  const climbed = await attempt(session.signal, null, async () => {
    await using db = await openSession(session, database);
    return await climb(db, { run, rule }, baseline, options);
  });
  if (climbed.ok) return climbed.value;
  const cell: Cell = {
    failure: climbed.failure,
    answers: null,
    plans: { custom: [], generic: [] },
    settled: null,
    stopped: 'runs',
  };
  return { cell, seen: [], writes: false, unexplained: null };
}

/** Over all executions of one call, with the plans that PostgreSQL settles on, as the application ends up with them. */
function factsOf({ cell: { failure, plans, settled }, seen, unexplained }: Climb): ExactFacts {
  const chosen = plans.custom.map((custom, i) =>
    settled?.[i] === 'generic' ? (plans.generic[i] ?? custom) : custom,
  );
  const sum = (value: (plan: Plan) => number | null): number =>
    total(chosen, (plan) => value(plan) ?? 0) ?? 0;
  return {
    failure,
    statements: seen.reduce((all, { firstCall }) => all + firstCall.length, 0),
    rows: sum(({ root }) => root.rows),
    buffers: sum(blocksTouched),
    walBytes: sum(({ wal }) => wal?.bytes ?? null),
    // What a plan looks like; how often it was executed is in the figures above.
    plans: eachShapeOnce(chosen).map(({ executions: _counted, ...plan }) => plan),
    unplanned: unexplained === null ? [] : seen.map(({ text }) => text),
  };
}

function databaseOf(version: ArrangedVariant | null): string | null {
  return version?.arranged.outcome === 'ready' ? version.arranged.database : null;
}

/** Of versions whose SQL could not even be applied. */
function unable(base: ArrangedVariant | null, head: ArrangedVariant | null): Pick<Exact, 'base' | 'head'> {
  return { base: whyUnable(base), head: whyUnable(head) };
}

function whyUnable(version: ArrangedVariant | null): ExactFacts | null {
  return version?.arranged.outcome === 'failed' ? nothingBut(version.arranged.failure) : null;
}

function alike(
  base: ArrangedVariant | null,
  head: ArrangedVariant | null,
  failure: Failure,
): Pick<Exact, 'base' | 'head'> {
  return { base: base && nothingBut(failure), head: head && nothingBut(failure) };
}

function nothingBut(failure: Failure): ExactFacts {
  return { failure, statements: 0, rows: 0, buffers: 0, walBytes: 0, plans: [], unplanned: [] };
}
