import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startBurstClient } from '../../src/load/burst.ts';
import type { PairOrder } from '../../src/load/burst-order.ts';
import { takeRoutePairs } from '../../src/load/burst-pairs.ts';
import type { PreparedTraffic } from '../../src/load/traffic.ts';
import type { Burst, GateSideName } from '../../src/record/gate.ts';
import { knownServer, seeded, trafficFile, trafficOver } from './support/traffic.ts';

const never = new AbortController().signal;

/** A burst of one path on the server whose truth is known, which is the head and has no base. */
async function burstOf(
  path: string,
  more: Partial<PairOrder> = {},
  timeout = 2,
): Promise<{ readonly burst: Burst; readonly seen: Readonly<Record<string, number>> }> {
  await using server = await knownServer();
  await using traffic = await trafficFile(trafficOver([path], { timeout }));
  await using client = startBurstClient(process.env, never);
  const { head } = await client.pair({ ...orderOf({ head: server.url }, traffic.file), ...more });
  const seen = await fetch(`${server.url}/seen`).then(
    (answer) => answer.json() as Promise<Record<string, number>>,
    () => ({}),
  );
  return { burst: head, seen };
}

function orderOf(urls: { readonly base?: string; readonly head: string }, file: string): PairOrder {
  const { base = null, head } = urls;
  return { urls: { base, head }, file, route: 0, offset: 0, count: 20, connections: 2, seed: 1 };
}

describe('a burst', () => {
  test('is as many requests as were asked for, each timed to the microsecond', async () => {
    const { burst, seen } = await burstOf('/after/20');
    expect(seen).toEqual({ '/after/20': 20 });
    expect(burst.mishaps).toEqual({});
    expect(burst.micros).toHaveLength(20);
    // Timers may fire a millisecond early.
    expect(Math.min(...burst.micros)).toBeGreaterThanOrEqual(19_000);
    // Two connections, which ask together.
    expect(burst.seconds).toBeGreaterThanOrEqual(0.19);
    expect(burst.seconds * 1e6 * 2).toBeGreaterThanOrEqual(
      burst.micros.reduce((sum, time) => sum + time, 0) * 0.99,
    );
  });

  test('tells the slow ones from the others, in the order in which they were asked for', async () => {
    const { burst } = await burstOf('/nine-in-ten/5/200', { connections: 1 });
    const slow = burst.micros.flatMap((time, i) => (time >= 199_000 ? [i] : []));
    expect(slow).toEqual([9, 19]);
  });

  test.each([
    ['/status/500', '5xx'],
    ['/status/404', '4xx'],
    ['/reset', 'reset'],
    ['/close', 'closed'],
  ] as const)('%s is counted as %s, and not timed', async (path, kind) => {
    const { burst } = await burstOf(path);
    expect(burst).toMatchObject({ micros: [], mishaps: { [kind]: 20 } });
  });

  test('does not wait longer than a request may take', async () => {
    const { burst } = await burstOf('/hang', { count: 4 }, 1);
    expect(burst).toMatchObject({ micros: [], mishaps: { timeout: 4 } });
  });

  test('gives up on a server that died in the middle', async () => {
    const { burst } = await burstOf('/die-after/30', { count: 1_000 });
    expect(burst.micros.length).toBeLessThan(30);
    expect(burst.micros.length).toBeGreaterThan(20);
    const failed = Object.values(burst.mishaps).reduce((sum, count) => sum + count, 0);
    expect(failed).toBeLessThan(100);
  });

  test('begins with the request that it is told, and goes on with the first after the last', async () => {
    await using server = await knownServer();
    const requests = ['/after/0', '/after/1', '/after/2'].map((path) => ({
      route: 0,
      method: 'GET',
      path,
      headers: {},
      body: null,
    }));
    await using traffic = await trafficFile(trafficOver(['/any'], { requests }));
    await using client = startBurstClient(process.env, never);
    const order = orderOf({ head: server.url }, traffic.file);
    await client.pair({ ...order, connections: 1, offset: 2, count: 4 });
    const answer = await fetch(`${server.url}/seen`);
    expect(await answer.json()).toEqual({ '/after/0': 1, '/after/1': 1, '/after/2': 2 });
  });
});

describe('the client', () => {
  test('asks a server that was started anew', async () => {
    await using traffic = await trafficFile(trafficOver(['/at-once']));
    await using client = startBurstClient(process.env, never);
    for (let start = 0; start < 2; start++) {
      await using server = await knownServer();
      const { head } = await client.pair(orderOf({ head: server.url }, traffic.file));
      expect(head.micros).toHaveLength(20);
      await client.forget(server.url);
    }
  });

  test('ends at once when the run is interrupted, with the reason', async () => {
    await using server = await knownServer();
    await using traffic = await trafficFile(trafficOver(['/hang']));
    const controller = new AbortController();
    await using client = startBurstClient(process.env, controller.signal);
    const reason = new Error('interrupted');
    const order = orderOf({ head: server.url }, traffic.file);
    const asked = client.pair(order);
    void sleep(300).then(() => controller.abort(reason));
    await expect(asked).rejects.toBe(reason);
    await expect(client.pair(order)).rejects.toBe(reason);
  });

  test('that cannot read its traffic says so', async () => {
    await using client = startBurstClient(process.env, never);
    const order = orderOf({ head: 'http://127.0.0.1:1' }, '/nowhere');
    await expect(client.pair(order)).rejects.toMatchObject({ code: 'generator-failed' });
  });
});

/** Two servers that answer at once, and what they were asked, in order: `base /1`. */
async function watchedServers(): Promise<{
  readonly urls: { readonly base: string; readonly head: string };
  readonly asked: string[];
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}> {
  const asked: string[] = [];
  const start = async (side: GateSideName) => {
    const server = createServer((request, response) => {
      asked.push(`${side} ${request.url}`);
      response.end('fine');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  };
  const [base, head] = [await start('base'), await start('head')];
  return {
    urls: { base: base.url, head: head.url },
    asked,
    async [Symbol.asyncDispose]() {
      for (const { server } of [base, head]) await new Promise((closed) => server.close(closed));
    },
  };
}

/** Traffic of one route with so many requests, each to a path of its own. */
function manyPaths(count: number): PreparedTraffic {
  const requests = Array.from({ length: count }, (_, i) => ({
    route: 0,
    method: 'GET',
    path: `/${i}`,
    headers: {},
    body: null,
  }));
  return trafficOver(['/any'], { requests });
}

describe('a pair', () => {
  test.each([1, 3])(
    'over %i connections has turns with the same requests, ordered by coin',
    async (connections) => {
      await using servers = await watchedServers();
      await using traffic = await trafficFile(manyPaths(10));
      await using client = startBurstClient(process.env, never);
      const order = { ...orderOf(servers.urls, traffic.file), connections, count: 99 };
      const { base, head } = await client.pair(order);
      expect([base?.micros.length, head.micros.length]).toEqual([99, 99]);
      const turns = Array.from({ length: 99 / connections }, (_, i) =>
        servers.asked.slice(2 * connections * i, 2 * connections * (i + 1)),
      );
      const leaders = turns.map((turn) => {
        const [one, other] = [turn.slice(0, connections), turn.slice(connections)];
        const sides = [one, other].map((half) => new Set(half.map((line) => line.split(' ')[0])));
        expect(sides.map(({ size }) => size)).toEqual([1, 1]);
        const paths = [one, other].map((half) =>
          half.map((line) => line.split(' ')[1] ?? '').toSorted((a, b) => a.localeCompare(b)),
        );
        expect(paths[0]).toEqual(paths[1]);
        return one[0]?.split(' ')[0];
      });
      const share = leaders.filter((side) => side === 'base').length / leaders.length;
      expect(share).toBeGreaterThan(0.25);
      expect(share).toBeLessThan(0.75);
      // The same seed, the same order.
      const before = servers.asked.splice(0).map((line) => line.split(' ')[0]);
      await client.pair(order);
      expect(servers.asked.map((line) => line.split(' ')[0])).toEqual(before);
    },
  );

  test('asks below the path of an address', async () => {
    await using servers = await watchedServers();
    await using traffic = await trafficFile(manyPaths(1));
    await using client = startBurstClient(process.env, never);
    const { base, head } = servers.urls;
    const order = orderOf({ base: `${base}/v1`, head: `${head}/v2/` }, traffic.file);
    await client.pair({ ...order, connections: 1, count: 1 });
    expect(servers.asked.toSorted((a, b) => a.localeCompare(b))).toEqual(['base /v1/0', 'head /v2/0']);
  });

  test('ends when one side is gone', async () => {
    await using servers = await watchedServers();
    await using traffic = await trafficFile(manyPaths(10));
    await using client = startBurstClient(process.env, never);
    const urls = { ...servers.urls, head: 'http://127.0.0.1:1' };
    const { base, head } = await client.pair({ ...orderOf(urls, traffic.file), count: 1_000 });
    expect(head).toMatchObject({ micros: [], mishaps: { refused: expect.any(Number) } });
    expect(base?.micros.length).toBeLessThan(100);
  });
});

/** Pairs on two servers that answer the first route so. */
async function pairsOn(path: string, left = 60) {
  await using base = await knownServer();
  await using head = await knownServer();
  const traffic = trafficOver([path]);
  await using kept = await trafficFile(traffic);
  await using client = startBurstClient(process.env, never);
  const urls = { base: base.url, head: head.url };
  const pair = {
    client,
    urls,
    traffic,
    file: kept.file,
    route: 0,
    connections: 4,
    most: 3,
    random: seeded(3),
  };
  return await takeRoutePairs({ ...pair, signal: never, gone: () => false }, left);
}

describe('a block', () => {
  test('of quick requests is as many pairs as there may be, of as many requests on both sides', async () => {
    const taken = await pairsOn('/at-once');
    if (typeof taken === 'number') throw new Error('there was time for it');
    expect(taken.pairs).toHaveLength(3);
    for (const { base, head } of taken.pairs) {
      expect(base.micros.length).toBe(head.micros.length);
      expect(base.micros.length).toBeGreaterThanOrEqual(72);
    }
  });

  test('of slow ones is fewer pairs, each still enough for a p95', async () => {
    // Four at a time: 72 on both sides take 3.6 s.
    const taken = await pairsOn('/after/100');
    if (typeof taken === 'number') throw new Error('there was time for it');
    expect(taken.pairs).toHaveLength(1);
    expect(taken.pairs[0]?.head.micros).toHaveLength(72);
  });

  test('is not begun where there is no time for a single pair', async () => {
    const seconds = await pairsOn('/after/100', 5);
    expect(seconds).toBeGreaterThanOrEqual(3.5);
  });

  test('of requests that all fail is one pair, as a proof', async () => {
    const taken = await pairsOn('/reset');
    if (typeof taken === 'number') throw new Error('there was time for it');
    expect(taken.pairs).toHaveLength(1);
    expect(taken.pairs[0]?.head.micros).toEqual([]);
  });
});
