import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import type { Fault } from '../../scenarios/api/fault.ts';
import { testServer } from '../support/server.ts';
import { openBoard, root, startApi, type Api } from './board.ts';
import { loggedIn } from './people.ts';

test('one statement more for each request, counted where all of them are', async () => {
  await using server = await testServer();
  await using board = await openBoard(server, 'after');
  await using db = await board.connect();
  const [{ token }] = await loggedIn(db, 'candidate');
  const cost = async (api: Api) => {
    const path = '/api/notifications/unread-count';
    expect(await api.request(path, { token })).toMatchObject({ status: 200 });
    const { body } = await api.request('/metrics');
    return /^sql_statements_total\{route="GET \/api\/notifications[^}]*\} (\d+)$/m.exec(String(body))?.[1];
  };
  await using sound = await startApi(board);
  await using faulty = await startApi(board, { kind: 'statements', extra: 1 });
  expect([await cost(sound), await cost(faulty)]).toEqual(['2', '3']);
});

test.each<Fault>([
  { kind: 'slower', factor: 10 },
  { kind: 'stall', share: 1, milliseconds: 50 },
])('requests take longer beside an API without it, and answer the same: %j', async (fault) => {
  await using server = await testServer();
  await using board = await openBoard(server, 'after');
  await using sound = await startApi(board);
  await using faulty = await startApi(board, fault);
  const ratios: number[] = [];
  for (let i = 0; i < 15; i += 1) {
    const [without, withFault] = [await timed(sound), await timed(faulty)];
    expect(withFault.body).toEqual(without.body);
    ratios.push(withFault.took / without.took);
  }
  // Far from the ten times that are asked for: what the client sees is also the way there and back.
  expect(ratios.toSorted((a, b) => a - b)[7]).toBeGreaterThan(2);
});

async function timed(api: Api): Promise<{ readonly took: number; readonly body: unknown }> {
  const began = performance.now();
  const { status, body } = await api.request('/api/jobs');
  expect(status).toBe(200);
  return { took: performance.now() - began, body };
}

test('one that there is not is refused at the start, in a sentence', async () => {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'scenarios/api/main.ts'], {
    cwd: root,
    env: { PATH, DATABASE_URL: 'postgres://u:hush@127.0.0.1:1/d', BUILD: 'after', FAULT: 'chaos=1' },
  });
  let stderr = '';
  child.stderr.on('data', (text) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(1);
  expect(stderr).toMatch(/^intowork-api does not start: .*FAULT: must be slower=1\.05, .*\n$/);
});
