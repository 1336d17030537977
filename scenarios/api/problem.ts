import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';

const inputError = z.strictObject({
  in: z.enum(['path', 'query', 'body']),
  name: z.string().meta({ description: 'Where in it; empty for the whole' }),
  detail: z.string(),
});

/** RFC 9457's problem details; `errors` is our extension. */
export const problemDetails = z
  .strictObject({
    type: z.literal('about:blank').meta({ description: 'The status says it all' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(inputError).optional(),
  })
  .meta({ id: 'Problem' });

/** What is wrong with which part of the request. */
export type InputError = z.output<typeof inputError>;

/** A refusal, told as problem details. */
export class Problem extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly InputError[];

  constructor(
    status: number,
    detail: string,
    {
      headers = {},
      errors = [],
    }: { headers?: Readonly<Record<string, string>>; errors?: readonly InputError[] } = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.headers = headers;
    this.errors = errors;
  }
}

export function badInput(place: InputError['in'], issues: readonly z.core.$ZodIssue[]): Problem {
  const errors = issues.map(({ path, message }) => ({ in: place, name: path.join('.'), detail: message }));
  return new Problem(400, `The ${place} does not fit its description.`, { errors });
}

export const notFound: RequestHandler = (request) => {
  throw new Problem(404, `There is no ${request.path}.`);
};

/** Turns whatever was thrown into an answer; what nobody foresaw is logged and told without detail. */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const problem = understand(error);
    if (problem.status >= 500) log.error({ err: error, method: request.method, path: request.path });
    if (response.headersSent) {
      next(error);
      return;
    }
    response
      .status(problem.status)
      .set(problem.headers)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: 'about:blank',
          title: STATUS_CODES[problem.status],
          status: problem.status,
          detail: problem.message,
          ...(problem.errors.length > 0 && { errors: problem.errors }),
        }),
      );
  };
}

function understand(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (!(error instanceof Error)) return new Problem(500, 'Something went wrong.');
  // What Express and its body parser refuse: broken JSON, a body too large, a path that cannot be decoded.
  if ('status' in error && typeof error.status === 'number' && error.status < 500)
    return new Problem(error.status, 'The request cannot be read.');
  if (isOverload(error))
    return new Problem(503, 'The database does not answer in time.', { headers: { 'Retry-After': '1' } });
  return new Problem(500, 'Something went wrong.');
}

/** PostgreSQL's class 53 (no room), 57 (cancelled, shutting down) and 08 (connection), and what node and pg say of the same. */
function isOverload(error: Error): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    /^(53|57|08)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'].includes(code) ||
    /timeout|Connection terminated/i.test(error.message)
  );
}
