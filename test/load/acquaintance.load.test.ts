import { expect, test } from 'vitest';
import { acquaintanceWith } from '../../src/load/acquaintance.ts';
import { knownServer, trafficOver } from './support/traffic.ts';

const signal = new AbortController().signal;

test('what an API does not know is counted by route; what the scenario expects, and failures of another kind, are not', async () => {
  await using server = await knownServer();
  const paths = ['/status/404', '/status/403', '/status/401', '/status/500', '/at-once'];
  const traffic = trafficOver(paths);
  const routes = traffic.routes.map((route, i) => (i === 1 ? { ...route, expect: [403] } : route));
  expect(await acquaintanceWith({ ...traffic, routes }, server.url, signal)).toEqual({
    asked: 5,
    unknown: 2,
    routes: ['status-404 (404)', 'status-401 (401)'],
  });
});

test('nothing is written, and no route is asked more often than three times', async () => {
  await using server = await knownServer();
  const traffic = trafficOver(['/after/1', '/at-once']);
  const [read, write] = traffic.requests;
  if (read === undefined || write === undefined) throw new Error('traffic has as many requests as paths');
  const requests = [...Array.from({ length: 9 }, () => read), { ...write, method: 'POST' }];
  const { asked } = await acquaintanceWith({ ...traffic, requests }, server.url, signal);
  expect(asked).toBe(3);
  expect(await (await fetch(`${server.url}/seen`)).json()).toEqual({ '/after/1': 3 });
});
