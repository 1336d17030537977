import type { Block, GateSideName } from '../../src/record/gate.ts';

/** Bins of 1 %: what they say of a ratio is right to 2 %. */
const width = Math.log(1.01);
/** Up to e^16 microseconds, nine seconds. */
const bins = Math.ceil(16 / width);

/** Whether the p95 of all of the head's requests may be so many times the base's, as far as rounding can tell. */
export function mayStall(blocks: readonly Block[], ratio: number): boolean {
  const [base, head] = [tailBin(blocks, 'base'), tailBin(blocks, 'head')];
  return (head - base + 2) * width >= Math.log(ratio);
}

/** In which bin the p95 of one side is. */
function tailBin(blocks: readonly Block[], side: GateSideName): number {
  const sum = new Uint32Array(bins);
  let count = 0;
  for (const block of blocks) {
    const { counts, total } = histogramOf(block, side);
    for (const [bin, times] of counts.entries()) sum[bin] = (sum[bin] ?? 0) + times;
    count += total;
  }
  let above = Math.floor(0.05 * count);
  let bin = bins - 1;
  while (bin > 0 && above >= (sum[bin] ?? 0)) {
    above -= sum[bin] ?? 0;
    bin -= 1;
  }
  return bin;
}

interface Histogram {
  readonly counts: Uint16Array;
  readonly total: number;
}

function histogramOf(block: Block, side: GateSideName): Histogram {
  const of = known.get(block.pairs) ?? {};
  known.set(block.pairs, of);
  return (of[side] ??= count(block.pairs.flatMap((pair) => pair[side].micros)));
}

const known = new WeakMap<Block['pairs'], Partial<Record<GateSideName, Histogram>>>();

function count(micros: readonly number[]): Histogram {
  const counts = new Uint16Array(bins);
  for (const time of micros) {
    const bin = Math.min(bins - 1, Math.floor(Math.log(Math.max(1, time)) / width));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { counts, total: micros.length };
}
