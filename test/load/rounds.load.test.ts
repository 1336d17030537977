import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { BenchError } from '../../src/errors.ts';
import type { LoadDriver } from '../../src/load/driver.ts';
import { takeTurns, type Contender, type Turns } from '../../src/load/rounds.ts';
import type { LoadRound } from '../../src/record/load-round.ts';
import { goodRound, seeded, trafficOver } from './support/traffic.ts';

const traffic = trafficOver(['/a', '/b', '/c', '/d', '/e', '/f', '/g', '/h']);

const stop = async (): Promise<void> => {};

function contender(id: string, lost: Promise<string> = new Promise(() => {})): Contender {
  // Nothing listens on port 9 (discard), so what the API tells of itself is nothing.
  const target = { url: 'http://127.0.0.1:9', pid: null, lost, stop, [Symbol.asyncDispose]: stop };
  return { id, target: { ...target, url: `${target.url}/${id}` }, traffic, file: '', db: null };
}

/** An API that says of itself that requests wait, whenever it is asked. */
async function busyServer(): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer((_, answer) => answer.end('pool_waiting 3\n')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Told {
  readonly rounds: LoadRound[];
  readonly asked: {
    readonly side: string;
    readonly offset: number | undefined;
    readonly seconds: number | undefined;
  }[];
}

function turns(
  more: Partial<Turns>,
  told: Told,
  answer: (side: string, call: number) => ReturnType<LoadDriver>,
): Turns {
  return {
    sides: [contender('before'), contender('after')],
    driver: async ({ url, offset, seconds }) => {
      const side = url.slice(url.lastIndexOf('/') + 1);
      told.asked.push({ side, offset, seconds });
      return answer(side, told.asked.length);
    },
    rounds: 6,
    warmUp: 2,
    allowance: {},
    databasePid: null,
    random: seeded(3),
    onProgress: () => {},
    onRound: (round) => told.rounds.push(round),
    ...more,
  };
}

const fine = async (): ReturnType<LoadDriver> => goodRound();
const dead = async (): ReturnType<LoadDriver> =>
  goodRound({ total: { answered: 0, mishaps: { '5xx': 9 }, service: null, scheduled: null } });

describe('taking turns', () => {
  test('each side has each pair once, in an order that the seed decides, warm-up dropped', async () => {
    const orders: string[][] = [];
    for (const seed of [1, 1, 2]) {
      const told: Told = { rounds: [], asked: [] };
      await takeTurns(turns({ random: seeded(seed) }, told, fine));
      expect(told.asked).toHaveLength(16);
      expect(told.rounds.map(({ pair }) => pair)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
      for (const side of ['before', 'after']) {
        expect(told.rounds.filter((round) => round.side === side)).toHaveLength(6);
      }
      orders.push(told.asked.map(({ side }) => side));
    }
    expect(orders[1]).toEqual(orders[0]);
    expect(orders[2]).not.toEqual(orders[0]);
  });

  test('the sides of a pair begin with the same request, and pairs with different ones', async () => {
    const told: Told = { rounds: [], asked: [] };
    await takeTurns(turns({}, told, fine));
    const offsets = told.asked.map(({ offset }) => offset);
    expect(offsets).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7]);
  });

  test('after the warm-up a side that answers slowly has longer rounds, as far as they may be', async () => {
    const told: Told = { rounds: [], asked: [] };
    const { total } = goodRound();
    await takeTurns(
      turns({ longest: 5 }, told, async (side) =>
        goodRound({ seconds: 1, total: { ...total, answered: side === 'after' ? 500 : 30 } }),
      ),
    );
    const lengths = (id: string) =>
      told.asked.filter(({ side }) => side === id).map(({ seconds }) => seconds);
    expect(new Set(lengths('after'))).toEqual(new Set([traffic.seconds]));
    const [first, second, ...kept] = lengths('before');
    expect([first, second]).toEqual([traffic.seconds, traffic.seconds]);
    expect(new Set(kept).size).toBe(1);
    expect(kept[0]).toBeGreaterThan(traffic.seconds);
    expect(kept[0]).toBeLessThanOrEqual(5);
  });

  test.each([
    ['answers nothing but errors', dead, 'no request was answered as expected (status 5xx)'],
    [
      'makes the driver fail',
      async () => Promise.reject(new BenchError('generator-failed', 'k6', 'killed by SIGKILL', '')),
      'k6 gave no result (killed by SIGKILL)',
    ],
  ])('a side that %s is left out, and the rest is not measured alone', async (_, trouble, why) => {
    const told: Told = { rounds: [], asked: [] };
    const failures = await takeTurns(turns({}, told, (side) => (side === 'after' ? trouble() : fine())));
    expect([...failures]).toEqual([['after', why]]);
    expect(told.asked.length).toBeLessThanOrEqual(2);
  });

  test('a side whose API goes away says how', async () => {
    const told: Told = { rounds: [], asked: [] };
    const sides = [contender('before', Promise.resolve('killed by SIGKILL')), contender('after')];
    const failures = await takeTurns(turns({ sides }, told, fine));
    expect(failures.get('before')).toBe('the API went away (killed by SIGKILL)');
  });

  test('a side that does not come to rest is started anew, and the record says which process answered', async () => {
    await using busy = await busyServer();
    const told: Told = { rounds: [], asked: [] };
    const before = {
      ...contender('before'),
      target: { ...contender('before').target, url: `${busy.url}/before` },
    };
    const sides = [{ ...before, restart: async () => before.target }, contender('after')];
    await takeTurns(turns({ sides, rounds: 2, warmUp: 0 }, told, fine));
    const processes = (id: string) =>
      told.rounds.filter(({ side }) => side === id).map((round) => round.process);
    expect(processes('before')).toEqual([0, 1]);
    // Somebody else's: nobody knows.
    expect(processes('after')).toEqual([null, null]);
  });

  test('when it is interrupted, what was finished has been told', async () => {
    const told: Told = { rounds: [], asked: [] };
    const controller = new AbortController();
    const reason = new BenchError('interrupted');
    const running = takeTurns(
      turns({ signal: controller.signal }, told, async (_, call) => {
        if (call === 7) controller.abort(reason);
        return goodRound();
      }),
    );
    await expect(running).rejects.toBe(reason);
    expect(told.rounds).toHaveLength(3);
  });
});
