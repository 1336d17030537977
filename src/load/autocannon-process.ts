/**
 * A small program of its own that makes closed load, so that neither our event loop nor our garbage is in the times.
 * The only file that knows autocannon.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import autocannon from 'autocannon';
import type { RouteOfLoad } from '../record/load-round.ts';
import { watchClient, type AutocannonClient, type Ending, type WatchedClient } from './autocannon-client.ts';
import type { AutocannonOrder, AutocannonReport } from './autocannon-order.ts';
import { newTally, routeOf, secondsAt, sumOf, type Tally } from './tally.ts';
import type { PreparedTraffic } from './traffic.ts';

/** So many failures in a row, with no answer between them, are a server that is gone: more would only heat. */
const hopeless = 1_000;

const order = JSON.parse(process.argv[2] ?? '') as AutocannonOrder;
const { connections, seconds, settle, offset } = order;
// Checked by who wrote it: nothing may be loaded here that a short round would have to wait for.
const { requests, routes, timeout } = JSON.parse(await readFile(order.file, 'utf8')) as PreparedTraffic;

const clients: WatchedClient[] = [];
const tallies = routes.map(newTally);
const moments: Tally[] = [];
let bytes = 0;
let failures = 0;

const start = now();
const [from, to] = [start + settle, start + settle + seconds];
const startedAt = Date.now() / 1000 + settle;
let end = to;

const options: autocannon.Options = {
  url: order.url,
  connections,
  timeout,
  // Stopped from below; this is only its last resort.
  duration: settle + seconds + 2 * timeout + 5,
  // How often autocannon looks whether it is to stop, in milliseconds.
  sampleInt: 20,
  skipAggregateResult: true,
  setupClient: (client) => {
    const watched = client as unknown as AutocannonClient;
    clients.push(watchClient(watched, sliceFor(clients.length), timeout, count));
  },
};
let instance: autocannon.Instance | undefined;
const ended = new Promise<void>((resolve, reject) => {
  instance = autocannon(options, (error: Error | null) => (error ? reject(error) : resolve()));
});

let cpuAtStart: NodeJS.CpuUsage | undefined;
let cpu: NodeJS.CpuUsage | undefined;
const watch = setInterval(() => {
  const time = now();
  if (time >= from) cpuAtStart ??= process.cpuUsage();
  const gone = failures >= hopeless && time > from + 0.1;
  if (time >= to || gone) {
    end = Math.min(end, time);
    cpu ??= process.cpuUsage(cpuAtStart);
  }
  // Requests that began in time are waited for, while others go on: whoever stopped at once would lose the slow ones.
  const over = time >= to && clients.every((client) => client.began() >= to);
  if (gone || over || time > to + timeout + 1) {
    clearInterval(watch);
    instance?.stop();
  }
}, 10);

await ended;
const { user = 0, system = 0 } = cpu ?? {};
const report: AutocannonReport = {
  version: (createRequire(import.meta.url)('autocannon/package.json') as { version: string }).version,
  traffic: {
    startedAt,
    seconds: end - from,
    dropped: 0,
    bytes,
    total: sumOf(tallies),
    routes: routes.map(({ name }, i): RouteOfLoad => ({ name, ...routeOf(tallies[i] as Tally) })),
    timeline: moments.flatMap(({ histogram }, at) =>
      histogram.totalCount === 0
        ? []
        : [
            {
              at,
              answered: histogram.totalCount,
              p50: secondsAt(histogram, 0.5),
              p95: secondsAt(histogram, 0.95),
            },
          ],
    ),
  },
  cpu: (user + system) / 1e6 / (end - from),
};
process.stdout.write(JSON.stringify(report), () => process.exit(0));

function count({ route, began, ended, bytes: received, result }: Ending): void {
  const right = typeof result === 'number' && routes[route]?.expect.includes(result);
  failures = typeof result === 'number' ? 0 : failures + 1;
  if (began < from || began >= to) return;
  bytes += received;
  const tally = tallies[route] as Tally;
  if (!right) {
    tally.mishap(typeof result === 'number' ? statusClass(result) : result);
    return;
  }
  tally.answered(ended - began);
  const second = Math.floor(began - from);
  while (moments.length <= second) moments.push(newTally());
  moments[second]?.answered(ended - began);
}

/** Each connection goes through a part of its own, so that all together send what the traffic says, over and over. */
function sliceFor(client: number): typeof requests {
  const turned = [
    ...requests.slice(offset % requests.length),
    ...requests.slice(0, offset % requests.length),
  ];
  const slice = turned.filter((_, i) => i % connections === client % connections);
  return slice.length > 0 ? slice : turned.slice(client % turned.length).slice(0, 1);
}

function statusClass(status: number): '2xx' | '3xx' | '4xx' | '5xx' {
  if (status < 300) return '2xx';
  if (status < 400) return '3xx';
  return status < 500 ? '4xx' : '5xx';
}

function now(): number {
  return performance.now() / 1000;
}
