import { changesData, indexesUsed } from '../plans/walk.ts';
import type { ExperimentRecord, ParameterClassRecord, VariantRecord } from '../record/experiment.ts';

/**
 * Marks the variants whose indexes no plan uses: in no class, under neither custom nor generic plans. Only those that
 * bring indexes and say what the baseline says; timing them would measure the baseline twice, unless they change data
 * and pay for the indexes.
 */
export function stopUnused(experiment: ExperimentRecord): ParameterClassRecord[] {
  const [baseline, ...others] = experiment.variants;
  const unused = others.filter((variant) => saysTheSame(variant, baseline) && isUnused(experiment, variant));
  return experiment.classes.map((parameterClass) => ({
    ...parameterClass,
    cells: unused.reduce((cells, { id }) => {
      const cell = cells[id];
      return cell === undefined || cell.stopped !== null
        ? cells
        : { ...cells, [id]: { ...cell, stopped: 'used' as const } };
    }, parameterClass.cells),
  }));
}

function isUnused({ classes }: ExperimentRecord, { id, arrangement }: VariantRecord): boolean {
  if (arrangement.outcome === 'failed' || arrangement.indexes.length === 0) return false;
  const plans = classes.flatMap(({ cells }) => {
    const cell = cells[id];
    return cell === undefined ? [] : [...cell.plans.custom, ...cell.plans.generic];
  });
  if (plans.length === 0 || plans.some(changesData)) return false;
  const used = new Set(plans.flatMap(indexesUsed));
  return !arrangement.indexes.some(({ name }) => used.has(name));
}

function saysTheSame(variant: VariantRecord, baseline: VariantRecord | undefined): boolean {
  return baseline !== undefined && textOf(variant) === textOf(baseline);
}

function textOf({ statements }: VariantRecord): string {
  return statements.map(({ text }) => text).join(';\n');
}
