import type { Sql } from './sql.ts';

/** What an API is started with. */
export interface TargetContext {
  /** To be listened on, at 127.0.0.1. */
  readonly port: number;
  /** The environment for the API: DATABASE_URL, PORT, and whatever the target adds. */
  readonly env: Readonly<Record<string, string>>;
}

/** An API that somebody else's code started. */
export interface StartedByFunction {
  /** Its process on this machine, for CPU accounting. */
  readonly pid?: number;
  stop(): Promise<void>;
}

/** An API under test: how it is started, and how it is known to be ready. It listens on PORT and uses DATABASE_URL. */
export type Target = (
  | {
      /** The program and its arguments; it gets SIGTERM to stop. */
      readonly command: readonly [program: string, ...args: string[]];
      /** Where it runs; the suite's folder if absent. */
      readonly cwd?: string;
    }
  | { readonly start: (context: TargetContext) => Promise<StartedByFunction> }
) & {
  /** A few words for tables; the target's key if absent. */
  readonly title?: string;
  /** SQL that arranges the database for it: a file beside the suite, or the text itself. The seeded schema if absent. */
  readonly schema?: string | Sql;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Answers with a 2xx status when the API can be used; `/health` if absent. */
  readonly ready?: string;
  /** How long it may take to be ready, in seconds; 15 if absent. */
  readonly readyWithin?: number;
};
