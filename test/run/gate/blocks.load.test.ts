import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { GateSideName } from '../../../src/record/gate.ts';
import { watched, type GateApi, type GateApis } from '../../../src/run/gate/apis.ts';
import { routeBlocks } from '../../../src/run/gate/blocks.ts';
import { SideFailure } from '../../../src/run/gate/side-failure.ts';
import type { Taken } from '../../../src/run/gate/taken.ts';
import { seeded, trafficFile, trafficOver } from '../../load/support/traffic.ts';

/** Servers of ours, which say that they went away after so many requests, and do. */
function anApi(lives = Infinity): GateApi & { readonly running: () => number } {
  let running = 0;
  const start = async () => {
    let asked = 0;
    let leave: ((how: string) => void) | undefined;
    const lost = new Promise<string>((resolve) => (leave = resolve));
    const server = createServer((_, response) => {
      asked += 1;
      if (asked <= lives) response.end('fine');
      else {
        close();
        // The news of it takes a while.
        setTimeout(() => leave?.('exit code 3'), 30);
      }
    });
    const close = (): void => {
      server.close();
      server.closeAllConnections();
    };
    await once(server.listen(0, '127.0.0.1'), 'listening');
    running += 1;
    const stop = async () => {
      running -= 1;
      close();
    };
    const { port } = server.address() as AddressInfo;
    return watched({ url: `http://127.0.0.1:${port}`, lost, stop });
  };
  return { start, database: null, running: () => running };
}

/** Does not start. */
function aBrokenApi(side: GateSideName): GateApi {
  const start = () =>
    Promise.reject(new SideFailure(side, 'the API "shop" ended before it was ready (no licence)'));
  return { start, database: null };
}

async function blockOf(
  apis: Pick<GateApis, 'base' | 'head'>,
  names = ['a', 'b'],
  left = 60,
): Promise<ReadonlyMap<string, Taken>> {
  const traffic = trafficOver(names.map((name) => `/${name}`));
  await using file = await trafficFile(traffic);
  const routes = names.map((name, index) => ({
    name,
    traffic,
    file: file.file,
    index,
    base: null,
    head: null,
  }));
  const { signal } = new AbortController();
  await using taker = routeBlocks({
    routes,
    apis: { ...apis, [Symbol.asyncDispose]: async () => {} },
    alone: new Set(),
    connections: 1,
    pairs: 8,
    stage: { env: process.env, random: seeded(), signal, now: () => performance.now() / 1000 },
    onBusy: () => {},
  });
  return await taker.takeBlocks(new Set(names), left);
}

describe('a side that goes away', () => {
  test.each(['base', 'head'] as const)('is told of: the %s, with what failed until then', async (side) => {
    const [dying, living] = [anApi(30), anApi()];
    const apis = side === 'base' ? { base: dying, head: living } : { base: living, head: dying };
    const taken = await blockOf(apis);
    const trouble = `the ${side}'s API went away (exit code 3)`;
    expect(taken.get('a')).toMatchObject({ trouble, lost: side });
    const pairs = taken.get('a')?.block?.pairs ?? [];
    expect(pairs.at(-1)?.[side].mishaps).not.toEqual({});
    expect(pairs.at(-1)?.[side === 'base' ? 'head' : 'base'].mishaps).toEqual({});
    // There was nobody to ask for it.
    expect(taken.get('b')).toEqual({ block: null, trouble, lost: side });
    expect([dying.running(), living.running()]).toEqual([0, 0]);
  });

  test('is not taken for one that is too slow, where there is too little time to ask again', async () => {
    const taken = await blockOf({ base: anApi(), head: anApi(30) }, ['a'], 3);
    expect(taken.get('a')).toMatchObject({ lost: 'head', trouble: expect.stringContaining('exit code 3') });
  });
});

test.each(['base', 'head'] as const)(
  'a %s that does not start again leaves nothing running',
  async (side) => {
    const other = anApi();
    const broken = aBrokenApi(side);
    const taken = await blockOf(
      side === 'base' ? { base: broken, head: other } : { base: other, head: broken },
    );
    const trouble = `the ${side} could not be started again: the API "shop" ended before it was ready (no licence)`;
    const lost = { block: null, trouble, lost: side };
    expect(Object.fromEntries(taken)).toEqual({ a: lost, b: lost });
    expect(other.running()).toBe(0);
  },
);
