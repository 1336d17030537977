import type { Database, Sql } from '../src/index.ts';

type Row = Readonly<Record<string, unknown>>;

/**
 * What SQLAlchemy's `selectinload` does for rows that refer to others: one more statement for all of them,
 * `… WHERE id = ANY(ids)`, and none where there is nothing to load. Related rows by their id.
 */
export async function loadRelated(
  db: Database,
  statement: Sql,
  rows: readonly Row[],
  reference: string,
): Promise<ReadonlyMap<unknown, Row>> {
  const ids = [...new Set(rows.map((row) => row[reference] as number))];
  if (ids.length === 0) return new Map();
  const related = await db.query(statement, { ids });
  return new Map(related.map((row) => [row['id'], row]));
}
