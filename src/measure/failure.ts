import { setTimeout } from 'node:timers/promises';
import { DatabaseError } from 'pg';
import { isDiskFull, orDiskFull } from '../database/disk-full.ts';
import { BenchError } from '../errors.ts';
import type { Failure } from '../record/experiment.ts';

/** Our own codes, where no SQLSTATE came. */
const ownCodes = { lost: 'connection-lost', application: 'application' } as const;

/** Failures that may be of the whole server: PostgreSQL's `admin_shutdown`, `crash_shutdown` and `cannot_connect_now`. */
const endsSession: ReadonlySet<string> = new Set([ownCodes.lost, '57P01', '57P02', '57P03']);

/** What went wrong in the application's own code: a procedure that throws, a statement whose parameter nobody gives. */
export class ApplicationError extends Error {
  override readonly name = 'ApplicationError';
}

export type Attempt<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

/**
 * Tries what may fail for reasons that belong in the record: PostgreSQL's refusals, time limits, lost connections,
 * the application's own errors. Anything else is a bug and is thrown on.
 *
 * @param statement what is tried, for the failure
 * @throws BenchError `disk-full`: that says something about this machine, and nothing about the statement
 * @throws the signal's reason where the run is being stopped: then a failure says nothing about the statement.
 */
export async function attempt<Value>(
  signal: AbortSignal,
  statement: string | null,
  work: () => Promise<Value>,
): Promise<Attempt<Value>> {
  signal.throwIfAborted();
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    signal.throwIfAborted();
    if (isDiskFull(error)) throw orDiskFull(error);
    const failure = failureOf(error, statement);
    if (failure === null) throw error;
    if (endsSession.has(failure.code)) await serverLoss(signal);
    return { ok: false, failure };
  }
}

/** How long the news of a lost server may take, in milliseconds: a connection that was cut can be heard of before. */
const newsTakes = 2_000;

/**
 * Where it is the whole server that went away, whoever watches it will say so within a moment: waits for that news.
 *
 * @throws the signal's reason, once it is that
 */
export async function serverLoss(signal: AbortSignal): Promise<void> {
  await setTimeout(newsTakes, undefined, { signal }).catch(() => signal.throwIfAborted());
}

/** Whether an error may come of the whole server having gone. */
export function mayBeServerLoss(error: unknown): boolean {
  return endsSession.has(failureOf(error, null)?.code ?? '');
}

/** A failure in words, or null where the error is a bug of ours. */
export function failureOf(error: unknown, statement: string | null): Failure | null {
  if (error instanceof DatabaseError) {
    return { code: error.code ?? 'XX000', message: wordsOf(error), statement };
  }
  if (error instanceof ApplicationError) {
    return { code: ownCodes.application, message: error.message, statement };
  }
  if (isLoss(error))
    return { code: ownCodes.lost, message: `the connection broke (${error.message})`, statement };
  return null;
}

/** The detail names what stands in the way: which key is there twice, which object depends. */
function wordsOf({ code, message, detail }: DatabaseError): string {
  const timedOut = code === '57014' && message.includes('statement timeout');
  const sentence = timedOut ? `it takes too long (${message})` : message;
  return detail === undefined ? sentence : `${sentence}: ${detail}`;
}

/** node-postgres gives connections that broke no code of their own. */
function isLoss(error: unknown): error is Error {
  if (error instanceof BenchError) return error.code === 'server-unreachable';
  return (
    error instanceof Error &&
    (/^(?:Connection terminated|Client (?:has encountered|was closed))/.test(error.message) ||
      ('syscall' in error && 'code' in error))
  );
}
