import type { Value } from './experiment.ts';
import type { Random } from './random.ts';
import type { Sql } from './sql.ts';

/**
 * Where the values of a template's `{name}` come from: a list, a query over the seeded data (without parameters),
 * or a function of random. `{name}` stands for the first column of a query's row, `{name.column}` for another
 * column of the same row. A value that occurs twice in a list is drawn twice as often.
 */
export type ParameterSource = readonly Value[] | Sql | ((random: Random) => Value);

/** Somebody who is logged in: a row is drawn, and its columns are `{column}` in the headers of the requests. */
export interface Identity {
  readonly from: Sql | readonly Readonly<Record<string, Value>>[];
  readonly headers: Readonly<Record<string, string>>;
}

/** JSON in which strings are templates; a string that is nothing but `{name}` becomes the value itself. */
export type BodyTemplate = Value | readonly BodyTemplate[] | { readonly [key: string]: BodyTemplate };

type Route =
  | { readonly get: string }
  | { readonly post: string }
  | { readonly put: string }
  | { readonly patch: string }
  | { readonly delete: string };

/** One kind of request: the method's key holds the path, a template such as `/goods?page={page}`. */
export type ScenarioRequest = Route & {
  /** Unique in the scenario: what the report calls the route. */
  readonly name: string;
  /** Its share of the requests, against the weights of the others; 1 if absent. */
  readonly weight?: number;
  /** One of the scenario's identities, whose headers it gets. */
  readonly as?: string;
  /** Templates, beside the identity's. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyTemplate;
  /** Where the templates' values come from, by name. */
  readonly parameters?: Readonly<Record<string, ParameterSource>>;
  /** The statuses that are right; `[200]` if absent. */
  readonly expect?: readonly number[];
  /** What says why this route changes: the report links it. */
  readonly explainedBy?: Explanation;
};

/** Where it is measured why a route changes. */
export interface Explanation {
  readonly experiment: string;
  /** The one whose schema and statements are the route's. */
  readonly variant: string;
  /** The parameter class that the route's requests are of; absent where they are of several. */
  readonly class?: string;
}

/** How requests follow each other. Times in seconds, rates in requests per second. */
export type Pacing =
  /** Closed: so many people, each of whom thinks between an answer and the next request. */
  | { readonly users: number; readonly think: readonly [least: number, most: number] }
  /** Open: requests begin at this rate, however long the answers take. */
  | { readonly rate: number }
  /** Open: the rate goes in straight lines from `from` to each step's `rate`, within its seconds. */
  | { readonly ramp: Ramp }
  /** Closed: so many connections, each as fast as its answers come. */
  | { readonly saturation: number };

export interface Ramp {
  readonly from: number;
  readonly steps: readonly { readonly rate: number; readonly seconds: number }[];
}

/** What a result may have and still be one. Shares of the requests, 0 … 1; all 0 if absent. */
export interface Allowance {
  /** Unexpected statuses and broken connections. */
  readonly errors?: number;
  readonly timeouts?: number;
  /** Requests that could not begin when they were due. */
  readonly dropped?: number;
}

/** What makes the load. */
export type DriverName = 'k6' | 'autocannon';

/** What a promise about load can be about: seconds for quantiles, shares 0 … 1 of the requests and of all processors. */
export type LoadMetric = 'requests/s' | 'p50' | 'p95' | 'p99' | 'errors' | 'database CPU';

/** What somebody says that the change will do under this load: "p95 falls from 0.8 to 0.1 seconds". */
export interface LoadClaim {
  readonly metric: LoadMetric;
  readonly before: number;
  readonly after: number;
}

/** A traffic mix against the API, as data: every driver can run it. */
export type Scenario = Pacing & {
  /** Lower-case letters, digits, dashes; unique in the suite. */
  readonly id: string;
  readonly title: string;
  /** Where it is described: "§9.2 scenario 1". */
  readonly source?: string;
  readonly identities?: Readonly<Record<string, Identity>>;
  readonly requests: readonly ScenarioRequest[];
  /** Rounds that are run before any is kept, in seconds of load; 3 if absent. */
  readonly warmUp?: number;
  /** Of load on each side, over all its rounds, at most; 60 seconds if absent. */
  readonly duration?: number;
  /**
   * Of one round; 3 seconds if absent, at least one. Between `[least, most]` it is worked out for each side, from what it
   * answered so far: as long as a p95 needs. A ramp's rounds take as long as its steps.
   */
  readonly round?: number | readonly [least: number, most: number];
  /** At the beginning of each round, while connections are made: load that is not counted; half a second if absent. */
  readonly settle?: number;
  /** After which a request counts as timed out; 10 seconds if absent, at least one. */
  readonly timeout?: number;
  readonly valid?: Allowance;
  /** What is promised for it. */
  readonly claims?: readonly LoadClaim[];
  /** With which drivers `bench compare` runs it; with none if absent, and then `bench load` alone does. */
  readonly compare?: readonly DriverName[];
  /** Whether `bench compare --quick` runs it too; true if absent. */
  readonly quick?: boolean;
  /** `bench compare` also looks for the highest rate at which this holds: "p95<100ms". */
  readonly capacity?: string;
};

/** Gives completion and checking in an editor; the definition is data and comes back as it is. */
export function defineScenario(scenario: Scenario): Scenario {
  return scenario;
}
