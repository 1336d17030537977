import { isUnused } from '../plans/unused.ts';
import type { ExperimentRecord, ParameterClassRecord } from '../record/experiment.ts';

/** Marks the variants whose indexes no plan uses: timing them would measure the baseline twice, or another variant. */
export function stopUnused(experiment: ExperimentRecord): ParameterClassRecord[] {
  const unused = experiment.variants.slice(1).filter((variant) => isUnused(experiment, variant));
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
