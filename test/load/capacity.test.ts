import { describe, expect, test } from 'vitest';
import { findCapacity, type CapacitySearch } from '../../src/load/capacity.ts';
import { judgeAttempt, type Attempt } from '../../src/load/capacity-point.ts';
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

function measured(round: RoundOfLoad): Attempt {
  return { outcome: 'measured', round };
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
    timeout: 1,
    from: 20,
    most: 10_000,
    precision: 0.02,
    seconds: 1_000,
    lasts: () => 3,
    now: () => seconds,
    tried,
    ...more,
    measure: async (rate) => {
      tried.push(rate);
      seconds += 3;
      return more.measure === undefined ? measured(queue(rate)) : more.measure(rate);
    },
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
      search({ measure: async (rate) => measured(queue(rate === 30 && stalls-- > 0 ? 180 : rate)) }),
    );
    expect(found.holds).toBeGreaterThan(140);
  });

  test('tries a rate again only where the limit was just missed', async () => {
    const { tried } = await runSearch({ from: 180 });
    expect(tried.filter((rate) => rate === 180)).toHaveLength(2);
    const far = await runSearch({ from: 199 });
    expect(far.tried.filter((rate) => rate === 199)).toHaveLength(1);
  });

  test.each([
    ['a third decides: it holds', [180, 20, 20], 1_000, ['breaks', 'holds', 'holds'], { holds: 30 }],
    ['a third decides: it breaks', [180, 20, 180], 1_000, ['breaks', 'holds', 'breaks'], { breaks: 30 }],
    ['it breaks where there is no time for a third', [180, 20], 8, ['breaks', 'holds'], { breaks: 30 }],
  ] as const)('where two attempts at a rate disagree, %s', async (_, behaves, seconds, outcomes, found) => {
    const left: number[] = [...behaves];
    const measure = async (rate: number) => measured(queue(rate === 30 ? (left.shift() ?? 30) : rate));
    const { points, knee: between } = await findCapacity(search({ measure, seconds, from: 30, most: 30 }));
    expect(points.filter(({ rate }) => rate === 30).map(({ outcome }) => outcome)).toEqual(outcomes);
    expect(between).toMatchObject(found);
  });

  test('begins no rate that it has no time left for', async () => {
    const slow = { lasts: (rate: number) => (rate > 40 ? 30 : 3) };
    const { tried, found } = await runSearch({ seconds: 20, ...slow });
    expect(tried).toEqual([20, 30]);
    expect(found.ended).toBe('the time of 20 s was over');
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
      { measure: async () => measured(queue(500)) },
      { holds: null, breaks: 1 },
      'breaks at a request per second',
    ],
    ['the time is over', { seconds: 7 }, { holds: 30, breaks: null }, 'the time of 7 s was over'],
    [
      'the generator has no room',
      {
        measure: async (rate: number) =>
          measured(queue(rate, { generator: { driver: 'k6', version: '2', cpu: 2, room: 1 } })),
      },
      { holds: null, breaks: null },
      'k6 used 2.00 cores of the 1.00',
    ],
  ] as const)('says why it ended: %s', async (_, more, found, why) => {
    const result = await findCapacity(search(more));
    expect(result.knee).toEqual(found);
    expect(result.ended).toContain(why);
  });

  test('tells how far it has come, after each attempt', async () => {
    const told: (readonly [attempts: number, holds: number | null])[] = [];
    const onAttempt: CapacitySearch['onAttempt'] = ({ points, knee: { holds }, ended }) => {
      expect(ended).toBe('it was not finished');
      told.push([points.length, holds]);
    };
    await findCapacity(search({ seconds: 7, onAttempt }));
    expect(told).toEqual([
      [1, null],
      [2, 20],
    ]);
  });

  test('an API that dies once is not judged by it', async () => {
    let deaths = 1;
    const { knee: found, points } = await findCapacity(
      search({
        measure: async (rate) => (rate === 30 && deaths-- > 0 ? gone : measured(queue(rate))),
      }),
    );
    expect(points.filter(({ rate }) => rate === 30).map(({ outcome }) => outcome)).toEqual([
      'invalid',
      'holds',
    ]);
    expect(found.holds).toBeGreaterThan(140);
  });

  test.each([
    ['dies at thirty', (rate: number) => (rate < 30 ? measured(queue(rate)) : gone), 20, 'killed by SIGKILL'],
    ['is not there', () => gone, null, 'killed by SIGKILL'],
    [
      'just breaks its limit, and then is gone',
      () => [measured(queue(180)), gone],
      null,
      'killed by SIGKILL',
    ],
    ['answers 500 to everything', () => measured(failing({ '5xx': 300 })), null, 'status 5xx'],
    ['answers hardly anything', () => measured(failing({ reset: 300 }, 2)), null, 'connection reset'],
  ] as const)('an API that %s has no rate at which its limit breaks', async (_, answer, holds, why) => {
    let attempts = 0;
    const result = await findCapacity(
      search({
        measure: async (rate) => {
          const answers = [answer(rate)].flat();
          return answers[attempts++ % answers.length] ?? gone;
        },
      }),
    );
    expect(result.knee).toEqual({ holds, breaks: null });
    expect(result.ended).toContain('the measurement is invalid');
    expect(result.ended).toContain(why);
    expect(result.remedy).not.toBeNull();
  });
});

async function runSearch(more: Partial<CapacitySearch>) {
  const searched = search(more);
  return { found: await findCapacity(searched), tried: searched.tried };
}

const gone: Attempt = { outcome: 'gone', why: 'the API went away (killed by SIGKILL)' };
const limit = { quantile: 0.95, seconds: 0.1 };

/** A round of which most or all failed. */
function failing(mishaps: RoundOfLoad['total']['mishaps'], answered = 0): RoundOfLoad {
  const total = { ...queue(20).total, answered, mishaps, ...(answered === 0 ? nothingTimed : {}) };
  return goodRound({ total, routes: [{ name: 'a', ...total }], asked: { seconds: 3, rate: 100 } });
}

const nothingTimed = { service: null, scheduled: null };

describe('an attempt at a rate', () => {
  const slow = queue(190).total.service;
  const short = queue(20, { asked: { seconds: 3, rate: 40 } });

  test.each([
    ['holds where the limit does', queue(20), 'holds', 'nothing'],
    [
      'breaks where it does not, whatever the rest',
      queue(190),
      'breaks',
      'p95 was 299.6 ms, and may be 100 ms',
    ],
    ['breaks where too much times out', failing({ timeout: 300 }), 'breaks', 'timed out'],
    ['breaks where a part fails', failing({ '5xx': 30 }, 60), 'breaks', 'failed'],
    [
      'is invalid where k6 had no virtual user left, for that is not the API',
      { ...queue(20), dropped: 9, total: { ...queue(20).total, scheduled: null } },
      'invalid',
      '9 requests could not begin when they were due, since all virtual users of k6, ',
    ],
    [
      'breaks where what could begin took too long already',
      { ...queue(190), dropped: 9, total: { ...queue(190).total, service: slow, scheduled: null } },
      'breaks',
      'p95 was 299.6 ms',
    ],
    ['is invalid where k6 was late', short, 'invalid', '20 requests/s began instead of 40'],
    [
      'is invalid where nothing was sent',
      { ...queue(20), total: { answered: 0, mishaps: {}, ...nothingTimed } },
      'invalid',
      'not a single request',
    ],
  ] as const)('%s', (_, round, outcome, why) => {
    const { point, trouble } = judgeAttempt(measured(round), 20, limit, {}, 1);
    expect(point.outcome).toBe(outcome);
    expect(point.reason ?? 'nothing').toContain(why);
    expect(trouble === null).toBe(outcome !== 'invalid');
  });

  test('may fail as far as its scenario says', () => {
    const { point } = judgeAttempt(measured(failing({ '5xx': 3 }, 297)), 100, limit, { errors: 0.02 }, 1);
    expect(point.outcome).toBe('holds');
  });

  test.each([
    ['none', 0, { p50: 'in time', p95: 'in time' }],
    ['as few as leave the quantile in time', 14, { p50: 'in time', p95: 'in time' }],
    ['more than the tail is', 30, { p50: 'in time', p95: { over: 1 } }],
    ['more than half', 400, { p50: { over: 1 }, p95: { over: 1 } }],
  ] as const)('counts those that timed out as longer than all others: %s', (_, timeout, expected) => {
    const { point } = judgeAttempt(measured(failing({ timeout }, 300)), 100, limit, {}, 1);
    const seen = (within: typeof point.p50) => (typeof within === 'number' ? 'in time' : within);
    expect({ p50: seen(point.p50), p95: seen(point.p95) }).toEqual(expected);
  });

  test('decides the limit by them too, where more of them may be than the quantile leaves out', () => {
    const round = failing({ timeout: 30 }, 300);
    const { point } = judgeAttempt(measured(round), 100, limit, { timeouts: 0.2 }, 1);
    expect(point).toMatchObject({ outcome: 'breaks', reason: 'p95 was over 1 s, and may be 100 ms' });
  });
});
