import { indexesUsed } from '../plans/walk.ts';
import type { Plan } from '../record/plan.ts';
import type { ExperimentRecord, VariantRecord } from '../record/experiment.ts';
import type { VariantJudgement } from './judgement.ts';

/** Of the indexes that a variant's SQL brings, those that some plan of some parameter class reads. */
export function usedIndexes(experiment: ExperimentRecord, variant: VariantRecord): VariantJudgement['used'] {
  const under = (mode: Plan['mode']) => {
    const read = new Set(plansOf(experiment, variant, mode).flatMap(indexesUsed));
    return broughtIndexes(variant).filter((name) => read.has(name));
  };
  return { custom: under('custom'), generic: under('generic') };
}

/**
 * Whether the variant is nothing but indexes, and no plan reads any of them: what it takes then is the baseline's time.
 * Where it also says something else than the baseline, or no plan is known, that cannot be concluded.
 */
export function isUnused(
  experiment: ExperimentRecord,
  variant: VariantRecord,
  used: VariantJudgement['used'],
): boolean {
  const planned = (['custom', 'generic'] as const).some(
    (mode) => plansOf(experiment, variant, mode).length > 0,
  );
  return (
    planned &&
    broughtIndexes(variant).length > 0 &&
    used.custom.length === 0 &&
    used.generic.length === 0 &&
    saysTheSame(variant, experiment.variants[0])
  );
}

/** Names of the indexes that the variant's SQL brings. */
export function broughtIndexes({ arrangement }: VariantRecord): readonly string[] {
  return arrangement.outcome === 'ready' ? arrangement.indexes.map(({ name }) => name) : [];
}

function plansOf(experiment: ExperimentRecord, variant: VariantRecord, mode: Plan['mode']): readonly Plan[] {
  return experiment.classes.flatMap(({ cells }) => cells[variant.id]?.plans[mode] ?? []);
}

function saysTheSame(variant: VariantRecord, baseline: VariantRecord | undefined): boolean {
  return baseline !== undefined && textsOf(variant) === textsOf(baseline);
}

function textsOf({ statements }: VariantRecord): string {
  return statements.map(({ text }) => text).join(';\n');
}
