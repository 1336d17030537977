import type { Connection } from '../database/connect.ts';

/** An index as it stands in a database. */
export interface FoundIndex {
  readonly oid: number;
  readonly name: string;
  /** With its schema where that is not "public". */
  readonly table: string;
  readonly definition: string;
  /** Whether it is on an expression, which has statistics of its own. */
  readonly expression: boolean;
  readonly bytes: number;
}

/** All indexes of the database but those of the system and of TOAST tables, in the order in which they were made. */
export async function indexesOf(db: Connection): Promise<readonly FoundIndex[]> {
  const { rows } = await db.query<Omit<FoundIndex, 'bytes'> & { bytes: string }>(`
    SELECT i.oid, i.relname AS name,
           CASE n.nspname WHEN 'public' THEN t.relname ELSE format('%s.%s', n.nspname, t.relname) END AS table,
           pg_get_indexdef(i.oid) AS definition, x.indexprs IS NOT NULL AS expression,
           pg_relation_size(i.oid) AS bytes
      FROM pg_index x
      JOIN pg_class i ON i.oid = x.indexrelid
      JOIN pg_class t ON t.oid = x.indrelid
      JOIN pg_namespace n ON n.oid = t.relnamespace
     WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
     ORDER BY i.oid`);
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
}
