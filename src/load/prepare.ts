import type { Value } from '../suite/experiment.ts';
import type { Random } from '../suite/random.ts';
import { routeOf } from '../suite/scenario-schema.ts';
import type { Scenario, ScenarioRequest } from '../suite/scenario.ts';
import { BenchError } from '../errors.ts';
import { drawFrom, type Draw, type Query } from './draw.ts';
import { mix } from './mix.ts';
import { pacingOf, timesOf } from './pacing.ts';
import { fillBody, fillPath, fillText, namesIn } from './template.ts';
import type { PreparedRequest, PreparedTraffic } from './traffic.ts';

/** Enough that caches do not know all of it, few enough that every virtual user may hold it. */
const usualLength = 2_000;

/**
 * Makes a scenario concrete: draws every value from the seeded data and lays the requests out in an order.
 * The same scenario, data and random stream give the same traffic.
 *
 * @throws BenchError `scenario-source-empty`, `scenario-template` where a template names what nothing stands for
 */
export async function prepareTraffic(
  scenario: Scenario,
  query: Query,
  random: Random,
  length = usualLength,
): Promise<PreparedTraffic> {
  const pacing = pacingOf(scenario);
  const kinds: Kind[] = [];
  for (const request of scenario.requests) kinds.push(await kindOf(scenario, request, query));
  const weights = scenario.requests.map(({ weight = 1 }) => weight);
  const order = mix(weights, Math.max(length, weights.length), random);
  return {
    scenario: scenario.id,
    pacing,
    ...timesOf(scenario),
    routes: scenario.requests.map(({ name, expect = [200] }) => ({ name, expect: [...expect] })),
    requests: order.map((route) => prepare(kinds[route] as Kind, route, random)),
  };
}

/** A request of the scenario with everything that it draws from. */
interface Kind {
  readonly request: ScenarioRequest;
  readonly headers: Readonly<Record<string, string>>;
  readonly identity: Draw | null;
  readonly parameters: readonly (readonly [name: string, draw: Draw])[];
}

async function kindOf(scenario: Scenario, request: ScenarioRequest, query: Query): Promise<Kind> {
  const identity = request.as === undefined ? undefined : scenario.identities?.[request.as];
  const where = `${scenario.id}/${request.name}`;
  const parameters: (readonly [string, Draw])[] = [];
  for (const [name, source] of Object.entries(request.parameters ?? {})) {
    parameters.push([name, await drawFrom(source, query, `${where} {${name}}`)]);
  }
  const kind = {
    request,
    headers: { ...identity?.headers, ...request.headers },
    identity:
      identity === undefined ? null : await drawFrom(identity.from, query, `${where} as ${request.as}`),
    parameters,
  };
  checkNames(kind, where);
  return kind;
}

function prepare(kind: Kind, route: number, random: Random): PreparedRequest {
  const { request, headers } = kind;
  const values = draw(kind, random);
  const { method, path } = routeOf(request);
  const body = request.body === undefined ? null : JSON.stringify(fillBody(request.body, values));
  const filled = Object.entries(headers).map(([name, template]) => [name, fillText(template, values)]);
  return {
    route,
    method,
    path: fillPath(path, values),
    headers: {
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...(Object.fromEntries(filled) as Record<string, string>),
    },
    body,
  };
}

/** `{column}` is of the identity's row, `{name}` and `{name.column}` of the request's parameters. */
function draw({ identity, parameters }: Kind, random: Random): ReadonlyMap<string, Value> {
  const values = new Map(identity?.(random));
  for (const [name, draw] of parameters) {
    for (const [column, value] of draw(random)) values.set(column === '' ? name : `${name}.${column}`, value);
  }
  return values;
}

/** Found out before any load runs, with a stream of its own so that the traffic stays as it is. */
function checkNames(kind: Kind, where: string): void {
  const { request, headers } = kind;
  const known = draw(kind, { next: () => 0 });
  const templates = [routeOf(request).path, ...Object.values(headers), JSON.stringify(request.body ?? null)];
  for (const name of templates.flatMap(namesIn)) {
    if (!known.has(name)) throw new BenchError('scenario-template', where, name);
  }
}
