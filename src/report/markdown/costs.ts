import type { VariantRecord } from '../../record/experiment.ts';
import { indexedBy, isUnique } from '../index-definition.ts';
import { blocks, code, table, text } from '../markdown-text.ts';
import { duration, size } from '../units.ts';
import { indexesOf, type ExperimentView, type VariantView } from '../view.ts';

/** What the variants' SQL costs: each index with its size, the time to build it, and which plans use it. */
export function costsPart({ record, variants }: ExperimentView): string | null {
  const rows = variants.flatMap((variant) =>
    indexesOf(variant.record).map((index) => [
      text(variant.record.title),
      `${code(index.name)}${isUnique(index) ? ', unique,' : ''} on ${code(indexedBy(index))}`,
      size(index.bytes),
      index.seconds === null ? '–' : `${duration(index.seconds)}${earlier(variant.record)}`,
      usedBy(variant, index.name),
    ]),
  );
  if (rows.length === 0) return null;
  const claimedSize = record.claim?.size ?? null;
  return blocks(
    `**Costs** of the indexes${claimedSize === null ? '' : `, claimed to take ${size(claimedSize)}`}; what they cost writes is not measured in this run:`,
    table(['variant', 'index', 'size', 'build', 'used by'], rows, ['size', 'build']),
  );
}

function usedBy({ judgement }: VariantView, name: string): string {
  const kinds = [
    judgement.used.custom.includes(name) ? 'custom' : null,
    judgement.used.generic.includes(name) ? 'generic' : null,
  ].filter((kind) => kind !== null);
  return kinds.length === 0 ? 'no plan' : `${kinds.join(' and ')} plans`;
}

/** An arrangement that was kept: what making it took was measured when it was made. */
function earlier({ arrangement }: VariantRecord): string {
  return arrangement.outcome === 'ready' && arrangement.keptFrom !== undefined
    ? `, on ${arrangement.keptFrom.slice(0, 10)}`
    : '';
}
