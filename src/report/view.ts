import type { ExperimentJudgement, Judgement, VariantJudgement } from '../compare/judgement.ts';
import type { ExperimentRecord, IndexRecord, VariantRecord } from '../record/experiment.ts';
import type { Run } from '../record/run.ts';
import { isUnique } from './index-definition.ts';

/** A variant that is held against the baseline: what was recorded of it, and what that comes to. */
export interface VariantView {
  readonly record: VariantRecord;
  readonly judgement: VariantJudgement;
}

/** An experiment: what was recorded of it, and what that comes to. */
export interface ExperimentView {
  readonly record: ExperimentRecord;
  readonly judgement: ExperimentJudgement;
  readonly baseline: VariantRecord;
  /** All but the baseline. */
  readonly variants: readonly VariantView[];
}

/** The run's experiments with their judgements, in the run's order. */
export function experimentViews(run: Run, judgement: Judgement): readonly ExperimentView[] {
  return run.experiments.flatMap((record) => {
    const [baseline, ...others] = record.variants;
    const judged = judgement.experiments.find(({ id }) => id === record.id);
    if (baseline === undefined || judged === undefined) return [];
    return { record, judgement: judged, baseline, variants: others.map((variant) => view(variant, judged)) };
  });
}

function view(record: VariantRecord, { variants }: ExperimentJudgement): VariantView {
  const judged = variants.find(({ variant }) => variant === record.id);
  const nothing = { variant: record.id, stopped: null, comparisons: [], used: { custom: [], generic: [] } };
  return { record, judgement: judged ?? nothing };
}

export function variantOf(experiment: ExperimentView, id: string): VariantView | undefined {
  return experiment.variants.find(({ record }) => record.id === id);
}

/** Whether a claim stands on this variant, and is refuted: then more rounds of it would not bring what is claimed. */
export function isRefuted({ judgement: { claim, repaired } }: ExperimentView, variant: string): boolean {
  return [claim, repaired].some((judged) => judged?.variant === variant && judged.verdict === 'refuted');
}

/** The indexes that a variant's SQL brought; none where it did not run. */
export function indexesOf({ arrangement }: VariantRecord): readonly IndexRecord[] {
  return arrangement.outcome === 'ready' ? arrangement.indexes : [];
}

/** Those of them that it takes: some plan reads them, or they are unique, since what that proves can change a plan too. */
export function neededIndexes({ record, judgement: { used } }: VariantView): readonly IndexRecord[] {
  return indexesOf(record).filter(
    (index) => used.custom.includes(index.name) || used.generic.includes(index.name) || isUnique(index),
  );
}

export function bytesOf(indexes: readonly IndexRecord[]): number {
  return indexes.reduce((sum, { bytes }) => sum + bytes, 0);
}
