import { z } from 'zod';
import { parseLimit } from './limit.ts';
import { isSql } from './source-schema.ts';
import type { BodyTemplate, Scenario, ScenarioRequest } from './scenario.ts';

const text = z.string().min(1, 'must not be empty');
const positive = z.number().positive('must be above 0');
/** What load generators can time: k6 refuses shorter rounds, autocannon shorter timeouts. */
const atLeastASecond = z.number().min(1, 'must be at least a second');
const share = z.number().min(0).max(1, 'must be a share of the requests, 0 … 1');
const path = z.string().startsWith('/', 'must be a path that begins with /');

const body: z.ZodType<BodyTemplate> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(body), z.record(z.string(), body)]),
);

const source = z.custom<object>(
  (value) => typeof value === 'function' || (Array.isArray(value) ? value.length > 0 : isSql(value)),
  'must be a list that is not empty, a query over the data (sql`…`), or a function of random',
);

const request = z.strictObject({
  name: z.string().regex(/^[\w-]+$/, 'must be letters, digits, dashes'),
  weight: positive.exactOptional(),
  as: text.exactOptional(),
  headers: z.record(text, z.string()).exactOptional(),
  body: body.exactOptional(),
  parameters: z.record(z.string().regex(/^[A-Za-z_]\w*$/, 'must be a name'), source).exactOptional(),
  expect: z.array(z.number().int().min(100).max(599)).min(1).exactOptional(),
  explainedBy: z
    .strictObject({ experiment: text, variant: text, class: text.exactOptional() })
    .exactOptional(),
  get: path.exactOptional(),
  post: path.exactOptional(),
  put: path.exactOptional(),
  patch: path.exactOptional(),
  delete: path.exactOptional(),
});

const claim = z.strictObject({
  metric: z.enum(['requests/s', 'p50', 'p95', 'p99', 'errors', 'database CPU']),
  before: positive,
  after: positive,
});

/** The methods that a request may have, as its keys. */
const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
const pacings = ['users', 'rate', 'ramp', 'saturation'] as const;

/** What a scenario must look like, its references between its own parts included. */
export const scenarioSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and dashes'),
    title: text,
    source: text.exactOptional(),
    users: z.number().int().positive().exactOptional(),
    think: z
      .tuple([z.number().nonnegative(), z.number().nonnegative()])
      .refine(([least, most]) => least <= most, 'must be [least, most]')
      .exactOptional(),
    rate: positive.exactOptional(),
    ramp: z
      .strictObject({
        from: z.number().nonnegative(),
        steps: z.array(z.strictObject({ rate: z.number().nonnegative(), seconds: positive })).min(1),
      })
      .exactOptional(),
    saturation: z.number().int().positive().exactOptional(),
    identities: z
      .record(text, z.strictObject({ from: source, headers: z.record(text, z.string()) }))
      .exactOptional(),
    requests: z.array(request).min(1),
    warmUp: z.number().nonnegative().exactOptional(),
    duration: positive.exactOptional(),
    round: z
      .union([
        atLeastASecond,
        z
          .tuple([atLeastASecond, atLeastASecond])
          .refine(([least, most]) => least <= most, 'must be [least, most]'),
      ])
      .exactOptional(),
    settle: z.number().nonnegative().exactOptional(),
    timeout: atLeastASecond.exactOptional(),
    valid: z
      .strictObject({
        errors: share.exactOptional(),
        timeouts: share.exactOptional(),
        dropped: share.exactOptional(),
      })
      .exactOptional(),
    claims: z.array(claim).min(1).exactOptional(),
    compare: z.array(z.enum(['k6', 'autocannon'])).exactOptional(),
    quick: z.boolean().exactOptional(),
    capacity: z
      .string()
      .refine((limit) => parseLimit(limit) !== null, 'must be a limit such as "p95<100ms"')
      .exactOptional(),
  })
  .superRefine((scenario, context) => {
    const paced = pacings.filter((kind) => scenario[kind] !== undefined);
    if (paced.length !== 1) say('must have exactly one of users, rate, ramp, saturation');
    if (scenario.compare?.includes('autocannon') && scenario.saturation === undefined) {
      say('autocannon only sends as fast as answers come: it needs saturation', ['compare']);
    }
    if ((scenario.users === undefined) !== (scenario.think === undefined)) say('users and think go together');
    const names = scenario.requests.map(({ name }) => name);
    scenario.requests.forEach((request, i) => {
      const { name, as } = request;
      if (methods.filter((method) => request[method] !== undefined).length !== 1) {
        say(`must have exactly one of ${methods.join(', ')}`, ['requests', i]);
      }
      if (names.indexOf(name) !== i) say(`"${name}" is there twice`, ['requests', i, 'name']);
      if (as !== undefined && scenario.identities?.[as] === undefined) {
        say(`no identity is called "${as}"`, ['requests', i, 'as']);
      }
    });

    function say(message: string, path: readonly PropertyKey[] = []): void {
      context.addIssue({ code: 'custom', message, path: [...path] });
    }
  }) as unknown as z.ZodType<Scenario>;

/** The method of a request and its path template. */
export function routeOf(request: ScenarioRequest): { readonly method: string; readonly path: string } {
  if ('get' in request) return { method: 'GET', path: request.get };
  if ('post' in request) return { method: 'POST', path: request.post };
  if ('put' in request) return { method: 'PUT', path: request.put };
  if ('patch' in request) return { method: 'PATCH', path: request.patch };
  return { method: 'DELETE', path: request.delete };
}
