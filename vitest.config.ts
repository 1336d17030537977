import { setFlagsFromString } from 'node:v8';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const results = process.env['TEST_RESULTS'];

/** Most of what tests run is run a few times and then thrown away: V8 takes a quarter less time where it optimises later and collects less often. */
const patience = ['--interrupt-budget=400000', '--min-semi-space-size=32', '--max-semi-space-size=64'];
// For threads; processes get them when they begin.
for (const flag of patience) setFlagsFromString(flag);

/** What takes more than asking functions: servers, load, programs, thousands of draws. */
const demanding = ['test/**/*.{postgres,load,program,simulation}.test.ts'];

/** What it says of times is right only where nothing else runs meanwhile; what other tests of load say does not hang on it. */
const undisturbed = ['test/load/drivers.load.test.ts'];

/** The gate's whole runs take longest, so they begin first, and nobody waits for them in the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isGate = ({ moduleId }: TestSpecification) => /\/cli\/gate.*\.postgres\./.test(moduleId);
    return (await super.sort(files)).toSorted((a, b) => Number(isGate(b)) - Number(isGate(a)));
  }
}

/**
 * `unit` asks functions, and takes seconds; `postgres` talks to real servers, and starts programs, ours as a whole among them,
 * while simulations use what is left of the cores; `load` measures load, so its files take turns.
 */
export default defineConfig({
  test: {
    // Most of a run of unit tests would go into translating the same modules as the last one.
    experimental: { fsModuleCache: true },
    // CI counts the tests from this file.
    ...(results === undefined ? {} : { reporters: ['default', 'json'], outputFile: { json: results } }),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          testTimeout: 30_000,
          include: ['test/**/*.test.ts'],
          exclude: demanding,
          // Most of the time would go into importing the same modules again for each file.
          isolate: false,
          pool: 'threads',
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'postgres',
          include: demanding,
          exclude: undisturbed,
          globalSetup: ['test/support/postgres.ts'],
          execArgv: patience,
          isolate: false,
          // More than cores: much of their time is waiting for servers.
          maxWorkers: 5,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'load',
          include: undisturbed,
          isolate: false,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
        },
      },
    ],
  },
});
