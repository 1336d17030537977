import { numberOf, objectOf, textOf, textsOf, type Raw } from './raw.ts';
import { figure } from './words.ts';

/**
 * How a node sorted or hashed and what room that took, in words: "top-N heapsort, 42 kB", "8 batches, 4,096 kB".
 * Of parallel workers the leader's is told. null where the node keeps nothing.
 */
export function memoryOf(raw: Raw): string | null {
  return sorting(raw) ?? incrementalSorting(raw) ?? hashing(raw) ?? storage(raw) ?? lossyBitmap(raw);
}

function sorting(raw: Raw): string | null {
  const method = textOf(raw, 'Sort Method');
  const space = numberOf(raw, 'Sort Space Used');
  if (method === null || space === null) return null;
  return `${method}, ${kilobytes(space)}${onDisk(textOf(raw, 'Sort Space Type'))}`;
}

function incrementalSorting(raw: Raw): string | null {
  const groups = objectOf(raw['Full-sort Groups']);
  const count = numberOf(groups, 'Group Count');
  const peak = numberOf(objectOf(groups['Sort Space Memory']), 'Peak Sort Space Used');
  if (count === null) return null;
  const methods = textsOf(groups, 'Sort Methods Used').join(', ');
  return `${methods}, ${figure(count)} groups${peak === null ? '' : `, ${kilobytes(peak)}`}`;
}

function hashing(raw: Raw): string | null {
  const peak = numberOf(raw, 'Peak Memory Usage');
  if (peak === null) return null;
  const batches = numberOf(raw, 'Hash Batches') ?? numberOf(raw, 'HashAgg Batches') ?? 1;
  const disk = numberOf(raw, 'Disk Usage') ?? 0;
  return [
    batches > 1 ? `${figure(batches)} batches` : null,
    kilobytes(peak),
    disk > 0 ? `${kilobytes(disk)} on disk` : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

/** Materialize, CTE Scan and window functions, from PostgreSQL 18. */
function storage(raw: Raw): string | null {
  const space = numberOf(raw, 'Maximum Storage');
  return space === null ? null : `${kilobytes(space)}${onDisk(textOf(raw, 'Storage'))}`;
}

/** A bitmap that outgrew work_mem forgets rows and remembers pages, whose rows must all be checked again. */
function lossyBitmap(raw: Raw): string | null {
  const lossy = numberOf(raw, 'Lossy Heap Blocks') ?? 0;
  return lossy > 0 ? `${figure(lossy)} lossy heap blocks` : null;
}

function onDisk(where: string | null): string {
  return where === 'Disk' ? ' on disk' : '';
}

function kilobytes(kB: number): string {
  return `${figure(kB)} kB`;
}
