import { describe, expect, test } from 'vitest';
import { validityOf } from '../../src/load/validity.ts';
import type { Mishap, RoundOfLoad } from '../../src/record/load-round.ts';
import { goodRound } from './support/traffic.ts';

const good = goodRound();

function withMishaps(answered: number, mishaps: Partial<Record<Mishap, number>>): Partial<RoundOfLoad> {
  return {
    total: { ...good.total, answered, mishaps },
    routes: [{ name: 'only', ...good.total, answered, mishaps }],
  };
}

describe('a round is', () => {
  test.each([
    ['valid where nothing is wrong', {}, null],
    ['invalid without a request', withMishaps(0, {}), 'nothing'],
    ['invalid where every answer is 500', withMishaps(0, { '5xx': 1_000 }), 'nothing'],
    ['invalid where it was broken off', { seconds: 1 }, 'ended'],
    ['invalid with a timeout more than allowed', withMishaps(980, { timeout: 20 }), 'timeouts'],
    ['valid with as many timeouts as are allowed', withMishaps(990, { timeout: 10 }), null],
    ['invalid with errors', withMishaps(999, { reset: 1 }), 'errors'],
    ['invalid with a dropped request', { dropped: 1 }, 'dropped'],
    ['invalid below its rate', withMishaps(970, {}), 'rate'],
    ['valid a request below its rate', withMishaps(998, {}), null],
    [
      'valid at whatever rate closed load reaches',
      { asked: { seconds: 3, rate: null }, ...withMishaps(100, {}) },
      null,
    ],
    [
      'invalid with too few for a p95',
      { asked: { seconds: 3, rate: null }, ...withMishaps(71, {}) },
      'samples',
    ],
    ['invalid where the generator is busy', { generator: { ...good.generator, cpu: 0.81 } }, 'generator'],
    ['valid where nobody knows how busy it is', { generator: { ...good.generator, cpu: null } }, null],
  ] as const)('%s', (_, change, about) => {
    const validity = validityOf({ ...good, ...change }, { timeouts: 0.01 });
    expect(validity.outcome === 'valid' ? null : validity.reasons[0]?.about).toBe(about);
  });

  test('invalid for the generator first, where what is dropped may be its own fault', () => {
    const validity = validityOf({ ...good, dropped: 500, generator: { ...good.generator, cpu: 0.9 } });
    expect(validity).toMatchObject({
      reasons: [
        { about: 'generator', remedy: 'lower the load, or give the load generator a machine of its own' },
        { about: 'dropped' },
      ],
    });
  });

  test.each([
    [{ kind: 'users', users: 1_000, think: [1, 3] }, 'let the scenario have fewer `users`'],
    [{ kind: 'rate', rate: 333 }, 'lower the `rate`'],
    [
      { kind: 'saturation', connections: 4 },
      'let fewer connections ask (`saturation`), or wait longer (`timeout`)',
    ],
  ] as const)('invalid for what times out, to be mended as the load is: %o', (pacing, remedy) => {
    const late = { ...good, pacing, asked: { seconds: 3, rate: null } } as RoundOfLoad;
    for (const answered of [0, 500]) {
      const validity = validityOf({ ...late, ...withMishaps(answered, { timeout: 500 }) });
      expect(validity).toMatchObject({ reasons: [{ remedy }] });
    }
  });

  test('invalid for every reason that there is, the weightiest first', () => {
    const validity = validityOf({ ...good, dropped: 500, ...withMishaps(500, { '5xx': 3, '4xx': 7 }) });
    expect(validity).toMatchObject({
      reasons: [
        {
          about: 'errors',
          sentence: '2.0 % of the requests failed, and 0.0 % may: most at only (status 4xx)',
        },
        { about: 'dropped' },
        { about: 'rate' },
      ],
    });
  });
});
