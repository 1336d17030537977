import { BenchError } from '../../errors.ts';
import { arrangementsOn } from '../../measure/arrange.ts';
import { readRun } from '../../record/file.ts';
import type { GateRecord, GateSchedule, GateSide, Waiver } from '../../record/gate.ts';
import { RowStream, tableWord } from '../../seeding/stream.ts';
import { everySubject, selectSubjects } from '../../suite/budget-subjects.ts';
import type { LoadedSuite } from '../../suite/load.ts';
import { environmentOf } from '../environment.ts';
import type { Progress } from '../progress.ts';
import { recorded, type Outcome, type Recording } from '../recorded.ts';
import type { Beginning } from '../recorder.ts';
import { seedData, type SeedRequest } from '../seed.ts';
import { openBase, type BaseSource, type OpenBase } from './base.ts';
import { describeBudget } from './describe-budget.ts';
import { measureGate } from './measure-gate.ts';
import { otherData } from './other-data.ts';
import type { GateStage, Version } from './stage.ts';

/** What a gate is asked for. */
export interface GateRequest extends SeedRequest, Beginning {
  readonly base: BaseSource;
  /** Nothing is timed. */
  readonly exactOnly: boolean;
  readonly layout: GateSchedule;
  readonly waivers: readonly Waiver[];
  readonly onUnclear: 'pass' | 'fail';
  /** The folder that the harness keeps things in. */
  readonly cache: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Holds base and head of an application against each other: both stand on arrangements of their own in one server,
 * what repeats exactly is looked at first, then they take turns under load and query by query, in blocks.
 *
 * @throws BenchError where nothing could be begun; then nothing is left behind. A saved gate on other data ends the run.
 */
export async function runGate(
  request: GateRequest,
  progress: Progress,
  interrupt: AbortSignal,
): Promise<Outcome> {
  if (request.base.kind !== 'record') return withBase(request, progress, interrupt, null);
  const { path } = request.base;
  const { gate, dataset } = await readRun(path);
  if (gate === null) throw new BenchError('baseline-without-gate', path);
  return withBase(request, progress, interrupt, { path, gate, data: dataset?.hash ?? null });
}

/** A gate that was saved, and the hash of its data. */
interface Saved {
  readonly path: string;
  readonly gate: GateRecord;
  readonly data: string | null;
}

async function withBase(
  request: GateRequest,
  progress: Progress,
  interrupt: AbortSignal,
  saved: Saved | null,
): Promise<Outcome> {
  await using base = await openBase(request.base, request, progress, interrupt);
  return await recorded(request, progress, interrupt, (recording) =>
    measureVersions(request, base, saved, recording),
  );
}

async function measureVersions(
  request: GateRequest,
  base: OpenBase,
  saved: Saved | null,
  { server, recorder, progress, signal }: Recording,
): Promise<void> {
  const began = performance.now();
  const { suite, seed, env } = request;
  const { database, record } = await seedData(request, server, progress, signal);
  await recorder.update({ dataset: record });
  if (saved !== null && saved.data !== record.hash) throw new BenchError('baseline-other-data', saved.path);
  const versionOf = (of: LoadedSuite, template: string): Version & AsyncDisposable => {
    const arrangements = arrangementsOn(server, template, of.folder, [], signal);
    return { suite: of, arrangements, [Symbol.asyncDispose]: () => arrangements[Symbol.asyncDispose]() };
  };
  await using head = versionOf(suite, database);
  await using other = base.suite === null ? null : await seedBase(base.suite);

  const random = new RowStream(seed, tableWord('gate'), 0);
  const now = () => (performance.now() - began) / 1000;
  const stage: GateStage = { versions: { base: other, head }, server, env, random, progress, signal, now };
  const begun: GateRecord = {
    mode: modeOf(request),
    base: base.side,
    head: await headSide(request),
    schedule: request.layout,
    budgets: (suite.suite.budgets ?? []).map(describeBudget),
    waivers: [...request.waivers],
    onUnclear: request.onUnclear,
    subjects: [],
    complete: false,
  };
  await recorder.update({ gate: begun });
  // Whoever calibrates may be about to choose the first budgets.
  const isOpen = begun.mode === 'calibrate' && begun.budgets.length === 0;
  await measureGate(
    {
      gate: begun,
      subjects: isOpen ? everySubject(suite.suite) : selectSubjects(suite.suite),
      settings: suite.suite.gate ?? {},
      template: database,
    },
    { urls: base.urls, saved: saved?.gate ?? null, exactOnly: request.exactOnly },
    stage,
    recorder,
  );

  async function seedBase(loaded: LoadedSuite): Promise<Version & AsyncDisposable> {
    const seeded = await seedData({ ...request, suite: loaded }, server, progress, signal);
    const here = { suite, hash: record.hash };
    const differs = await otherData({ suite: loaded, hash: seeded.record.hash }, here);
    if (differs !== null) {
      await recorder.warn({
        about: 'the data',
        sentence: `${differs}, so that rows, buffers and times differ for that reason too`,
        remedy: 'change data and application in pull requests of their own',
      });
    }
    return versionOf(loaded, seeded.database);
  }
}

function modeOf({ base, exactOnly }: GateRequest): GateRecord['mode'] {
  if (exactOnly) return 'exact';
  if (base.kind === 'record') return 'baseline';
  return base.kind === 'same' ? 'calibrate' : 'compare';
}

async function headSide({ base, suite }: GateRequest): Promise<GateSide> {
  const { revision } = await environmentOf(suite.folder);
  const from = base.kind === 'urls' ? base.head : 'the working tree';
  return { from, commit: revision?.commit ?? null, dirty: revision?.dirty ?? false };
}
