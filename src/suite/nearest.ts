import { distance } from 'fastest-levenshtein';

/** Names in the order in which one is likely to have meant them by `typed`. */
export function nearestFirst(names: readonly string[], typed: string): readonly string[] {
  return names.toSorted((a, b) => distance(a, typed) - distance(b, typed));
}
