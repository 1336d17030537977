import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { freePort } from '../../src/database/port.ts';
import { startTarget } from '../../src/load/target.ts';
import type { Target } from '../../src/suite/target.ts';
import { knownServer, lives } from './support/traffic.ts';

const node = (script: string): Target => ({ command: [process.execPath, '-e', script] });

describe('a target', () => {
  test('is ready when its probe answers, and gone when it is stopped', async () => {
    const target = await knownServer();
    expect((await fetch(`${target.url}/health`)).status).toBe(200);
    await target.stop();
    expect(lives(target.pid ?? 0)).toBe(false);
    await expect(fetch(target.url)).rejects.toThrow('fetch failed');
  });

  test('gets the database and the port, and nothing of our environment', async () => {
    process.env['PGOPTIONS'] = '-c work_mem=1GB';
    const script = `
      const { DATABASE_URL, PORT, PGOPTIONS, EXTRA } = process.env;
      require('http').createServer((_, answer) => answer.end(JSON.stringify({ DATABASE_URL, PGOPTIONS, EXTRA })))
        .listen(PORT, '127.0.0.1')`;
    await using target = await knownServer({ ...node(script), env: { EXTRA: 'yes' } });
    delete process.env['PGOPTIONS'];
    expect(await (await fetch(target.url)).json()).toEqual({
      DATABASE_URL: 'postgres://nobody@127.0.0.1/nothing',
      EXTRA: 'yes',
    });
  });

  test('may be started by a function', async () => {
    const server = createServer((_, answer) => answer.end());
    const target = await startTarget(
      {
        start: async ({ port }) => {
          await once(server.listen(port, '127.0.0.1'), 'listening');
          return { stop: async () => void server.close() };
        },
      },
      { name: 'ours', connectionString: '', port: await freePort(), cwd: '.', env: {} },
    );
    expect(server.listening).toBe(true);
    await target.stop();
    expect(server.listening).toBe(false);
  });

  test.each<readonly [string, Partial<Target>, string, string]>([
    ['does not start', { command: ['/nowhere/api'] }, 'target-ended', 'not found'],
    [
      'ends with a complaint',
      node('console.error("no such table"); process.exit(1)'),
      'target-ended',
      'no such table',
    ],
    [
      'is silent',
      { ...node('setTimeout(() => {}, 60000)'), readyWithin: 1 },
      'target-not-ready',
      'nothing listens there',
    ],
    ['is never healthy', { ready: '/status/503', readyWithin: 1 }, 'target-not-ready', 'status 503'],
  ])('that %s is an error with its last words', async (_, target, code, words) => {
    await expect(knownServer(target)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words) as string,
    });
  });

  test('is not confused with a stranger on its port', async () => {
    const stranger = createServer((_, answer) => answer.end()).listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const { port } = stranger.address() as AddressInfo;
    const start = { name: 'x', connectionString: '', port, cwd: '.', env: process.env };
    await expect(startTarget(node(''), start)).rejects.toMatchObject({
      code: 'target-port-taken',
      remedy: `Run again, which takes another free port; \`lsof -i :${start.port}\` shows who has this one.`,
    });
    stranger.close();
  });

  test('that goes away by itself says how', async () => {
    await using target = await knownServer();
    process.kill(target.pid ?? 0, 'SIGKILL');
    expect(await target.lost).toBe('killed by SIGKILL');
  });

  test('takes with it what it started', async () => {
    const script = `
      const { spawn } = require('child_process');
      const child = spawn('sleep', ['60'], { stdio: 'inherit' });
      require('http').createServer((_, answer) => answer.end(String(child.pid))).listen(process.env.PORT, '127.0.0.1')`;
    const target = await knownServer(node(script));
    const child = Number(await (await fetch(target.url)).text());
    expect(lives(child)).toBe(true);
    await target.stop();
    while (lives(child)) await sleep(20);
  });
});
