import type { Pool, PoolClient } from 'pg';
import type { Sql } from '../../src/index.ts';

/** One value for each parameter of a statement, by name. */
export type Values = Readonly<Record<string, string | number | boolean | null | readonly number[]>>;

/** What a query module has at hand. Statements are `sql` templates, so none can be built from a value. */
export interface Database {
  /** Runs a statement, prepared by name on first use. `Row` says what the statement selects. */
  query<Row>(statement: Sql, values?: Values): Promise<readonly Row[]>;
  /** Runs several statements on one connection: all of them take effect, or none. */
  transaction<Result>(work: (db: Database) => Promise<Result>): Promise<Result>;
}

/** @param onStatement called for each round trip, `BEGIN` and `COMMIT` included. */
export function openDatabase(pool: Pool, onStatement: () => void): Database {
  return {
    query: (statement, values) => run(pool, onStatement, statement, values),
    transaction: async (work) => {
      const client = await pool.connect();
      let broken = false;
      const control = (command: string): Promise<unknown> => {
        onStatement();
        return client.query(command);
      };
      try {
        await control('BEGIN');
        const result = await work({
          query: (statement, values) => run(client, onStatement, statement, values),
          transaction: () => Promise.reject(new Error('Transactions do not nest')),
        });
        await control('COMMIT');
        return result;
      } catch (error) {
        // A connection that cannot even roll back must not go back to the pool.
        await control('ROLLBACK').catch(() => (broken = true));
        throw error;
      } finally {
        client.release(broken);
      }
    },
  };
}

async function run<Row>(
  connection: Pool | PoolClient,
  onStatement: () => void,
  { text, parameters }: Sql,
  values: Values = {},
): Promise<readonly Row[]> {
  onStatement();
  const { rows } = await connection.query({
    name: nameOf(text),
    text,
    values: parameters.map((name) => values[name]),
  });
  return rows as readonly Row[];
}

/** Equal texts share a name, different ones do not: what PostgreSQL asks of prepared statements. */
const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `statement_${names.size + 1}`;
  names.set(text, name);
  return name;
}
