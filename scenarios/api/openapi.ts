import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { problemDetails } from './problem.ts';

/** The OpenAPI 3.1 description of the endpoints, from the very schemas that check their input. */
export function describe(endpoints: readonly Endpoint[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method]: operation(endpoint) };
  }
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'IntoWork reference API',
      version: '1.0.0',
      description: 'A small job board whose two builds answer the same at different cost.',
    },
    paths,
    components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
  };
  return withComponents(document);
}

function operation({ summary, access, params, query, body, success, refusals = {} }: Endpoint): object {
  const session = [{ session: [] }];
  return {
    summary,
    security: access === 'anyone' ? [{}, ...session] : session,
    parameters: [...parametersOf('path', params), ...parametersOf('query', query)],
    ...(body && { requestBody: { required: true, content: json(body, 'input') } }),
    responses: {
      [success.status]: {
        description: STATUS_CODES[success.status],
        ...(success.body && { content: json(success.body, 'output') }),
      },
      ...refused({ ...commonRefusals(access), ...refusals }),
    },
  };
}

function commonRefusals(access: Endpoint['access']): Readonly<Record<number, string>> {
  return {
    400: 'The request does not fit its description.',
    401: access === 'anyone' ? 'The session is unknown or over.' : 'This needs a session.',
    ...(access !== 'anyone' && { 403: 'Not for callers of this kind.' }),
    503: 'The database does not answer in time.',
  };
}

function refused(refusals: Readonly<Record<number, string>>): object {
  return Object.fromEntries(
    Object.entries(refusals).map(([status, description]) => [
      status,
      {
        description,
        content: { 'application/problem+json': { schema: schemaOf(problemDetails, 'output') } },
      },
    ]),
  );
}

/** One parameter for each property; one that may be absent has a default or narrows nothing. */
function parametersOf(place: 'path' | 'query', schema: z.ZodType | undefined): readonly object[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, property]) => {
    const { description, ...rest } = schemaOf(property, 'output');
    return {
      name,
      in: place,
      required: !property.safeParse(undefined).success,
      ...(description !== undefined && { description }),
      schema: rest,
    };
  });
}

function json(schema: z.ZodType, side: 'input' | 'output'): object {
  return { 'application/json': { schema: schemaOf(schema, side) } };
}

/** OpenAPI 3.1 is JSON Schema 2020-12, so schemas stand as they come. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}

/** Moves the schemas that have a name from where each is used to where OpenAPI keeps them. */
function withComponents(document: { readonly components: object }): object {
  const schemas: Record<string, unknown> = {};
  const takeOut = (key: string, value: unknown): unknown => {
    if (key !== '$defs') return value;
    Object.assign(schemas, value);
    return undefined;
  };
  const rest = JSON.parse(JSON.stringify(document, takeOut)) as typeof document;
  const whole = JSON.stringify({ ...rest, components: { ...rest.components, schemas } });
  return JSON.parse(whole.replaceAll('#/$defs/', '#/components/schemas/')) as object;
}
