/**
 * A small program of its own that sends bursts of requests over connections that stay open, so that neither our event
 * loop nor our garbage is in the times. It is warm when it measures, since it lives as long as the run, and it ends
 * when its parent does.
 */
import { readFile } from 'node:fs/promises';
import { Client, errors } from 'undici';
import type { Mishap } from '../record/load-round.ts';
import type { BurstAnswer, BurstMessage, BurstOrder, BurstReply } from './burst-order.ts';
import type { PreparedRequest, PreparedTraffic } from './traffic.ts';

/** So many failures in a row are an API that is gone: more would only heat. */
const hopeless = 50;

const clients = new Map<string, Client[]>();
const traffics = new Map<string, PreparedTraffic>();

process.on('message', (message: BurstMessage) => void answer(message));
process.once('disconnect', () => process.exit(0));

async function answer(message: BurstMessage): Promise<void> {
  const { id } = message;
  try {
    if (message.kind === 'burst') reply({ id, answer: await burst(message.order) });
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

async function burst(order: BurstOrder): Promise<BurstAnswer> {
  const { url, file, route, offset, count, connections } = order;
  const traffic = await trafficOf(file);
  const expected = traffic.routes[route]?.expect ?? [];
  const requests = traffic.requests.filter((request) => request.route === route);
  const micros: number[] = [];
  const mishaps: Partial<Record<Mishap, number>> = {};
  let [next, failures] = [0, 0];

  const work = async (client: Client): Promise<void> => {
    while (next < count && failures < hopeless) {
      const place = next++;
      const request = requests[(offset + place) % requests.length] as PreparedRequest;
      const began = performance.now();
      const result = await send(client, request, traffic.timeout);
      const took = performance.now() - began;
      failures = typeof result === 'number' ? 0 : failures + 1;
      if (typeof result === 'number' && expected.includes(result))
        micros[place] = Math.max(1, Math.round(took * 1000));
      else {
        const kind = typeof result === 'number' ? (`${Math.floor(result / 100)}xx` as Mishap) : result;
        mishaps[kind] = (mishaps[kind] ?? 0) + 1;
      }
    }
  };

  const used = clientsOf(url, connections);
  const cpu = process.cpuUsage();
  const began = performance.now();
  await Promise.all(used.map(work));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  // Places of requests that failed are empty, which `filter` passes over.
  const answered = micros.filter((time) => time > 0);
  return { burst: { micros: answered, mishaps, seconds }, cpu: (user + system) / 1e6 / seconds };
}

/** @returns the status, or what came instead */
async function send(
  client: Client,
  { method, path, headers, body }: PreparedRequest,
  timeout: number,
): Promise<number | Mishap> {
  try {
    const limit = timeout * 1000;
    const options = { method, path, headers, body, headersTimeout: limit, bodyTimeout: limit };
    const { statusCode, body: received } = await client.request(options);
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
  const opened = Array.from({ length: count }, () => new Client(url, { pipelining: 1 }));
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
