import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { createDatabase } from '../../src/database/databases.ts';
import { startEmbedded } from '../../src/database/embedded.ts';
import { openServer } from '../../src/database/open.ts';
import { ownDatabases } from '../../src/database/own-databases.ts';
import { freePort, loopback } from '../../src/database/port.ts';
import { serverProcesses } from '../../src/database/processes.ts';
import type { Progress, Server } from '../../src/database/server.ts';
import { temporaryCache, type TemporaryCache } from '../support/cache.ts';

function open({ path }: TemporaryCache, onProgress: Progress = () => {}): Promise<Server> {
  return openServer({ kind: 'embedded', cache: path }, { onProgress });
}

/** The process that holds a server: its parent. */
function keeperOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
}

async function untilNothingRuns({ data }: TemporaryCache): Promise<void> {
  await expect.poll(() => serverProcesses(data), { timeout: 20_000 }).toEqual([]);
}

/** A program of its own with a server in the cache; it has a process group of its own, like one in a terminal. */
async function openElsewhere(cache: TemporaryCache): Promise<Elsewhere> {
  const program = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, '..', 'support', 'open-embedded.ts'), cache.path],
    { stdio: ['ignore', 'pipe', 'inherit'], detached: true },
  );
  const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  const said = async (): Promise<string> => (await lines.next()).value ?? '';
  const pid = Number((await said()).replace('open ', ''));
  return { program, pid, said };
}

interface Elsewhere {
  readonly program: ChildProcess;
  readonly pid: number;
  readonly said: () => Promise<string>;
}

async function killAll(...pids: readonly (number | undefined)[]): Promise<void> {
  for (const pid of pids) if (pid !== undefined) process.kill(pid, 'SIGKILL');
  await sleep(0);
}

// One cache for all that can share it: each test leaves it as a run leaves it, and the next one has to cope.
let cache: TemporaryCache;
beforeAll(async () => {
  cache = await temporaryCache();
  // The first time takes longer: programs and data are made.
  const server = await open(cache);
  await server[Symbol.asyncDispose]();
});
afterAll(() => cache[Symbol.asyncDispose]());

describe('an embedded server', () => {
  test('keeps its data from one run to the next, and nothing runs in between', async () => {
    {
      await using server = await open(cache);
      await createDatabase(server, 'bench_kept', { purpose: 'template', key: 'k' });
    }
    expect(await serverProcesses(cache.data)).toEqual([]);
    await using server = await open(cache);
    expect(await ownDatabases(server)).toMatchObject([{ name: 'bench_kept', purpose: 'template', key: 'k' }]);
  });

  describe('while it is open', () => {
    let server: Server;
    beforeAll(async () => {
      server = await open(cache);
    });
    afterAll(() => server[Symbol.asyncDispose]());

    test('is set up for measuring, and says how', () => {
      expect(server.kind).toBe('embedded');
      expect(server.version).toMatch(/^15\.\d+$/);
      expect(Math.floor(server.versionNumber / 10_000)).toBe(15);
      expect(server.settings).toMatchObject({
        autovacuum: 'off',
        fsync: 'off',
        max_connections: '200',
        shared_preload_libraries: 'pg_stat_statements',
        TimeZone: 'UTC',
      });
      expect(Object.keys(server.settings)).not.toContain('port');
    });

    test('is refused to a second run in the same cache, by the first one’s process id', async () => {
      await expect(open(cache)).rejects.toMatchObject({
        code: 'cache-busy',
        message: expect.stringContaining(`process ${process.pid}`),
        remedy: expect.stringContaining('--cache'),
      });
    });
  });

  test('takes another port when somebody was faster', async () => {
    const squatter = createServer().listen(0, loopback);
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    const ports = [port, await freePort()];
    await using endpoint = await startEmbedded(
      cache.path,
      () => {},
      async () => ports.shift() ?? 0,
    );
    squatter.close();
    expect(endpoint.connection('postgres').port).not.toBe(port);
    await using db = await connect(endpoint, endpoint.maintenance);
    expect((await db.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  test('says that the port is taken where every port is', async () => {
    const squatter = createServer().listen(0, loopback);
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    await expect(
      startEmbedded(
        cache.path,
        () => {},
        async () => port,
      ),
    ).rejects.toMatchObject({
      code: 'port-taken',
      message: expect.stringContaining(`port ${port}`),
      remedy: expect.not.stringContaining('bench clean'),
    });
    squatter.close();
  });

  test('makes its data anew after the machine went down while it was open', async () => {
    const note = join(cache.path, 'postgresql-15', 'open');
    {
      await using server = await open(cache);
      await createDatabase(server, 'bench_lost', { purpose: 'template', key: 'k' });
    }
    await writeFile(note, String(Date.now() / 1000 - 1e9));
    const said: string[] = [];
    await using server = await open(cache, (sentence) => said.push(sentence));
    expect(said.join()).toContain('went down');
    expect(await ownDatabases(server)).toEqual([]);
  });

  test('says that a cache cannot be written', async () => {
    const file = join(cache.path, 'file');
    await writeFile(file, '');
    const below = join(file, 'cache');
    await expect(openServer({ kind: 'embedded', cache: below })).rejects.toMatchObject({
      code: 'cache-unwritable',
      message: expect.stringContaining(below),
    });
  });

  test.runIf(process.getuid?.() === 0)('tells root when its user may not look into the cache', async () => {
    await using cache = await temporaryCache();
    await chmod(cache.path, 0o700);
    await expect(open(cache)).rejects.toMatchObject({ code: 'cache-unreadable' });
  });
});

describe('what dies together', () => {
  test('the program is killed: its server stops by itself, and the next run finds the cache free', async () => {
    const { program } = await openElsewhere(cache);
    program.kill('SIGKILL');
    await untilNothingRuns(cache);
    await using server = await open(cache);
    expect(server.pid).toBeGreaterThan(0);
  });

  test('Ctrl-C to the whole process group: the server lives until the program closes it', async () => {
    const { program, said } = await openElsewhere(cache);
    process.kill(-Number(program.pid), 'SIGINT');
    expect(await said()).toBe('after Ctrl-C the server says 42');
    expect(await said()).toBe('closed');
    expect(await serverProcesses(cache.data)).toEqual([]);
    const log = await readFile(join(cache.path, 'postgresql-15', 'server.log'), 'utf8');
    expect(log).toContain('database system is shut down');
  });

  test('the server is killed in the middle of a statement: the program hears of it, no backend lives on', async () => {
    {
      await using server = await open(cache);
      await createDatabase(server, 'bench_kept', { purpose: 'template', key: 'k' });
      await using db = await connect(server, server.maintenance);
      const endless = db.query('SELECT count(*) FROM generate_series(1, 1e12)');
      endless.catch(() => {}); // it may be refused before it is looked at below
      await killAll(server.pid);
      expect(await server.lost).toBe('SIGKILL');
      expect(await serverProcesses(cache.data)).toEqual([]);
      await expect(endless).rejects.toThrow(/terminat|closed|reset/);
    }
    await using server = await open(cache);
    expect(await ownDatabases(server)).toHaveLength(1);
  });

  test('the keeper is killed: the program hears of it and ends the server', async () => {
    await using server = await open(cache);
    await killAll(keeperOf(Number(server.pid)));
    expect(await server.lost).toContain('keeper');
    expect(await serverProcesses(cache.data)).toEqual([]);
  });

  test('program and keeper are killed: the next run ends what they left, and goes on', async () => {
    const { program, pid } = await openElsewhere(cache);
    // Both at once, as far as they can know: otherwise the one that is left would end the server.
    program.kill('SIGSTOP');
    await killAll(keeperOf(pid), program.pid);
    expect(await serverProcesses(cache.data)).toContain(pid);
    await using server = await open(cache);
    expect(await serverProcesses(cache.data)).not.toContain(pid);
    expect(await serverProcesses(cache.data)).toContain(server.pid);
  });
});
