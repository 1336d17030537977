import { expect, test } from 'vitest';
import { endpoints } from '../../scenarios/api/endpoints/index.ts';
import { mixed } from '../../scenarios/mixed.ts';
import { smoke } from '../../scenarios/smoke.ts';
import { routeOf } from '../../src/suite/scenario-schema.ts';
import type { Scenario } from '../../src/suite/scenario.ts';

/** "DELETE /api/jobs/:" for any job. */
function routesOf({ requests }: Scenario): readonly string[] {
  const routes = requests.map((request) => {
    const { method, path } = routeOf(request);
    return `${method} ${path.replace(/\?.*/, '').replaceAll(/\{\w+\}/g, ':')}`;
  });
  return [...new Set(routes)].toSorted();
}

test.each([smoke, mixed])('$id asks for every route of the API', (scenario) => {
  const all = endpoints.map(({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/:\w+/g, ':')}`);
  expect(routesOf(scenario)).toEqual(all.toSorted());
});
