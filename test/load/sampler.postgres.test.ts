import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Connection } from '../../src/database/connect.ts';
import { connectionUrl } from '../../src/database/connection-url.ts';
import { freePort } from '../../src/database/port.ts';
import type { Server } from '../../src/database/server.ts';
import { countRouteCosts } from '../../src/load/route-costs.ts';
import { startSampling } from '../../src/load/sampler.ts';
import { startTarget, type RunningTarget } from '../../src/load/target.ts';
import { ownServer, type OwnServer } from '../support/own-server.ts';
import { scratchDatabase, testServer, type ScratchDatabase } from '../support/server.ts';
import { trafficOver } from './support/traffic.ts';

/** What is sampled is of the whole server. */
let own: OwnServer;
let server: Server;
let database: ScratchDatabase;
let db: Connection;
let api: RunningTarget;

async function countingOn({ name }: ScratchDatabase): Promise<RunningTarget> {
  return startTarget(
    { command: [process.execPath, join(import.meta.dirname, 'support/counting-server.mjs')] },
    {
      name: 'counting',
      connectionString: connectionUrl(server.connection(name)),
      port: await freePort(),
      cwd: import.meta.dirname,
      env: process.env,
    },
  );
}

beforeAll(async () => {
  own = await ownServer();
  server = await testServer(own.url);
  database = await scratchDatabase(server);
  db = await database.connect();
  api = await countingOn(database);
});

afterAll(async () => {
  await api.stop();
  await db.end();
  await database[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await own[Symbol.asyncDispose]();
});

test('what a request costs is counted exactly, route by route', async () => {
  const traffic = trafficOver(['/statements/1', '/statements/5', '/statements/0']);
  expect(await countRouteCosts(traffic, [{ url: api.url, db }])).toMatchObject([
    [
      { name: 'statements-1', requests: 1, statements: 1, rows: 1 },
      { name: 'statements-5', requests: 1, statements: 5, rows: 5 },
      { name: 'statements-0', requests: 1, statements: 0, rows: 0 },
    ],
  ]);
});

test('two sides are asked for the same, as much as the slower one has time for', async () => {
  await using other = await scratchDatabase(server);
  await using otherDb = await other.connect();
  await using slow = await countingOn(other);
  const late = createServer((request, response) => {
    void sleep(200)
      .then(() => fetch(`${slow.url}${request.url}`))
      .then((answer) => response.writeHead(answer.status).end());
  });
  await once(late.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void late.close());
  const { port } = late.address() as AddressInfo;
  const { routes, requests } = trafficOver(['/statements/2']);
  const traffic = trafficOver([], { routes, requests: Array.from({ length: 20 }, () => requests).flat() });
  const sides = [
    { url: `http://127.0.0.1:${port}`, db: otherDb },
    { url: api.url, db },
  ];
  const [first, second] = await countRouteCosts(traffic, sides);
  const [one] = first ?? [];
  // The quick one alone would be asked for all of them.
  expect(one?.requests).toBeLessThan(20);
  expect(one).toMatchObject({ statements: 2, rows: 2 });
  expect(second).toEqual([expect.objectContaining({ requests: one?.requests, statements: 2, rows: 2 })]);
});

test('a round knows its statements, its waits, the pool, the event loop and the CPU of both', async () => {
  const { rows } = await db.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const databasePid = parentOf(rows[0]?.pid ?? 0);
  const sampling = await startSampling({ db, databasePid, apiPid: api.pid, url: api.url });
  const from = Date.now() / 1000;
  const requests = ['/statements/40', ...Array.from({ length: 8 }, () => '/wait/300')];
  const answers = requests.map((path) => fetch(`${api.url}${path}`));
  // The first look at the API is then over, and with it what its event loop did before the round.
  await sleep(200);
  await fetch(`${api.url}/block/150`);
  await Promise.all(answers);
  await sleep(300);
  const side = await sampling.finish(from, Date.now() / 1000);
  const calls = Object.fromEntries(side.statements?.map(({ text, calls }) => [text, calls]) ?? []);
  expect(calls).toEqual({ 'SELECT count(*) FROM pg_class': 40, 'SELECT pg_sleep($1::float8 / $2)': 8 });
  expect(side.waits['Timeout: PgSleep']).toBeGreaterThan(0.5);
  expect(side.poolWaiting?.most).toBeGreaterThanOrEqual(1);
  expect(side.databaseCpu).toBeGreaterThanOrEqual(0);
  expect(side.apiCpu).toBeGreaterThanOrEqual(0);
  expect(side.eventLoopLag).toBeGreaterThan(0.1);
  expect(side).toMatchObject({ checkpoints: 0, autovacuum: 0 });
});

test('without a connection and processes, nothing is made up', async () => {
  const sampling = await startSampling({
    db: null,
    databasePid: null,
    apiPid: null,
    url: 'http://127.0.0.1:9',
  });
  await sleep(50);
  expect(await sampling.finish(0, 1)).toEqual({
    databaseCpu: null,
    apiCpu: null,
    poolWaiting: null,
    eventLoopLag: null,
    statements: null,
    waits: {},
    checkpoints: null,
    autovacuum: 0,
  });
});

function parentOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}
