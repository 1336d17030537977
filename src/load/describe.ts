import type { ScenarioRecord } from '../record/load.ts';
import { routeOf } from '../suite/scenario-schema.ts';
import type { Scenario, ScenarioRequest } from '../suite/scenario.ts';
import type { PreparedTraffic } from './traffic.ts';

/** What the record says of a scenario, with all defaults filled in. */
export function describeScenario(
  scenario: Scenario,
  { pacing, timeout, settle }: PreparedTraffic,
): ScenarioRecord {
  const { id, title, source = null, requests, valid = {}, claims = [] } = scenario;
  return {
    id,
    title,
    source,
    pacing,
    timeout,
    settle,
    requests: requests.map((request) => ({
      name: request.name,
      ...routeOf(request),
      weight: request.weight ?? 1,
      explainedBy: explanationOf(request),
    })),
    allowance: { errors: valid.errors ?? 0, timeouts: valid.timeouts ?? 0, dropped: valid.dropped ?? 0 },
    claims: [...claims],
  };
}

function explanationOf({ explainedBy }: ScenarioRequest): ScenarioRecord['requests'][number]['explainedBy'] {
  return explainedBy === undefined ? null : { class: null, ...explainedBy };
}
