import type { Mishap } from '../record/load-round.ts';
import type { PreparedRequest } from './traffic.ts';

/** As much of an autocannon client as is used. Its types know neither `request` nor `connError`. */
export interface AutocannonClient {
  on(event: 'request', listener: () => void): unknown;
  on(event: 'response', listener: (status: number, bytes: number) => void): unknown;
  on(event: 'connError', listener: (error: NodeJS.ErrnoException) => void): unknown;
  setRequests(requests: WireRequest[]): void;
}

interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** What became of one request. Times in seconds on the clock of `performance.now()`. */
export interface Ending {
  readonly route: number;
  readonly began: number;
  readonly ended: number;
  readonly bytes: number;
  /** The status of its answer, or what came instead. */
  readonly result: number | Mishap;
}

/** One connection of autocannon, watched. */
export interface WatchedClient {
  /** When its current request began. */
  began(): number;
}

/**
 * Gives a connection its requests and tells what becomes of each.
 *
 * The time of a request is taken from autocannon's events and not from the `responseTime` that comes with them:
 * after a connection breaks, autocannon keeps the request that was lost in its queue, and from then on measures each
 * answer from the beginning of the request before it.
 * What it says in which order: `request` before it sends; `response`; `connError` before it connects again;
 * but `timeout` only after the next `request`, and a connection that the server closes not at all.
 *
 * @param timeout after which autocannon gives up, in seconds
 */
export function watchClient(
  client: AutocannonClient,
  requests: readonly PreparedRequest[],
  timeout: number,
  onEnd: (ending: Ending) => void,
): WatchedClient {
  let index = -1;
  let began = performance.now() / 1000;
  let pending = false;
  const end = (result: Ending['result'], bytes = 0): void => {
    if (!pending) return;
    pending = false;
    const route = requests[index % requests.length]?.route ?? 0;
    onEnd({ route, began, ended: performance.now() / 1000, bytes, result });
  };
  client.on('request', () => {
    const now = performance.now() / 1000;
    if (pending) end(now - began >= timeout * 0.99 ? 'timeout' : 'closed');
    index += 1;
    began = now;
    pending = true;
  });
  client.on('response', (status, bytes) => end(status, bytes));
  client.on('connError', ({ code }) => end(brokenBy(code)));
  client.setRequests(
    requests.map(({ method, path, headers, body }) => ({
      method,
      path,
      headers: { ...headers },
      ...(body === null ? {} : { body }),
    })),
  );
  return { began: () => began };
}

function brokenBy(code: string | undefined): Mishap {
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'reset';
  return 'other';
}
