import { expect, test } from 'vitest';
import { askedLoad, loadsAsked, type AskedLoads } from '../../src/cli/load-work.ts';
import type { Scenario } from '../../src/suite/scenario.ts';
import { aHost } from './host.ts';
import { aSuite } from '../suite/suite.ts';

const requests = [{ name: 'list', get: '/orders' }];
const scenarios: readonly Scenario[] = [
  { id: 'both', title: 'On both', saturation: 2, requests, compare: ['k6', 'autocannon'], duration: 30 },
  { id: 'open', title: 'At a rate', rate: 5, requests },
  { id: 'closed', title: 'As fast as answers come', saturation: 2, requests },
  { id: 'paced', title: 'Compared by one', rate: 5, requests, compare: ['k6'], round: 2, duration: 20 },
];

/** "both k6 10": scenario, driver, rounds. */
function asked(id: string | undefined, options: AskedLoads = {}): readonly string[] {
  const loads = loadsAsked(aSuite({ scenarios }), id, options);
  return loads.map(({ scenario, driver, rounds }) => `${scenario.id} ${driver} ${rounds}`);
}

test.each<[what: string, id: string | undefined, options: AskedLoads, expected: readonly string[]]>([
  [
    'without a name: what is compared, once on each of its drivers',
    undefined,
    {},
    ['both k6 10', 'both autocannon 10', 'paced k6 10'],
  ],
  ['a name: on the drivers that it is compared by', 'both', {}, ['both k6 10', 'both autocannon 10']],
  ['an open load that nothing is said of: by k6', 'open', {}, ['open k6 20']],
  ['a closed one: by autocannon', 'closed', {}, ['closed autocannon 20']],
  ['a driver that is asked for, for all', undefined, { driver: ['k6'] }, ['both k6 10', 'paced k6 10']],
  ['as long as is asked for', 'paced', { duration: 6 }, ['paced k6 3']],
  ['as many rounds as are asked for', 'paced', { rounds: 4, duration: 60 }, ['paced k6 4']],
])('%s', (_, id, options, expected) => {
  expect(asked(id, options)).toEqual(expected);
});

test('without a name, and with nothing that is to be compared, it asks for a name', () => {
  const suite = aSuite({ scenarios: scenarios.slice(1, 3) });
  expect(() => loadsAsked(suite, undefined, {})).toThrow(
    expect.objectContaining({
      code: 'no-compared-scenario',
      remedy: expect.stringContaining('bench load open') as string,
    }),
  );
});

test('an address with a password in it is refused, and the password not repeated', () => {
  const url = 'http://me:geheim@127.0.0.1:3000';
  const ask = () => askedLoad(aSuite(), aHost({}), { url }, { scenarios: [], capacities: [] });
  expect(ask).toThrow(
    expect.objectContaining({
      code: 'target-url-with-password',
      message: expect.not.stringContaining('geheim') as string,
    }),
  );
});
