import type { ParameterClassRecord } from '../record/experiment.ts';
import type { ParameterClass, ParameterSet } from '../suite/experiment.ts';
import { climb, failedCell, type Answered, type Climb, type ClimbOptions } from './climb.ts';
import { budgetOf, type MeasureContext } from './context.ts';
import type { ArrangedVariant } from './describe.ts';
import { attempt } from './failure.ts';
import { drawSets } from './parameters.ts';
import { openSession } from './session.ts';
import { spread } from './spread.ts';

/** A class in which all variants have climbed as far as they can without a clock. */
export interface ClimbedClass {
  readonly record: ParameterClassRecord;
  /** By variant. */
  readonly climbs: ReadonlyMap<string, Climb>;
}

/** Draws a class's parameters from the baseline's data and lets the baseline answer, then the others against it. */
export async function climbClass(
  name: string,
  source: ParameterClass,
  baseline: ArrangedVariant,
  others: readonly ArrangedVariant[],
  context: MeasureContext,
): Promise<ClimbedClass> {
  const { server, signal, random, onProgress } = context;
  const { arranged } = baseline;
  if (arranged.outcome === 'failed') {
    return climbedClass(name, [], new Map([[baseline.id, noClimb(arranged.failure)]]));
  }
  const budget = budgetOf(context);
  await using db = await openSession({ server, signal, limit: budget.statement }, arranged.database);
  const { sets, failure } = await drawSets(source, db, random, signal);
  if (failure !== null) {
    const { record, climbs } = climbedClass(name, sets, new Map());
    return { record: { ...record, failure }, climbs };
  }

  const options = {
    sets: spread(sets),
    versionNumber: server.versionNumber,
    time: budget.answers,
    signal,
  };
  onProgress(`${name}: answers and plans, ${baseline.id}`);
  const first = await climb(db, { run: baseline.run, rule: baseline.record.answers }, null, options);
  const climbs = new Map<string, Climb>([[baseline.id, first]]);
  if (first.cell.failure === null) {
    for (const other of others) {
      onProgress(`${name}: answers and plans, ${other.id}`);
      climbs.set(other.id, await climbAfter(first.answered, other, options, context));
    }
  }
  return climbedClass(name, sets, climbs);
}

async function climbAfter(
  baseline: Answered,
  { run, record, arranged }: ArrangedVariant,
  options: ClimbOptions,
  context: MeasureContext,
): Promise<Climb> {
  if (arranged.outcome === 'failed') return noClimb(arranged.failure);
  const { server, signal } = context;
  const limit = budgetOf(context).statement;
  const climbed = await attempt(signal, null, async () => {
    await using db = await openSession({ server, signal, limit }, arranged.database);
    return await climb(db, { run, rule: record.answers }, baseline, options);
  });
  return climbed.ok ? climbed.value : noClimb(climbed.failure);
}

function noClimb(failure: Parameters<typeof failedCell>[0]): Climb {
  return { cell: failedCell(failure), seen: [], writes: false, unexplained: null };
}

function climbedClass(
  name: string,
  sets: readonly ParameterSet[],
  climbs: ReadonlyMap<string, Climb>,
): ClimbedClass {
  const cells = Object.fromEntries([...climbs].map(([id, { cell }]) => [id, cell]));
  return { record: { name, sets: [...sets], failure: null, cells, rounds: [] }, climbs };
}
