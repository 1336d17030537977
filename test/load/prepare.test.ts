import { describe, expect, test } from 'vitest';
import { mix } from '../../src/load/mix.ts';
import { prepareTraffic } from '../../src/load/prepare.ts';
import { defineScenario, type Scenario } from '../../src/suite/scenario.ts';
import { scenarioSchema } from '../../src/suite/scenario-schema.ts';
import { sql } from '../../src/suite/sql.ts';
import { seeded } from './support/traffic.ts';

const shop = defineScenario({
  id: 'shop',
  title: 'A shop',
  rate: 10,
  identities: { buyer: { from: [{ token: 'abc', id: 7 }], headers: { authorization: 'Bearer {token}' } } },
  requests: [
    { name: 'list', weight: 3, get: '/goods?q={word}', parameters: { word: ['red & blue'] } },
    {
      name: 'order',
      post: '/orders/{good.shelf}',
      as: 'buyer',
      body: { good: '{good}', note: 'for {id}', many: [1, '{good}'], gift: null },
      parameters: { good: sql`SELECT id, shelf FROM good` },
      expect: [201, 409],
    },
  ],
});

const goods = async (): Promise<{ id: number; shelf: string }[]> => [{ id: 5, shelf: 'a/b' }];

describe('prepared traffic', () => {
  test('fills paths, headers and bodies, and keeps numbers numbers', async () => {
    const { requests, routes, seconds } = await prepareTraffic(shop, goods, seeded(), 4);
    expect(seconds).toBe(3);
    expect(requests.find(({ route }) => route === 0)).toEqual({
      route: 0,
      method: 'GET',
      path: '/goods?q=red%20%26%20blue',
      headers: {},
      body: null,
    });
    expect(requests.find(({ route }) => route === 1)).toEqual({
      route: 1,
      method: 'POST',
      path: '/orders/a%2Fb',
      headers: { 'content-type': 'application/json', authorization: 'Bearer abc' },
      body: '{"good":5,"note":"for 7","many":[1,5],"gift":null}',
    });
    expect(routes).toEqual([
      { name: 'list', expect: [200] },
      { name: 'order', expect: [201, 409] },
    ]);
  });

  test('is the same for the same seed, and another for another', async () => {
    const random: Scenario = {
      ...shop,
      requests: [{ name: 'a', get: '/{n}', parameters: { n: (random) => Math.floor(random.next() * 1e6) } }],
    };
    const [first, again, other] = await Promise.all(
      [1, 1, 2].map((seed) => prepareTraffic(random, goods, seeded(seed), 50)),
    );
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test("a ramp's round takes as long as its steps, and none of it is left out", async () => {
    const ramp = { id: 'up', title: 'Up', ramp: { from: 1, steps: [{ rate: 9, seconds: 4 }] } };
    const traffic = await prepareTraffic({ ...ramp, requests: shop.requests.slice(0, 1) }, goods, seeded());
    expect(traffic).toMatchObject({ seconds: 4, settle: 0 });
  });

  test.each([
    ['a query that finds no rows', shop, async () => [], 'scenario-source-empty'],
    [
      'a template that nothing stands for',
      { ...shop, requests: [{ name: 'a', get: '/{nobody}' }] },
      goods,
      'scenario-template',
    ],
  ] as const)('%s is refused before any load runs', async (_, scenario, query, code) => {
    await expect(prepareTraffic(scenario, query, seeded())).rejects.toMatchObject({ code });
  });
});

describe('the mix', () => {
  test('gives each kind its share, in every stretch', () => {
    const order = mix([5, 2, 2, 1], 1_000, seeded());
    for (const [from, to] of [
      [0, 1_000],
      [0, 100],
      [450, 550],
    ] as const) {
      const shares = [0, 1, 2, 3].map(
        (kind) => order.slice(from, to).filter((k) => k === kind).length / (to - from),
      );
      [0.5, 0.2, 0.2, 0.1].forEach((share, kind) => expect(shares[kind]).toBeCloseTo(share, 1));
    }
  });

  test('adds up where shares are not whole', () => {
    expect(mix([1, 1, 1], 100, seeded())).toHaveLength(100);
  });
});

describe('a scenario at the door', () => {
  const request = { name: 'a', get: '/' };
  const base = { id: 'x', title: 'X', rate: 1, requests: [request] };
  test.each([
    ['is fine', base, null],
    ['needs a pacing', { ...base, rate: undefined }, 'exactly one of users, rate, ramp, saturation'],
    ['has one pacing only', { ...base, saturation: 3 }, 'exactly one of users'],
    ['has users who think', { ...base, rate: undefined, users: 3 }, 'users and think go together'],
    ['thinks least before most', { ...base, rate: undefined, users: 3, think: [3, 1] }, '[least, most]'],
    ['names a request once', { ...base, requests: [request, request] }, '"a" is there twice'],
    [
      'knows who asks',
      { ...base, requests: [{ ...request, as: 'nobody' }] },
      'no identity is called "nobody"',
    ],
    ['has one method', { ...base, requests: [{ ...request, post: '/' }] }, 'exactly one of get'],
    ['draws from something', { ...base, requests: [{ ...request, parameters: { p: [] } }] }, 'not empty'],
    ['has no keys of its own', { ...base, ratte: 3 }, 'ratte'],
  ])('%s', (_, scenario, message) => {
    const given = Object.fromEntries(Object.entries(scenario).filter(([, value]) => value !== undefined));
    const { success, error } = scenarioSchema.safeParse(given);
    expect(success).toBe(message === null);
    const said = error?.issues.map((issue) => issue.message).join('; ') ?? '';
    expect(said).toContain(message ?? '');
  });
});
