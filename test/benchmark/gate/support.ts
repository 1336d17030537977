import type { Series } from '../../../benchmark/gate/series.ts';
import { aRoute, someBlocks, type Making } from '../../support/gate.ts';

/** A recording of made-up times, five seconds for each block; say what is different. */
export function aSeries(different: Partial<Making> = {}): Series {
  const made = someBlocks({ blocks: 24, spread: 0.1, ...different });
  const blocks = made.map((block) => ({ ...block, seconds: 5 }));
  return { id: 'made-up', subject: aRoute({ blocks: [] }), blocks };
}
