import type { Experiment } from './experiment.ts';
import type { Scenario } from './scenario.ts';
import type { Suite } from './suite.ts';

/** Load on each side, in seconds: six rounds of one are the fewest and shortest that can give a verdict (statistics.md). */
const load = { round: 1, duration: 6 };

/** What of a suite a quick run has time for; how few rounds of queries it takes is its schedule's to say. */
export function briefSuite(suite: Suite): Suite {
  const { experiments, scenarios = [] } = suite;
  return {
    ...suite,
    experiments: experiments.map(briefExperiment),
    scenarios: scenarios.filter(({ quick = true }) => quick).map(briefScenario),
  };
}

/** With its first parameter class alone. */
function briefExperiment(experiment: Experiment): Experiment {
  const [first] = Object.entries(experiment.parameters);
  return { ...experiment, parameters: Object.fromEntries(first === undefined ? [] : [first]) };
}

/** As few and as short rounds as can give a verdict, and no search for what the APIs carry. */
function briefScenario(scenario: Scenario): Scenario {
  const { capacity: _, ...rest } = scenario;
  return { ...rest, ...load, warmUp: 0 };
}
