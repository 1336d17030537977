import type { ExperimentRecord, VariantRecord } from '../record/experiment.ts';
import type { Plan } from '../record/plan.ts';
import { changesData, indexesUsed } from './walk.ts';

/**
 * Whether the variant is nothing but indexes, and no plan of any parameter class reads any of them, custom or generic:
 * what it takes then is the baseline's time. Where it also says something else than the baseline, or no plan is known,
 * that cannot be concluded; nor where it changes data, since a write pays for indexes that it does not read, and a unique
 * one may be what the write is checked by.
 */
export function isUnused(experiment: ExperimentRecord, variant: VariantRecord): boolean {
  const brought = broughtIndexes(variant);
  const plans = (['custom', 'generic'] as const).flatMap((mode) => plansOf(experiment, variant, mode));
  if (brought.length === 0 || plans.length === 0 || plans.some(changesData)) return false;
  const read = new Set(plans.flatMap(indexesUsed));
  return !brought.some((name) => read.has(name)) && saysTheSame(variant, experiment.variants[0]);
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

function saysTheSame(variant: VariantRecord, baseline: VariantRecord | undefined): boolean {
  return baseline !== undefined && textsOf(variant) === textsOf(baseline);
}

function textsOf({ statements }: VariantRecord): string {
  return statements.map(({ text }) => text).join(';\n');
}
