import type { ExperimentRecord, VariantRecord } from '../record/experiment.ts';
import type { Plan } from '../record/plan.ts';
import { fingerprint } from './fingerprint.ts';
import { changesData, indexesUsed } from './walk.ts';

/** Whether what a variant brings makes no difference, so that timing it would measure another one twice. */
export function isUnused(experiment: ExperimentRecord, variant: VariantRecord): boolean {
  return timedInstead(experiment, variant) !== null;
}

/**
 * The variant whose time is this one's too, since this one adds nothing but indexes that no plan of any parameter class
 * reads, custom or generic: the statements are the same, and so are the plans, without an index that either brings. A
 * unique index can change a plan that does not read it, by what it proves.
 *
 * null where there is none, or no plan is known; where it changes data, since a write pays for indexes that it does not
 * read, and a unique one may be what the write is checked by; and where a claim is about a variant that says something
 * else than the baseline, since what it says may keep the promise. The baseline stands in first, then what brings no
 * index; of those that bring some, the first stands in for the others.
 */
export function timedInstead(experiment: ExperimentRecord, variant: VariantRecord): VariantRecord | null {
  if (broughtIndexes(variant).length === 0 || !readsNone(experiment, variant)) return null;
  const [baseline, ...others] = experiment.variants;
  const { asWritten, repaired } = experiment.claim ?? {};
  const claimed = variant.id === asWritten || variant.id === repaired;
  const earlier = others.slice(
    0,
    others.findIndex(({ id }) => id === variant.id),
  );
  const standIns = claimed
    ? [baseline]
    : [baseline, ...others.filter((other) => broughtIndexes(other).length === 0), ...earlier];
  return (
    standIns.find(
      (other) =>
        other !== undefined &&
        other.id !== variant.id &&
        isTimed(experiment, other) &&
        readsNone(experiment, other) &&
        doTheSame(experiment, variant, other),
    ) ?? null
  );
}

/** Names of the indexes that the variant's SQL brings. */
export function broughtIndexes({ arrangement }: VariantRecord): readonly string[] {
  return arrangement.outcome === 'ready' ? arrangement.indexes.map(({ name }) => name) : [];
}

/** The plans of a variant's statements in all parameter classes. */
export function plansOf(
  { classes }: ExperimentRecord,
  { id }: VariantRecord,
  mode: Plan['mode'],
): readonly Plan[] {
  return classes.flatMap(({ cells }) => cells[id]?.plans[mode] ?? []);
}

/** Whether the plans are known, and read no index that the variant brings, nor change data. */
function readsNone(experiment: ExperimentRecord, variant: VariantRecord): boolean {
  const plans = allPlans(experiment, variant);
  const read = new Set(plans.flatMap(indexesUsed));
  return (
    plans.length > 0 && !plans.some(changesData) && !broughtIndexes(variant).some((name) => read.has(name))
  );
}

/** What answers otherwise is not. */
function isTimed({ classes }: ExperimentRecord, { id }: VariantRecord): boolean {
  return classes.every(({ cells }) => cells[id]?.stopped !== 'answers');
}

function doTheSame(experiment: ExperimentRecord, one: VariantRecord, other: VariantRecord): boolean {
  const shapes = (variant: VariantRecord) =>
    [...new Set(allPlans(experiment, variant).map((plan) => fingerprint(plan).strict))].join('\n');
  return textsOf(one) === textsOf(other) && shapes(one) === shapes(other);
}

function allPlans(experiment: ExperimentRecord, variant: VariantRecord): readonly Plan[] {
  return (['custom', 'generic'] as const).flatMap((mode) => plansOf(experiment, variant, mode));
}

function textsOf({ statements }: VariantRecord): string {
  return statements.map(({ text }) => text).join(';\n');
}
