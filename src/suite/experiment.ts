import type { Random } from './random.ts';
import type { Sql } from './sql.ts';

/** What a statement's parameters may be; whatever node-postgres sends as a parameter and JSON can keep. */
export type Value = string | number | boolean | null | readonly Value[];

/** One value for each parameter, by name. */
export type ParameterSet = Readonly<Record<string, Value>>;

/**
 * A class of parameters (frequent, rare, heavy tenant, …):
 * a query over the seeded data whose rows are the sets, the sets themselves, or a function of random that makes one.
 */
export type ParameterClass = Sql | readonly ParameterSet[] | ((random: Random) => ParameterSet);

/** What the application's own code has at hand when a variant is more than one statement. */
export interface Database {
  /** Runs a statement as the application would (prepared, by name) and fetches its rows. Parameters: the procedure's, if absent. */
  query(statement: Sql, parameters?: ParameterSet): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** The application's own way, where it is more than one statement. What it returns is the answer. */
export type Procedure = (db: Database, parameters: ParameterSet) => Promise<unknown>;

/**
 * What a variant's answers must satisfy, held against the baseline's:
 * the same rows in the same order, the same rows in any order, or a difference that is documented.
 */
export type Answers = 'same rows' | 'same set' | { readonly differ: string };

export interface Variant {
  /** A few words for tables; the variant's key if absent. */
  readonly title?: string;
  /** Why this variant is here: "as written in §1.1", "repaired: the parameter is cast to text". */
  readonly note?: string;
  /** SQL that arranges the database for it: a file beside the suite, or the text itself. The seeded schema if absent. */
  readonly schema?: string | Sql;
  /** What the application runs; the baseline's if absent. */
  readonly run?: Sql | Procedure;
  /** Overrides the experiment's rule for this variant. */
  readonly answers?: Answers;
}

/** What somebody says that a change will do. Times in seconds, sizes in bytes. */
export interface Claim {
  /** In the source's own words: "20 ms → 1 ms, 20×". */
  readonly says: string;
  readonly before?: number;
  readonly after?: number;
  /** How many times faster; for a range, `[least, most]`. */
  readonly factor: number | readonly [least: number, most: number];
  /** Of all the indexes that the change brings. */
  readonly size?: number;
  /** Of single ones, by name. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** The variant that stands for the text as written. */
  readonly asWritten: string;
  /** The variant that does what the text meant, where the text itself does not run or changes answers. */
  readonly repaired?: string;
}

/** One claim put to the test: variants of schema and statements over the same data. */
export interface Experiment {
  /** `area/name`, unique in the suite: what `--only` matches. */
  readonly id: string;
  readonly title: string;
  /** Where the claim stands: "§9.1 row 1, §1.1". */
  readonly source: string;
  /** What a reader should know beside the verdict, such as what else it hangs on. */
  readonly note?: string;
  /** Absent where nothing was claimed: a baseline that is worth knowing, a proposal of our own. */
  readonly claim?: Claim;
  /** By name. A statement without parameters has one class with one empty set. */
  readonly parameters: Readonly<Record<string, ParameterClass>>;
  readonly answers: Answers;
  /** The first is the baseline, and must have `run`. */
  readonly variants: Readonly<Record<string, Variant>>;
}

/** Gives completion and checking in an editor; the definition is data and comes back as it is. */
export function defineExperiment(experiment: Experiment): Experiment {
  return experiment;
}
