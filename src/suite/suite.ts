import type { Budget, GateSettings } from './budget.ts';
import type { Dataset } from './dataset.ts';
import type { Experiment } from './experiment.ts';
import type { Scenario } from './scenario.ts';
import type { Target } from './target.ts';

/** What `bench.config.ts` exports: everything that the harness knows about one application. */
export interface Suite {
  /** Short, for file names and database names: lower-case letters, digits, dashes. */
  readonly name: string;
  /** The report's heading. */
  readonly title: string;
  /** The document whose claims are tested, as the report should name it. */
  readonly document?: string;
  /** What the document promises and no experiment or scenario tests, each with the reason, for the report to say. */
  readonly notCovered?: readonly string[];
  readonly dataset: Dataset;
  readonly experiments: readonly Experiment[];
  /** APIs that stand on the data, each on an arrangement of its own, by name; the first is the baseline. */
  readonly targets?: Readonly<Record<string, Target>>;
  /** The traffic that they are put under. */
  readonly scenarios?: readonly Scenario[];
  /** What `bench gate` allows. */
  readonly budgets?: readonly Budget[];
  readonly gate?: GateSettings;
}

/** Gives completion and checking in an editor; the definition is data and comes back as it is. */
export function defineSuite(suite: Suite): Suite {
  return suite;
}
