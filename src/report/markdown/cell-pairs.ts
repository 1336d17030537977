import type { Cell } from '../../record/experiment.ts';
import { cellsOf } from '../cells.ts';
import type { ExperimentView, VariantView } from '../view.ts';

/** The cells of a variant and of the baseline in one class, both with plans. */
export interface CellPair {
  readonly variant: VariantView;
  /** Of the class. */
  readonly name: string;
  readonly before: Cell;
  readonly after: Cell;
}

/** All pairs of an experiment, variant by variant. */
export function cellPairs({ record, baseline, variants }: ExperimentView): readonly CellPair[] {
  return variants.flatMap((variant) =>
    cellsOf(record, variant.record.id).flatMap(({ parameters, cell }) => {
      const before = parameters.cells[baseline.id];
      if (before === undefined || !isPlanned(before) || !isPlanned(cell)) return [];
      return [{ variant, name: parameters.name, before, after: cell }];
    }),
  );
}

function isPlanned({ plans }: Cell): boolean {
  return plans.custom.length > 0;
}
