import { describe, expect, test } from 'vitest';
import { findCapacity, type CapacitySearch } from '../../src/load/capacity.ts';
import { grid } from '../../src/record/grid.ts';
import type { RoundOfLoad } from '../../src/record/load-round.ts';
import { goodRound } from './support/traffic.ts';

/** A queue with one server that takes 5 ms (M/M/1): the time in it is exponential, with mean 1 / (200 - rate). */
function queue(rate: number, more: Partial<RoundOfLoad> = {}): RoundOfLoad {
  const mean = rate < 200 ? 1 / (200 - rate) : 60;
  const quantiles = grid.map((probability) => -mean * Math.log(1 - Math.min(probability, 0.9999)));
  const times = { count: rate * 3, mean, quantiles };
  const total = { answered: rate * 3, mishaps: {}, service: times, scheduled: times };
  return goodRound({ total, routes: [{ name: 'a', ...total }], asked: { seconds: 3, rate }, ...more });
}

/** p95 of that queue is ln 20 / (200 - rate), which passes 100 ms here. */
const knee = 200 - Math.log(20) / 0.1;

function search(more: Partial<CapacitySearch> = {}): CapacitySearch & { readonly tried: number[] } {
  const tried: number[] = [];
  let seconds = 0;
  return {
    side: 'before',
    limit: { quantile: 0.95, seconds: 0.1 },
    allowance: {},
    from: 20,
    most: 10_000,
    precision: 0.02,
    seconds: 1_000,
    now: () => (seconds += 3),
    measure: async (rate) => {
      tried.push(rate);
      return queue(rate);
    },
    tried,
    ...more,
  };
}

describe('the capacity search', () => {
  test.each([
    ['from below', 20],
    ['from above', 5_000],
  ])('finds the knee of a known queue %s', async (_, from) => {
    const { knee: found, ended, points } = await findCapacity(search({ from }));
    expect(ended).toBeNull();
    expect(found.holds).toBeLessThanOrEqual(knee);
    expect(found.breaks).toBeGreaterThan(knee);
    expect((found.breaks ?? 0) / (found.holds ?? 1)).toBeLessThanOrEqual(1.02);
    expect(points.length).toBeLessThan(30);
  });

  test('does not take one stall for a limit', async () => {
    let stalls = 1;
    const { knee: found } = await findCapacity(
      search({ measure: async (rate) => (rate === 40 && stalls-- > 0 ? queue(500) : queue(rate)) }),
    );
    expect(found.holds).toBeGreaterThan(140);
  });

  test.each([
    [
      'the limit holds wherever it looks',
      { most: 100 },
      { holds: 100, breaks: null },
      'holds at 100 requests/s, where the search ends',
    ],
    [
      'the limit breaks at once',
      { measure: async () => queue(500) },
      { holds: null, breaks: 1 },
      'breaks at a request per second',
    ],
    ['the time is over', { seconds: 5 }, { holds: 40, breaks: null }, 'the time of 5 s was over'],
    [
      'the generator has no room',
      {
        measure: async (rate: number) =>
          queue(rate, { generator: { driver: 'k6', version: '2', cpu: 2, room: 1 } }),
      },
      { holds: null, breaks: null },
      'k6 used 2.00 cores of the 1.00',
    ],
  ] as const)('says why it ended: %s', async (_, more, found, why) => {
    const result = await findCapacity(search(more));
    expect(result.knee).toEqual(found);
    expect(result.ended).toContain(why);
  });

  test('dropped requests break the limit, since that is how a server that cannot keep up shows', async () => {
    const { knee: found, points } = await findCapacity(
      search({
        measure: async (rate) => queue(Math.min(rate, 10), { dropped: rate > 50 ? 9 : 0 }),
        from: 40,
      }),
    );
    expect(found.holds).toBeLessThanOrEqual(50);
    expect(points.find(({ outcome }) => outcome === 'breaks')?.reason).toContain('could not begin');
  });
});
