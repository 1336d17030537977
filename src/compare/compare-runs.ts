import type { ExperimentRecord, VariantRecord } from '../record/experiment.ts';
import type { Run } from '../record/run.ts';
import { timeChange } from './apart.ts';
import { circumstances, haveSameData } from './circumstances.ts';
import { cellChanges, variantChanges } from './exact.ts';
import { loadChanges, loadName } from './load-apart.ts';
import type {
  ExperimentChange,
  LoadChange,
  RunComparison,
  TimeChange,
  VariantChange,
} from './run-comparison.ts';
import { plural } from './words.ts';

/**
 * What changed from one saved run to another: first what repeats exactly (plans, buffers, rows, sizes), then times, which
 * were not taken at the same moment and therefore tell a trend at best.
 */
export function compareRuns(before: Run, after: Run): RunComparison {
  const sameData = haveSameData(before, after);
  const experiments = both(before.experiments, after.experiments).map(([was, is]): ExperimentChange => ({
    id: is.id,
    variants: both(was.variants, is.variants).map(([old, now]) => variantChange(was, is, old, now, sameData)),
  }));
  const loads = loadChanges(before, after, sameData);
  return {
    headline: headlineOf(experiments, loads),
    before: identity(before),
    after: identity(after),
    warnings: circumstances(before, after),
    experiments,
    loads,
    onlyBefore: only(before, after),
    onlyAfter: only(after, before),
  };
}

function variantChange(
  was: ExperimentRecord,
  is: ExperimentRecord,
  old: VariantRecord,
  now: VariantRecord,
  sameData: boolean,
): VariantChange {
  return {
    variant: now.id,
    exact: variantChanges(old, now, sameData),
    classes: both(named(was), named(is)).map(([before, after]) => ({
      class: after.name,
      exact: cellChanges(before.cells[now.id], after.cells[now.id], sameData),
      time: timeChange(before, after, now.id, sameData),
    })),
  };
}

function headlineOf(experiments: readonly ExperimentChange[], loads: readonly LoadChange[]): string {
  const classes = experiments.flatMap(({ variants }) => variants.flatMap((variant) => variant.classes));
  const timings = judged(classes.flatMap(({ time }) => time ?? []));
  const figures = judged(loads.flatMap(({ metrics }) => metrics));
  const plans = classes.filter(({ exact }) => exact.some(({ metric }) => metric === 'plan')).length;
  const counts = [
    timings.all === 0
      ? null
      : `of ${plural(timings.all, 'timing')}, ${timings.worse} slower and ${timings.better} faster`,
    figures.all === 0
      ? null
      : `of ${plural(figures.all, 'figure')} under load, ${figures.worse} worse and ${figures.better} better`,
  ].filter((part) => part !== null);
  const times =
    counts.length === 0
      ? 'No times could be compared'
      : `O${counts.join('; ').slice(1)}, at different times and so for the trend only`;
  if (experiments.length === 0 && loads.length > 0) return `${times}.`;
  return `${times}; ${plans === 0 ? 'no plan changed' : `plans changed in ${plural(plans, 'place')}`}.`;
}

/** How many could be judged, and how. */
function judged(changes: readonly TimeChange[]) {
  const count = (wanted: TimeChange['verdict']) => changes.filter(({ verdict }) => verdict === wanted).length;
  return { all: changes.length - count('invalid'), worse: count('worse'), better: count('better') };
}

function identity(run: Run): RunComparison['before'] {
  return { id: run.id, startedAt: run.startedAt, commit: run.environment.revision?.commit ?? null };
}

/** Experiments, variants, classes, loads and their sides that one run has and the other has not. */
function only(here: Run, there: Run): readonly string[] {
  const others = new Set(namesOf(there));
  return namesOf(here).filter((name) => !others.has(name));
}

function namesOf({ experiments, loads }: Run): readonly string[] {
  return [
    ...experiments.flatMap(({ id, variants, classes }) => [
      id,
      ...variants.map((variant) => `${id} · ${variant.id}`),
      ...classes.map(({ name }) => `${id} · ${name}`),
    ]),
    ...loads.flatMap((load) => [loadName(load), ...load.sides.map(({ id }) => `${loadName(load)} · ${id}`)]),
  ];
}

function named({ classes }: ExperimentRecord) {
  return classes.map((parameterClass) => ({ ...parameterClass, id: parameterClass.name }));
}

/** What both have, by id, in the order of the second. */
function both<Of extends { readonly id: string }>(
  before: readonly Of[],
  after: readonly Of[],
): readonly (readonly [before: Of, after: Of])[] {
  return after.flatMap((one) => {
    const same = before.find(({ id }) => id === one.id);
    return same === undefined ? [] : [[same, one] as const];
  });
}
