import type { ExperimentRecord, ParameterClassRecord, Round, VariantRecord } from '../record/experiment.ts';
import type { Experiment } from '../suite/experiment.ts';
import { climbClass, type ClimbedClass } from './climb-class.ts';
import { failedCell } from './climb.ts';
import type { MeasureContext } from './context.ts';
import { arrangedVariant, describeExperiment, type ArrangedVariant } from './describe.ts';
import { mayBeServerLoss, serverLoss } from './failure.ts';
import { timeClass, type Ready } from './time-class.ts';
import { stopUnused } from './used.ts';
import { warningsOf } from './warnings.ts';

/**
 * Measures one experiment, up the ladder: every variant is arranged; in each class of parameters it runs, and its
 * answers are held against the baseline's; it is used by the planner; then the clock. What fails is data.
 *
 * @returns the record; with `complete: false`, as far as it came, where the run was stopped or the server went away
 * @throws the signal's reason where it was stopped before there was anything to record
 */
export async function measureExperiment(
  experiment: Experiment,
  context: MeasureContext,
): Promise<ExperimentRecord> {
  let latest: ExperimentRecord | null = null;
  try {
    return await climbTheLadder(experiment, context, (record) => (latest = record));
  } catch (error) {
    if (mayBeServerLoss(error)) await serverLoss(context.signal).catch(() => {});
    if (context.signal.aborted && latest !== null) return latest;
    throw error;
  } finally {
    await context.arrangements.release(experiment);
  }
}

/** @param keep is told how far it has come, more often than `onUpdate`, which may write to a disk */
async function climbTheLadder(
  experiment: Experiment,
  context: MeasureContext,
  keep: (record: ExperimentRecord) => void,
): Promise<ExperimentRecord> {
  const publish = async (record: ExperimentRecord) => {
    keep(record);
    await context.onUpdate(record);
    return record;
  };
  const [baseline, ...others] = await arrangeAll(experiment, context);
  if (baseline === undefined) throw new TypeError(`${experiment.id} has no variants`);
  let record = describeExperiment(experiment, [baseline, ...others]);

  const climbed: ClimbedClass[] = [];
  for (const [name, source] of Object.entries(experiment.parameters)) {
    climbed.push(await climbClass(name, source, baseline, others, context));
    record = await publish({
      ...record,
      variants: record.variants.map((variant) => withStatementsSeen(variant, climbed)),
      classes: climbed.map((parameterClass) => parameterClass.record),
    });
  }
  record = await publish({ ...record, classes: stopUnused(record) });

  for (const [i, { climbs }] of climbed.entries()) {
    const withClass = (timed: ParameterClassRecord) => ({
      ...record,
      classes: record.classes.with(i, timed),
    });
    const parameterClass = record.classes[i];
    if (parameterClass === undefined) continue;
    const ready = [baseline, ...others].flatMap((variant): Ready[] =>
      variant.arranged.outcome === 'ready' && parameterClass.cells[variant.id]?.stopped === null
        ? [{ variant, database: variant.arranged.database, writes: climbs.get(variant.id)?.writes ?? false }]
        : [],
    );
    const timed = await withRounds(parameterClass, ready, baseline, context, (rounds) =>
      keep(withClass({ ...parameterClass, rounds })),
    );
    record = await publish(withClass(timed));
  }
  for (const warning of warningsOf(record, climbed)) await context.onWarning(warning);
  return publish({ ...record, complete: true });
}

async function arrangeAll(
  experiment: Experiment,
  { arrangements, onProgress }: MeasureContext,
): Promise<readonly ArrangedVariant[]> {
  const variants: ArrangedVariant[] = [];
  for (const [id, variant] of Object.entries(experiment.variants)) {
    onProgress(`arranging ${id}`);
    variants.push(arrangedVariant(experiment, id, variant, await arrangements.of(variant)));
  }
  return variants;
}

/** What a procedure runs is known when it has run. */
function withStatementsSeen(variant: VariantRecord, climbed: readonly ClimbedClass[]): VariantRecord {
  if (!variant.procedure) return variant;
  const seen = climbed.flatMap(({ climbs }) => climbs.get(variant.id)?.seen ?? []);
  const byText = new Map(seen.map(({ text, parameters }) => [text, { text, parameters: [...parameters] }]));
  return { ...variant, statements: [...byText.values()] };
}

/** The class with its rounds: none where the baseline has stopped, and where everything else has, of the baseline alone. */
async function withRounds(
  parameterClass: ParameterClassRecord,
  ready: readonly Ready[],
  baseline: ArrangedVariant,
  context: MeasureContext,
  keep: (rounds: Round[]) => void,
): Promise<ParameterClassRecord> {
  if (ready[0]?.variant.id !== baseline.id) return parameterClass;
  const { name, sets } = parameterClass;
  const { rounds, failures } = await timeClass(ready, sets, context, (rounds) => {
    context.onProgress(`${name}: round ${rounds.length} of ${context.schedule.looks.join(', ')}`);
    keep([...rounds]);
  });
  const failed = [...failures].map(([id, failure]) => [
    id,
    { ...(parameterClass.cells[id] ?? failedCell(failure)), failure, stopped: 'runs' as const },
  ]);
  return { ...parameterClass, rounds, cells: { ...parameterClass.cells, ...Object.fromEntries(failed) } };
}
