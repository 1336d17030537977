import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { after } from '../../scenarios/api/after/index.ts';
import { createApplication } from '../../scenarios/api/application.ts';
import { before } from '../../scenarios/api/before/index.ts';
import { strikeOf, type Fault } from '../../scenarios/api/fault.ts';
import { openPool } from '../../scenarios/api/pool.ts';
import { stop } from '../../scenarios/api/shutdown.ts';
import { connectionUrl } from '../../src/database/connection-url.ts';
import { connect, type Connection } from '../../src/database/connect.ts';
import { cloneDatabase, dropDatabase } from '../../src/database/databases.ts';
import type { Server } from '../../src/database/server.ts';
import { seedTemplate } from '../../src/seeding/seed.ts';
import { loadSuite } from '../../src/suite/load.ts';
import { scratchName, testServer } from '../support/server.ts';

export const root = join(import.meta.dirname, '..', '..');

/** The day for which the data was made. */
export const now = '2026-01-06T12:00:00.000Z';

export type Build = 'before' | 'after';
export const builds = ['before', 'after'] as const;

/** A seeded database of a build's own, arranged for it, that vanishes at the end of its block. */
export interface Board extends AsyncDisposable {
  readonly build: Build;
  readonly url: string;
  connect(): Promise<Connection>;
}

export async function openBoard(server: Server, build: Build): Promise<Board> {
  template ??= makeTemplate(server);
  const name = scratchName();
  await cloneDatabase(server, await template, name, { purpose: 'scratch', key: 'test' });
  if (build === 'after') {
    await using db = await connect(server, name);
    await db.query(await readFile(join(root, 'scenarios/api/after.sql'), 'utf8'));
  }
  return {
    build,
    url: connectionUrl(server.connection(name)),
    connect: () => connect(server, name),
    [Symbol.asyncDispose]: () => dropDatabase(server, name),
  };
}

/** Found again by the test files that come later. */
let template: Promise<string> | undefined;

async function makeTemplate(server: Server): Promise<string> {
  const suite = await loadSuite(root);
  const made = await seedTemplate({ ...suite, server, scale: 'tiny', factor: 0.01, seed: 42, workers: 1 });
  return made.database;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where it is JSON. */
  readonly body: unknown;
}

export interface Request {
  readonly method?: string;
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A build of the API over a board, within this process. */
export interface Api extends AsyncDisposable {
  readonly url: string;
  readonly pool: Pool;
  request(path: string, request?: Request): Promise<Answer>;
}

export async function startApi(
  { build, url }: Pick<Board, 'build' | 'url'>,
  fault: Fault | null = null,
): Promise<Api> {
  const pool = openPool(build, url);
  pool.on('error', () => {});
  const queries = { before, after }[build];
  const log = pino({ level: 'silent' });
  const strike = fault && strikeOf(fault);
  const server = createServer(createApplication({ pool, queries, clock: () => now, log, strike }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: address,
    pool,
    request: (path, request) => ask(address + path, request),
    async [Symbol.asyncDispose]() {
      await stop(server, pool);
    },
  };
}

/** A board, its API and a connection to it, for all tests of the block in which this is called. */
export interface Standing {
  readonly board: Board;
  readonly api: Api;
  readonly db: Connection;
}

export function useBoard(build: Build): Standing {
  const opened: AsyncDisposable[] = [];
  const open = async <Thing extends AsyncDisposable>(thing: Promise<Thing>): Promise<Thing> => {
    opened.unshift(await thing);
    return thing;
  };
  const standing = {};
  beforeAll(async () => {
    const server = await open(testServer());
    const board = await open(openBoard(server, build));
    const [api, db] = [await open(startApi(board)), await open(board.connect())];
    Object.assign(standing, { board, api, db });
  });
  afterAll(async () => {
    for (const thing of opened) await thing[Symbol.asyncDispose]();
  });
  return standing as Standing;
}

export async function ask(
  url: string,
  { method = 'GET', token, body, headers }: Request = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
