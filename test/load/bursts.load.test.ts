import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startBurstClient, type BurstClient } from '../../src/load/burst.ts';
import type { BurstAnswer, BurstOrder } from '../../src/load/burst-order.ts';
import { takeRoutePairs } from '../../src/load/burst-pairs.ts';
import { knownServer, seeded, trafficFile, trafficOver } from './support/traffic.ts';

const never = new AbortController().signal;

/** A burst of one path on the server whose truth is known. */
async function burstOf(
  path: string,
  more: Partial<BurstOrder> = {},
  timeout = 2,
): Promise<BurstAnswer & { readonly seen: Readonly<Record<string, number>> }> {
  await using server = await knownServer();
  await using traffic = await trafficFile(trafficOver([path], { timeout }));
  await using client = startBurstClient(process.env, never);
  const order = { url: server.url, file: traffic.file, route: 0, offset: 0, count: 20, connections: 2 };
  const answer = await client.burst({ ...order, ...more });
  const seen = await fetch(`${server.url}/seen`).then(
    (answer) => answer.json() as Promise<Record<string, number>>,
    () => ({}),
  );
  return { ...answer, seen };
}

describe('a burst', () => {
  test('is as many requests as were asked for, each timed to the microsecond', async () => {
    const { burst, seen } = await burstOf('/after/20');
    expect(seen).toEqual({ '/after/20': 20 });
    expect(burst.mishaps).toEqual({});
    expect(burst.micros).toHaveLength(20);
    // Timers may fire a millisecond early.
    expect(Math.min(...burst.micros)).toBeGreaterThanOrEqual(19_000);
    // Two connections, one request after the other on each.
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
    const order = { url: server.url, file: traffic.file, route: 0, connections: 1 };
    await client.burst({ ...order, offset: 2, count: 4 });
    const answer = await fetch(`${server.url}/seen`);
    expect(await answer.json()).toEqual({ '/after/0': 1, '/after/1': 1, '/after/2': 2 });
  });
});

describe('the client', () => {
  test('asks a server that was started anew', async () => {
    await using traffic = await trafficFile(trafficOver(['/at-once']));
    await using client = startBurstClient(process.env, never);
    const order = { file: traffic.file, route: 0, offset: 0, count: 5, connections: 2 };
    for (let start = 0; start < 2; start++) {
      await using server = await knownServer();
      expect((await client.burst({ url: server.url, ...order })).burst.micros).toHaveLength(5);
      await client.forget(server.url);
    }
  });

  test('ends at once when the run is interrupted, with the reason', async () => {
    await using server = await knownServer();
    await using traffic = await trafficFile(trafficOver(['/hang']));
    const controller = new AbortController();
    await using client = startBurstClient(process.env, controller.signal);
    const reason = new Error('interrupted');
    const order = { url: server.url, file: traffic.file, route: 0, offset: 0, count: 5, connections: 1 };
    const asked = client.burst(order);
    void sleep(300).then(() => controller.abort(reason));
    await expect(asked).rejects.toBe(reason);
    await expect(client.burst(order)).rejects.toBe(reason);
  });

  test('that cannot read its traffic says so', async () => {
    await using client = startBurstClient(process.env, never);
    const order = {
      url: 'http://127.0.0.1:1',
      file: '/nowhere',
      route: 0,
      offset: 0,
      count: 1,
      connections: 1,
    };
    await expect(client.burst(order)).rejects.toMatchObject({ code: 'generator-failed' });
  });
});

async function pairsOn(client: BurstClient, paths: { readonly base: string; readonly head: string }) {
  await using server = await knownServer();
  await using traffic = await trafficFile(trafficOver(['/5']));
  const urls = { base: `${server.url}${paths.base}`, head: `${server.url}${paths.head}` };
  const asked: string[] = [];
  const watched: BurstClient = {
    ...client,
    burst: (order) => {
      asked.push(`${order.url === urls.base ? 'base' : 'head'} ${order.offset} ${order.count}`);
      // One server stands for both: the side is the first part of the path.
      return client.burst({ ...order, url: server.url, file: traffic.file });
    },
  };
  const pair = {
    client: watched,
    urls,
    traffic: trafficOver(['/after/5']),
    file: traffic.file,
    route: 0,
    connections: 4,
    random: seeded(3),
    signal: never,
  };
  return { ...(await takeRoutePairs(pair, 6)), asked };
}

describe('pairs', () => {
  test('have the same requests on both sides, and a coin decides who comes first', async () => {
    await using client = startBurstClient(process.env, never);
    const { pairs, asked } = await pairsOn(client, { base: '/a', head: '/b' });
    expect(pairs).toHaveLength(6);
    expect(new Set(pairs.map(({ first }) => first)).size).toBe(2);
    const counted = asked.slice(-12);
    for (const [i, { first }] of pairs.entries()) {
      const [one = '', other = ''] = counted.slice(2 * i, 2 * i + 2);
      expect(one.split(' ')[0]).toBe(first);
      expect(one.split(' ').slice(1)).toEqual(other.split(' ').slice(1));
    }
    for (const { base, head } of pairs) {
      expect(base.micros.length).toBe(head.micros.length);
      expect(base.micros.length).toBeGreaterThanOrEqual(72);
    }
  });
});
