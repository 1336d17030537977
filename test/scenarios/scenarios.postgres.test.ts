import { beforeAll, describe, expect, test } from 'vitest';
import { scenarios } from '../../scenarios/index.ts';
import { prepareTraffic } from '../../src/load/prepare.ts';
import { uniform } from '../support/random.ts';
import { useBoard, type Answer } from './board.ts';

const at = useBoard('after');

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
  interface Sent {
    readonly route: string;
    readonly what: string;
    readonly expected: readonly number[];
    readonly answer: Answer;
  }
  let sent: readonly Sent[];

  beforeAll(async () => {
    const { routes, requests } = await prepareTraffic(scenario, query, { next: uniform(1) }, 400);
    const kinds = routes.map((route, i) => ({
      ...route,
      requests: requests.filter((request) => request.route === i).slice(0, 5),
    }));
    const sending = kinds.flatMap(({ name, expect, requests }) =>
      requests.map(async ({ method, path, headers, body }) => {
        const answer = await at.api.request(path, { method, headers, body: body ?? undefined });
        return { route: name, what: `${method} ${path} ${body ?? ''}`, expected: expect, answer };
      }),
    );
    sent = await Promise.all(sending);
  });

  test('has requests of every kind, and each is answered as the scenario expects', () => {
    expect([...new Set(sent.map(({ route }) => route))]).toEqual(scenario.requests.map(({ name }) => name));
    const surprises = sent.filter(({ expected, answer }) => !expected.includes(answer.status));
    expect(surprises.map(({ what, answer }) => `${what}: ${answer.status}`)).toEqual([]);
  });

  test('its lists of jobs are not all empty', () => {
    const lists = sent.flatMap(({ answer }) => {
      const { jobs } = (answer.body ?? {}) as { jobs?: readonly unknown[] };
      return jobs ? [jobs.length] : [];
    });
    expect(lists.length === 0 || Math.max(...lists) > 0).toBe(true);
  });
});

async function query(statement: string): Promise<readonly Record<string, unknown>[]> {
  return (await at.db.query<Record<string, unknown>>(statement)).rows;
}
