import type { Condition } from '../record/plan.ts';
import { numberOf, textsOf, type Raw } from './raw.ts';

/** EXPLAIN's condition keys, and the key that says how many rows each threw away, on average per loop. */
const kinds: readonly (readonly [kind: string, removed: string | null])[] = [
  ['Index Cond', null],
  ['TID Cond', null],
  ['Recheck Cond', 'Rows Removed by Index Recheck'],
  ['Order By', null],
  ['Hash Cond', null],
  ['Merge Cond', null],
  ['Join Filter', 'Rows Removed by Join Filter'],
  ['Run Condition', null],
  ['One-Time Filter', null],
  ['Filter', 'Rows Removed by Filter'],
  ['Conflict Filter', 'Rows Removed by Conflict Filter'],
];

/** A node's conditions in the order in which they are applied. */
export function conditionsOf(raw: Raw, loops: number): Condition[] {
  return kinds.flatMap(([kind, removedBy]) =>
    textsOf(raw, kind).map((text) => ({ kind, text, removed: removedOver(raw, removedBy, loops) })),
  );
}

function removedOver(raw: Raw, key: string | null, loops: number): number | null {
  const average = key === null ? null : numberOf(raw, key);
  return average === null ? null : Math.round(average * loops);
}
