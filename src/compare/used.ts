import { broughtIndexes, plansOf } from '../plans/unused.ts';
import { indexesUsed } from '../plans/walk.ts';
import type { ExperimentRecord, VariantRecord } from '../record/experiment.ts';
import type { Plan } from '../record/plan.ts';
import type { VariantJudgement } from './judgement.ts';

/** Of the indexes that a variant's SQL brings, those that some plan of some parameter class reads. */
export function usedIndexes(experiment: ExperimentRecord, variant: VariantRecord): VariantJudgement['used'] {
  const under = (mode: Plan['mode']) => {
    const read = new Set(plansOf(experiment, variant, mode).flatMap(indexesUsed));
    return broughtIndexes(variant).filter((name) => read.has(name));
  };
  return { custom: under('custom'), generic: under('generic') };
}
