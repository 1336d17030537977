/**
 * A small program of its own that sends pairs of bursts of requests over connections that stay open, so that neither our event
 * loop nor our garbage is in the times. It is warm when it measures, since it lives as long as the run, and it ends
 * when its parent does.
 */
import { readFile } from 'node:fs/promises';
import { Client, errors } from 'undici';
import type { Burst } from '../record/gate.ts';
import type { Mishap } from '../record/load-round.ts';
import { fairCoin } from '../statistics/coin.ts';
import type { BurstMessage, BurstReply, PairAnswer, PairOrder } from './burst-order.ts';
import type { PreparedRequest, PreparedTraffic } from './traffic.ts';

/** So many requests in a row without an answer are an API that is gone: more would only heat. */
const hopeless = 20;

const clients = new Map<string, Client[]>();
const traffics = new Map<string, PreparedTraffic>();

process.on('message', (message: BurstMessage) => void answer(message));
process.once('disconnect', () => process.exit(0));

async function answer(message: BurstMessage): Promise<void> {
  const { id } = message;
  try {
    if (message.kind === 'pair') reply({ id, answer: await takePair(message.order) });
    else {
      await forget(message.url);
      reply({ id, answer: null });
    }
  } catch (error) {
    reply({ id, trouble: String(error) });
  }
}

function reply(message: BurstReply): void {
  process.send?.(message);
}

/**
 * Turns, in each of which every connection to the one side asks once, then every one to the other: the same requests, in
 * an order that a coin decides. So whatever the machine is doing strikes both sides alike, and one is loaded at a time.
 */
async function takePair({
  urls,
  file,
  route,
  offset,
  count,
  connections,
  seed,
}: PairOrder): Promise<PairAnswer> {
  const traffic = await trafficOf(file);
  const requests = traffic.requests.filter((request) => request.route === route);
  const sideOf = (url: string): Side => ({
    clients: clientsOf(url, connections),
    prefix: new URL(url).pathname.replace(/\/$/, ''),
    expected: traffic.routes[route]?.expect ?? [],
    timeout: traffic.timeout,
    micros: [],
    mishaps: {},
    seconds: 0,
    failures: 0,
  });
  const base = urls.base === null ? null : sideOf(urls.base);
  const head = sideOf(urls.head);
  const sides = base === null ? [head] : [base, head];
  const coin = fairCoin(seed);
  const cpu = process.cpuUsage();
  for (let done = 0; done < count; done += connections) {
    const size = Math.min(connections, count - done);
    const turn = Array.from(
      { length: size },
      (_, i) => requests[(offset + done + i) % requests.length] as PreparedRequest,
    );
    for (const side of coin() === 0 ? sides : sides.toReversed()) await askOnce(side, turn);
    if (sides.some(({ failures }) => failures >= hopeless)) break;
  }
  const { user, system } = process.cpuUsage(cpu);
  const seconds = sides.reduce((sum, side) => sum + side.seconds, 0);
  return { base: base && burstOf(base), head: burstOf(head), cpu: (user + system) / 1e6 / seconds };
}

/** One side of a pair, with what came of it so far. */
interface Side {
  readonly clients: readonly Client[];
  /** Of all paths; empty for an API at the root. */
  readonly prefix: string;
  readonly expected: readonly number[];
  /** In seconds. */
  readonly timeout: number;
  readonly micros: number[];
  readonly mishaps: Partial<Record<Mishap, number>>;
  seconds: number;
  /** In a row. */
  failures: number;
}

function burstOf({ micros, mishaps, seconds }: Side): Burst {
  return { micros, mishaps, seconds };
}

/** A request on each connection, all at once. */
async function askOnce(side: Side, requests: readonly PreparedRequest[]): Promise<void> {
  const { clients, expected, micros, mishaps } = side;
  const began = performance.now();
  const results = await Promise.all(requests.map((request, i) => ask(side, clients[i] as Client, request)));
  side.seconds += (performance.now() - began) / 1000;
  for (const { result, took } of results) {
    side.failures = typeof result === 'number' ? 0 : side.failures + 1;
    if (typeof result === 'number' && expected.includes(result)) {
      micros.push(Math.max(1, Math.round(took * 1000)));
      continue;
    }
    const kind = typeof result === 'number' ? (`${Math.floor(result / 100)}xx` as Mishap) : result;
    mishaps[kind] = (mishaps[kind] ?? 0) + 1;
  }
}

/** How long a request took in milliseconds, and what came of it. */
async function ask(
  side: Side,
  client: Client,
  request: PreparedRequest,
): Promise<{ readonly result: number | Mishap; readonly took: number }> {
  const began = performance.now();
  const result = await send(side, client, request);
  return { result, took: performance.now() - began };
}

/** @returns the status, or what came instead */
async function send(
  { prefix, timeout }: Side,
  client: Client,
  { method, path, headers, body }: PreparedRequest,
): Promise<number | Mishap> {
  try {
    const limit = timeout * 1000;
    const { statusCode, body: received } = await client.request({
      method,
      path: `${prefix}${path}`,
      headers,
      body,
      headersTimeout: limit,
      bodyTimeout: limit,
    });
    await received.dump();
    return statusCode;
  } catch (error) {
    return mishapOf(error);
  }
}

function mishapOf(error: unknown): Mishap {
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError)
    return 'timeout';
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'reset';
  return error instanceof errors.SocketError ? 'closed' : 'other';
}

function clientsOf(url: string, count: number): readonly Client[] {
  const known = clients.get(url);
  if (known?.length === count) return known;
  const opened = Array.from({ length: count }, () => new Client(new URL(url).origin, { pipelining: 1 }));
  clients.set(url, opened);
  return opened;
}

async function forget(url: string): Promise<void> {
  const known = clients.get(url) ?? [];
  clients.delete(url);
  await Promise.all(known.map((client) => client.destroy()));
}

async function trafficOf(file: string): Promise<PreparedTraffic> {
  const known = traffics.get(file) ?? (JSON.parse(await readFile(file, 'utf8')) as PreparedTraffic);
  traffics.set(file, known);
  return known;
}
