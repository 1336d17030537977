import { send } from './route-costs.ts';
import type { PreparedTraffic } from './traffic.ts';

/** How often each route is asked. */
const perRoute = 3;

/** What somebody says who does not know who asks, or what is asked for. */
const strange = [401, 403, 404];

/** How many of some requests an API answered as one does that has other data. */
export interface Acquaintance {
  readonly asked: number;
  readonly unknown: number;
  /** The routes that were answered so, each with its first such status: "list (404)". */
  readonly routes: readonly string[];
}

/**
 * Asks an API for a few of the things that the load will ask it for, one after another: values are drawn from the seeded
 * data, and one that stands on other data knows none of the ids and tokens. Reads only, since the data may be somebody's.
 */
export async function acquaintanceWith(
  traffic: PreparedTraffic,
  url: string,
  signal: AbortSignal,
): Promise<Acquaintance> {
  let [asked, unknown] = [0, 0];
  const routes = new Map<string, string>();
  for (const [index, { name, expect }] of traffic.routes.entries()) {
    const requests = traffic.requests.filter(({ route, method }) => route === index && method === 'GET');
    for (const request of requests.slice(0, perRoute)) {
      signal.throwIfAborted();
      const status = await send(request, url, traffic.timeout);
      asked += 1;
      if (status === null || expect.includes(status) || !strange.includes(status)) continue;
      unknown += 1;
      if (!routes.has(name)) routes.set(name, `${name} (${status})`);
    }
  }
  return { asked, unknown, routes: [...routes.values()] };
}
