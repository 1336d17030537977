import { sql, type Sql } from '../../../src/index.ts';
import type { Slice } from '../queries.ts';

type SliceRow<Row> = { readonly total: number } & (Row | { readonly [Column in keyof Row]: null });

/**
 * A page and the length of its list by one statement, with one row at least: past the last page
 * §3.1's `COUNT(*) OVER ()` has no row to stand in, and the total would be lost.
 *
 * @param order by columns of the page, since a join promises none.
 */
export function withTotal(count: Sql, page: Sql, order: Sql): Sql {
  return sql`
    SELECT total.count AS total, page.*
    FROM (${count}) AS total LEFT JOIN (${page}) AS page ON true
    ORDER BY ${order}`;
}

/** Takes the rows of such a statement apart. */
export function sliceOf<Row extends { readonly id: number }>(rows: readonly SliceRow<Row>[]): Slice<Row> {
  const present = rows.flatMap((row) => {
    const { total: _, ...columns } = row;
    return columns.id === null ? [] : [columns as unknown as Row];
  });
  return { total: rows[0]?.total ?? 0, rows: present };
}
