import { dataset } from '../../../seed/index.ts';
import type { Seeding } from '../../../src/index.ts';
import { seedingOf } from '../../../src/seeding/chunk.ts';

/** A row by column; the job board has neither arrays nor JSON. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** Made once: what the generators remember belongs to it. */
const seedings = new Map<number, Seeding>();

export function seedingAt(factor: number): Seeding {
  const seeding = seedings.get(factor) ?? seedingOf(dataset, { factor, seed: 42 });
  seedings.set(factor, seeding);
  return seeding;
}

/** Some rows of a table, without a database; all of them at scale `tiny` unless said otherwise. */
export function rowsOf(
  table: string,
  factor = 0.01,
  first = 0,
  count = seedingAt(factor).rows(table) - first,
): readonly Row[] {
  const { columns, row } = dataset.tables[table] ?? { columns: [], row: () => [] };
  const seeding = seedingAt(factor);
  return Array.from({ length: count }, (_, i) => {
    const cells = row(first + i, seeding.random(table, first + i), seeding);
    return Object.fromEntries(columns.map((column, j) => [column, cells[j] ?? null])) as Row;
  });
}

/** Share of the rows for which it holds. */
export function share(rows: readonly Row[], holds: (row: Row) => boolean): number {
  return rows.filter(holds).length / rows.length;
}
