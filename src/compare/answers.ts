import type { ExperimentRecord, VariantRecord } from '../record/experiment.ts';

/** In which way a variant is said to answer otherwise; null where it must answer as the baseline does. */
export function declaredDifference({ answers }: VariantRecord): string | null {
  return typeof answers === 'string' ? null : answers.differ;
}

/** As documented, or as seen: that few sets were compared does not make a documented difference go away. */
export function answersDiffer({ classes }: ExperimentRecord, variant: VariantRecord): boolean {
  if (declaredDifference(variant) !== null) return true;
  return classes.some(({ cells }) => (cells[variant.id]?.answers?.differing ?? 0) > 0);
}
