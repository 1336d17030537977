import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { connect } from '../../src/database/connect.ts';
import { startContainer } from '../../src/database/container.ts';
import { cloneDatabase, createDatabase, dropDatabase } from '../../src/database/databases.ts';
import { openServer } from '../../src/database/open.ts';
import { temporaryCache } from '../support/cache.ts';
import { program } from '../support/program.ts';
import { image, noEngine } from '../support/container-engine.ts';
import { scratchName } from '../support/server.ts';

const reason = await noEngine();

async function runningContainers(): Promise<readonly string[]> {
  const { stdout } = await execa('docker', ['ps', '--quiet', '--filter', 'label=org.testcontainers=true']);
  return stdout.split('\n').filter(Boolean);
}

test('a container brings a server that is set up for measuring, and takes it away again', async ({
  skip,
}) => {
  skip(reason !== undefined, reason);
  const before = await runningContainers();
  {
    await using server = await openServer({ kind: 'container', image });
    expect(server).toMatchObject({ kind: 'container', settings: { autovacuum: 'off', fsync: 'off' } });
    expect(server.version).toMatch(/^15\.\d+$/);
    const [template, clone] = [scratchName(), scratchName()];
    await createDatabase(server, template, { purpose: 'template', key: 'k' });
    await cloneDatabase(server, template, clone, { purpose: 'arrangement', key: 'k' });
    await using db = await connect(server, clone);
    expect((await db.query('SELECT current_database() AS name')).rows).toEqual([{ name: clone }]);
    await dropDatabase(server, template);
  }
  expect(await runningContainers()).toEqual(before);
});

test('a container that is killed is noticed', async ({ skip }) => {
  skip(reason !== undefined, reason);
  const before = await runningContainers();
  await using server = await openServer({ kind: 'container', image });
  const mine = (await runningContainers()).filter((id) => !before.includes(id));
  await execa('docker', ['kill', ...mine]);
  expect(await server.lost).toContain('No PostgreSQL answers');
});

test('an image that cannot be had is named', async ({ skip }) => {
  skip(reason !== undefined, reason);
  // Nothing listens on port 9 of this machine, so no registry does.
  await expect(openServer({ kind: 'container', image: '127.0.0.1:9/postgres:0' })).rejects.toMatchObject({
    code: 'container-failed',
    message: expect.stringContaining('127.0.0.1:9/postgres:0'),
  });
});

test('without the package, the remedy is to install it', async () => {
  const missing = Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
  await expect(
    startContainer(
      image,
      () => {},
      () => Promise.reject(missing),
    ),
  ).rejects.toMatchObject({ code: 'no-testcontainers', remedy: expect.stringContaining('npm install') });
});

test('without an engine, the remedy is to start one', async ({ skip }) => {
  // testcontainers looks there whatever the environment says.
  const sockets = ['/var/run/docker.sock', `/run/user/${process.getuid?.()}/docker.sock`];
  skip(sockets.some(existsSync), 'an engine is where it is always found');
  await using nowhere = await temporaryCache();
  // In a program of its own, since testcontainers asks the environment once.
  const repository = join(import.meta.dirname, '../..');
  const args = [...program, 'seed', '--container', '--scale', 'tiny'];
  const { DATABASE_URL: _, ...others } = process.env;
  const env = {
    ...others,
    HOME: nowhere.path,
    XDG_RUNTIME_DIR: nowhere.path,
    DOCKER_HOST: `unix://${join(nowhere.path, 'docker.sock')}`,
  };
  const said = await execa(process.execPath, args, { cwd: repository, env, extendEnv: false, reject: false });
  expect(said.stderr).toMatch(/bench: No container engine answers\.\n +Start Docker or Podman/);
  expect(said.stderr).not.toMatch(/\n\s+at /);
  expect(said.exitCode).toBe(2);
});
