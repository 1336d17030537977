import type { QueryResult } from 'pg';
import type { Connection } from '../database/connect.ts';
import type { Value } from '../record/experiment.ts';
import type { Database, ParameterSet, Procedure } from '../suite/experiment.ts';
import type { Sql } from '../suite/sql.ts';
import { ApplicationError } from './failure.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** A statement that was seen to be executed on a connection, prepared there by name. */
export interface Seen {
  readonly name: string;
  readonly text: string;
  /** Names of its parameters, in the order of their numbers. */
  readonly parameters: readonly string[];
  /** The values of its first executions. */
  readonly values: readonly (readonly Value[])[];
  /** The values of all its executions in the runner's first call; empty where only later calls came to it. */
  readonly firstCall: readonly (readonly Value[])[];
}

interface Seeing extends Seen {
  readonly values: (readonly Value[])[];
  readonly firstCall: (readonly Value[])[];
}

/** What a variant runs, on a connection of its own. */
export interface Runner {
  /**
   * Makes it ready with these parameters, so that nothing of ours is in its time: what comes
   * back runs it once as the application does, with its rows fetched, and gives the answer.
   *
   * @throws ApplicationError where the set lacks a parameter
   */
  ready(set: ParameterSet): () => Promise<unknown>;
  /** The statements that were executed so far, each once, in the order of their first execution. */
  readonly seen: readonly Seen[];
}

/** As many as PostgreSQL plans with known values before it considers a generic plan, and one more. */
const remembered = 6;

export function runnerOn(db: Connection, run: Sql | Procedure): Runner {
  const prepared = new Map<string, Seeing>();
  let calls = 0;

  const prepare = ({ text, parameters }: Sql) => {
    const known = prepared.get(text);
    if (known !== undefined) return known;
    const seen = { name: `bench_${prepared.size + 1}`, text, parameters, values: [], firstCall: [] };
    prepared.set(text, seen);
    return seen;
  };

  const ready = (statement: Sql, set: ParameterSet): (() => Promise<Rows>) => {
    const { name, text, parameters, values: earlier, firstCall } = prepare(statement);
    const values = valuesOf(parameters, set);
    if (earlier.length < remembered) earlier.push(values);
    if (calls === 1) firstCall.push(values);
    const query = { name, text, values };
    return async () => rowsOf(await db.query<Record<string, unknown>>(query));
  };
  const execute = async (statement: Sql, set: ParameterSet): Promise<Rows> => ready(statement, set)();

  return {
    ready: (set) => {
      calls += 1;
      return typeof run === 'function' ? () => runProcedure(run, execute, set) : ready(run, set);
    },
    get seen() {
      return [...prepared.values()];
    },
  };
}

/** A statement that returns no rows answers with how many it changed. */
function rowsOf({ fields, rows, command, rowCount }: QueryResult<Record<string, unknown>>): Rows {
  return fields.length > 0 ? rows : [{ [command]: rowCount }];
}

async function runProcedure(
  procedure: Procedure,
  execute: (statement: Sql, set: ParameterSet) => Promise<Rows>,
  set: ParameterSet,
): Promise<unknown> {
  let refusal: unknown;
  const db: Database = {
    query: (statement, parameters = set) =>
      execute(statement, parameters).catch((error: unknown) => {
        refusal = error;
        throw error;
      }),
  };
  try {
    return await procedure(db, set);
  } catch (error) {
    // What the database refused stays as it is; anything else is the procedure's own mistake.
    if (error === refusal) throw error;
    throw new ApplicationError(`the procedure throws ${String(error)}`, { cause: error });
  }
}

function valuesOf(parameters: readonly string[], set: ParameterSet): readonly Value[] {
  return parameters.map((name) => {
    const value = set[name];
    if (value === undefined) throw new ApplicationError(`there is no value for the parameter "${name}"`);
    return value;
  });
}
