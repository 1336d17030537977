import { escapeIdentifier } from 'pg';
import type { Connection } from '../database/connect.ts';
import type { TablePanel } from '../record/run.ts';
import type { Dataset } from '../suite/dataset.ts';

type ColumnPanel = TablePanel['columns'][number];

/** How many of the most common values are shown. */
const shown = 5;

/** What the report shows of the data: sizes as PostgreSQL counts them, and its statistics of the described columns. */
export async function readPanel(db: Connection, dataset: Dataset): Promise<readonly TablePanel[]> {
  const panels: TablePanel[] = [];
  for (const name of Object.keys(dataset.tables)) {
    const size = await sizeOf(db, name);
    const columns = await columnsOf(db, name, dataset.describe?.[name] ?? [], size.rows);
    panels.push({ name, ...size, columns: [...columns] });
  }
  return panels;
}

async function sizeOf(db: Connection, table: string) {
  const name = escapeIdentifier(table);
  const { rows } = await db.query<{ rows: string; bytes: string; index_bytes: string }>(
    `SELECT (SELECT count(*) FROM ${name}) AS rows, pg_table_size($1::regclass) AS bytes,
            pg_indexes_size($1::regclass) AS index_bytes`,
    [name],
  );
  const [size] = rows;
  return {
    rows: Number(size?.rows),
    bytes: Number(size?.bytes),
    indexBytes: Number(size?.index_bytes),
  };
}

interface ColumnStatistics {
  readonly name: string;
  readonly width: number;
  /** Below 0: minus the share of the rows. */
  readonly n_distinct: number;
  readonly nulls: number;
  readonly values: readonly string[] | null;
  readonly shares: readonly number[] | null;
}

/** In the order in which they are described. */
async function columnsOf(
  db: Connection,
  table: string,
  names: readonly string[],
  rowCount: number,
): Promise<readonly ColumnPanel[]> {
  const { rows } = await db.query<ColumnStatistics>(
    `SELECT attname AS name, avg_width AS width, n_distinct, null_frac AS nulls,
            most_common_vals::text::text[] AS values, most_common_freqs AS shares
       FROM pg_stats
      WHERE (quote_ident(schemaname) || '.' || quote_ident(tablename))::regclass = $1::regclass
        AND attname = ANY ($2)
      ORDER BY array_position($2, attname::text)`,
    [escapeIdentifier(table), names],
  );
  return rows.map(({ name, width, n_distinct: distinct, nulls, values, shares }) => ({
    name,
    width,
    distinct: distinct < 0 ? Math.round(-distinct * rowCount) : distinct,
    nulls,
    common: (values ?? []).slice(0, shown).map((value, i) => ({ value, share: shares?.[i] ?? 0 })),
  }));
}
