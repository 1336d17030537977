import { expect, test } from 'vitest';
import { briefSuite } from '../../src/suite/quick.ts';
import type { Scenario } from '../../src/suite/scenario.ts';
import { aSuite, anExperiment } from './suite.ts';

const requests = [{ name: 'list', get: '/orders' }];
const patient: Scenario = { id: 'patient', title: 'Not quick', rate: 5, requests, quick: false };
const browse: Scenario = {
  id: 'browse',
  title: 'Browsing',
  rate: 5,
  requests,
  compare: ['k6'],
  round: 3,
  warmUp: 6,
  duration: 60,
  capacity: 'p95<100ms',
};
const orders = anExperiment({ parameters: { frequent: [{ customer: 1 }], rare: [{ customer: 2 }] } });

const brief = briefSuite(aSuite({ experiments: [orders], scenarios: [browse, patient] }));

test('the first parameter class of each experiment is left', () => {
  expect(brief.experiments).toEqual([{ ...orders, parameters: { frequent: [{ customer: 1 }] } }]);
});

test('the load that is quick is left, in six rounds of a second, and no search for what the APIs carry', () => {
  const { capacity: _, ...same } = browse;
  expect(brief.scenarios).toEqual([{ ...same, round: 1, warmUp: 0, duration: 6 }]);
});

test('a suite without load stays one', () => {
  expect(briefSuite(aSuite()).scenarios).toEqual([]);
});
