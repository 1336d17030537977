import type { ExperimentRecord, VariantRecord } from '../record/experiment.ts';
import type { Run } from '../record/run.ts';
import { timeChange } from './apart.ts';
import { circumstances, haveSameData } from './circumstances.ts';
import { cellChanges, variantChanges } from './exact.ts';
import type { ExperimentChange, RunComparison, VariantChange } from './run-comparison.ts';
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
  return {
    headline: headlineOf(experiments),
    before: identity(before),
    after: identity(after),
    warnings: circumstances(before, after),
    experiments,
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

function headlineOf(experiments: readonly ExperimentChange[]): string {
  const variants = experiments.flatMap((experiment) => experiment.variants);
  const classes = variants.flatMap((variant) => variant.classes);
  const count = (wanted: string) => classes.filter(({ time }) => time?.verdict === wanted).length;
  const timed = classes.filter(({ time }) => time !== null && time.verdict !== 'invalid').length;
  const plans = classes.filter(({ exact }) => exact.some(({ metric }) => metric === 'plan')).length;
  const times =
    timed === 0
      ? 'No times could be compared'
      : `Of ${plural(timed, 'timing')}, ${count('worse')} slower and ${count('better')} faster, at different times and so for the trend only`;
  return `${times}; ${plans === 0 ? 'no plan changed' : `plans changed in ${plural(plans, 'place')}`}.`;
}

function identity(run: Run): RunComparison['before'] {
  return { id: run.id, startedAt: run.startedAt, commit: run.environment.revision?.commit ?? null };
}

/** Experiments, variants and classes that one run has and the other has not. */
function only(here: Run, there: Run): readonly string[] {
  const others = new Set(namesOf(there));
  return namesOf(here).filter((name) => !others.has(name));
}

function namesOf({ experiments }: Run): readonly string[] {
  return experiments.flatMap(({ id, variants, classes }) => [
    id,
    ...variants.map((variant) => `${id} · ${variant.id}`),
    ...classes.map(({ name }) => `${id} · ${name}`),
  ]);
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
