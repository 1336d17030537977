import type { Dataset } from './dataset.ts';
import type { Experiment } from './experiment.ts';

/** What `bench.config.ts` exports: everything that the harness knows about one application. */
export interface Suite {
  /** Short, for file names and database names: lower-case letters, digits, dashes. */
  readonly name: string;
  /** The report's heading. */
  readonly title: string;
  /** The document whose claims are tested, as the report should name it. */
  readonly document?: string;
  readonly dataset: Dataset;
  readonly experiments: readonly Experiment[];
}

/** Gives completion and checking in an editor; the definition is data and comes back as it is. */
export function defineSuite(suite: Suite): Suite {
  return suite;
}
