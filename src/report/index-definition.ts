import type { IndexRecord } from '../record/experiment.ts';

type Defined = Pick<IndexRecord, 'table' | 'definition'>;

/** "orders (customer, status) WHERE (status <> 'archived')": what an index is but for its name. */
export function indexedBy({ table, definition }: Defined): string {
  return `${table} ${definition.replace(/^.*? ON (ONLY )?[^ (]+ ?(USING btree )?/, '')}`;
}

/** Whether one would do whatever the other does: they differ in their names at most. */
export function isSameIndex(one: Defined, other: Defined): boolean {
  return isUnique(one) === isUnique(other) && indexedBy(one) === indexedBy(other);
}

/** Whether the longer one has the shorter one's columns before its own, of the same rows, so that it can be searched by them too. */
export function beginsWith(longer: Defined, shorter: Defined): boolean {
  const [whole, part] = [partsOf(longer), partsOf(shorter)];
  if (whole === null || part === null || isUnique(shorter) || isSameIndex(longer, shorter)) return false;
  return (
    longer.table === shorter.table &&
    part.columns.every((column, i) => column === whole.columns[i]) &&
    [whole.rest, whole.rest.replace(/^ INCLUDE \([^)]*\)/, '')].includes(part.rest)
  );
}

export function isUnique({ definition }: Pick<Defined, 'definition'>): boolean {
  return definition.startsWith('CREATE UNIQUE');
}

/** The columns of a B-tree, and what follows them; null of another kind of index, whose columns have no order. */
function partsOf({
  definition,
}: Defined): { readonly columns: readonly string[]; readonly rest: string } | null {
  const [, list] = / USING btree \((.*)$/s.exec(definition) ?? [];
  if (list === undefined) return null;
  // Quoted text may hold whatever, and expressions have parentheses and commas of their own.
  const tokens = list.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[^'"]/gs) ?? [];
  const columns = [''];
  let depth = 0;
  for (const [i, token] of tokens.entries()) {
    if (token === ')' && depth === 0) {
      return { columns: columns.map((column) => column.trim()), rest: tokens.slice(i + 1).join('') };
    }
    depth += token === '(' ? 1 : token === ')' ? -1 : 0;
    if (token === ',' && depth === 0) columns.push('');
    else columns[columns.length - 1] += token;
  }
  return null;
}
