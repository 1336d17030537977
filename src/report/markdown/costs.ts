import type { Run } from '../../record/run.ts';
import { indexedBy, isUnique } from '../index-definition.ts';
import { blocks, code, table, text } from '../markdown-text.ts';
import { duration, size, times } from '../units.ts';
import { bytesOf, indexesOf, variantOf, type ExperimentView, type VariantView } from '../view.ts';
import { capital } from '../words.ts';

/** What the variants' SQL costs: each index with its size, the time to build it, and which plans use it; and what was claimed of that. */
export function costsPart(run: Run, experiment: ExperimentView): string | null {
  const { record, variants } = experiment;
  const claiming = claimingVariant(experiment);
  const sizes = record.claim?.sizes ?? {};
  const claims = Object.keys(sizes).length > 0;
  const rows = variants.flatMap((variant) =>
    indexesOf(variant.record).map((index) => [
      text(variant.record.title),
      `${code(index.name)}${isUnique(index) ? ', unique,' : ''} on ${code(indexedBy(index))}`,
      size(index.bytes),
      ...(claims ? [variant === claiming ? claimedOf(run, sizes[index.name], index.bytes) : '–'] : []),
      index.seconds === null ? '–' : `${duration(index.seconds)}${earlier(run, variant)}`,
      usedBy(variant, index.name),
    ]),
  );
  if (rows.length === 0) return null;
  return blocks(
    '**Costs** of the indexes; what they cost writes is not measured in this run:',
    table(['variant', 'index', 'size', ...(claims ? ['claimed size'] : []), 'build', 'used by'], rows, [
      'size',
      'claimed size',
      'build',
    ]),
    claimedInAll(run, experiment, claiming),
  );
}

/** Whose indexes the claim's sizes are held against: as written, or what that meant where it cannot be built. */
function claimingVariant(experiment: ExperimentView): VariantView | undefined {
  const { claim } = experiment.record;
  return [claim?.asWritten, claim?.repaired]
    .flatMap((id) => variantOf(experiment, id ?? '') ?? [])
    .find(({ record }) => indexesOf(record).length > 0);
}

/** Sizes are exact, so that this is a statement and no verdict. */
function claimedInAll(
  run: Run,
  { record: { claim } }: ExperimentView,
  variant: VariantView | undefined,
): string | null {
  const claimed = claim?.size ?? null;
  if (claimed === null || variant === undefined) return null;
  const indexes = indexesOf(variant.record);
  const all = indexes.length === 1 ? 'the index takes' : 'the indexes take';
  const together = indexes.length === 1 ? '' : ' together';
  return `${text(capital(variant.record.title))}, ${all} ${size(bytesOf(indexes))}${together}. Claimed: ${claimedOf(run, claimed, bytesOf(indexes))}.`;
}

/** "30 MB, 1.9× what was measured"; without the factor where the data are of another scale than what is claimed is of. */
function claimedOf({ dataset }: Run, claimed: number | undefined, bytes: number): string {
  if (claimed === undefined) return '–';
  return (dataset?.factor ?? 1) === 1
    ? `${size(claimed)}, ${times(claimed / bytes)} what was measured`
    : `${size(claimed)}, at the scale of 1`;
}

function usedBy({ judgement }: VariantView, name: string): string {
  const kinds = [
    judgement.used.custom.includes(name) ? 'custom' : null,
    judgement.used.generic.includes(name) ? 'generic' : null,
  ].filter((kind) => kind !== null);
  return kinds.length === 0 ? 'no plan' : `${kinds.join(' and ')} plans`;
}

/** Of an arrangement that was kept from another day, on which the machine may have been faster or slower. */
function earlier({ startedAt }: Run, { record: { arrangement } }: VariantView): string {
  const made = arrangement.outcome === 'ready' ? arrangement.keptFrom?.slice(0, 10) : undefined;
  return made === undefined || made === startedAt.slice(0, 10)
    ? ''
    : `, on ${made}: it was kept from an earlier run`;
}
