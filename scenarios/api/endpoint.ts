import { z } from 'zod';
import type { Access, Admitted, Caller } from './caller.ts';
import type { Database } from './database.ts';
import { badInput, Problem, type InputError } from './problem.ts';
import type { Queries } from './queries.ts';

/** What every endpoint has at hand. */
export interface Surroundings {
  readonly db: Database;
  readonly queries: Queries;
  /** ISO 8601. */
  readonly now: string;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Definition<
  A extends Access,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
> {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** As Express writes it: `/api/jobs/:id`. */
  readonly path: string;
  readonly summary: string;
  readonly access: A;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** What success looks like; no schema where there is no body. */
  readonly success: { readonly status: number; readonly body?: z.ZodType };
  /** Refusals beyond those that access and input bring: status → when. */
  readonly refusals?: Readonly<Record<number, string>>;
  readonly handle: (
    call: Surroundings & {
      readonly caller: Admitted<A>;
      readonly params: z.output<Params>;
      readonly query: z.output<Query>;
      readonly body: z.output<Body>;
    },
  ) => Promise<Reply>;
}

/** One route of the contract: what Express mounts, and what the OpenAPI description is made from. */
export interface Endpoint extends Omit<Definition<Access, z.ZodType, z.ZodType, z.ZodType>, 'handle'> {
  /** Checks access, then the input, then does the work. */
  answer(request: Incoming, surroundings: Surroundings): Promise<Reply>;
}

interface Incoming {
  readonly caller: Caller | undefined;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

const nothing = z.strictObject({});

/** Ties an endpoint's types together and hides them, so that a list of endpoints is a list. */
export function defineEndpoint<
  A extends Access,
  Params extends z.ZodType = typeof nothing,
  Query extends z.ZodType = typeof nothing,
  Body extends z.ZodType = z.ZodUndefined,
>(definition: Definition<A, Params, Query, Body>): Endpoint {
  const { access, params, query, body, handle } = definition;
  return {
    ...definition,
    answer: async (request, surroundings) =>
      handle({
        ...surroundings,
        caller: admit(access, request.caller),
        params: parse('path', params ?? nothing, request.params) as z.output<Params>,
        query: parse('query', query ?? nothing, request.query) as z.output<Query>,
        body: (body && parse('body', body, request.body)) as z.output<Body>,
      }),
  };
}

/** @throws Problem 401 or 403. */
function admit<A extends Access>(access: A, caller: Caller | undefined): Admitted<A> {
  if (access === 'anyone') return caller as Admitted<A>;
  if (!caller) throw new Problem(401, 'This needs a session.', { headers: { 'WWW-Authenticate': 'Bearer' } });
  if (access !== 'member' && caller.role !== access) throw new Problem(403, `Only for ${access}s.`);
  return caller as Admitted<A>;
}

function parse(place: InputError['in'], schema: z.ZodType, input: unknown): unknown {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw badInput(place, result.error.issues);
}
