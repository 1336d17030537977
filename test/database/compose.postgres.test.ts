import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { openServer } from '../../src/database/open.ts';
import { freePort } from '../../src/database/port.ts';
import { measuringSettings } from '../../src/database/settings.ts';
import { noEngine } from '../support/container-engine.ts';

const root = join(import.meta.dirname, '..', '..');

/** Compose comes as a plugin of docker, or as a program of its own. */
async function findCompose(): Promise<readonly string[] | undefined> {
  const kinds = [['docker', 'compose'], ['docker-compose']] as const;
  for (const [file, ...args] of kinds) {
    const found = await execa(file, [...args, 'version'], { reject: false });
    if (!found.failed) return [file, ...args];
  }
  return undefined;
}

const compose = await findCompose();
const reason = compose === undefined ? 'there is no docker compose' : await noEngine();

test('docker-compose.yml brings a server that --database-url can use, on loopback alone', async ({
  skip,
}) => {
  skip(reason !== undefined, reason);
  const port = await freePort();
  const [file = '', ...args] = compose ?? [];
  const project = [...args, '--project-name', `bench-test-${process.pid}`];
  const run = (...words: string[]) =>
    execa(file, [...project, ...words], {
      cwd: root,
      env: { BENCH_POSTGRES_PORT: String(port), BENCH_POSTGRES_PASSWORD: 'secret' },
    });
  try {
    await run('up', '--detach');
    const { stdout: id } = await run('ps', '--quiet', 'postgres');
    await expect
      .poll(async () => (await execa('docker', ['inspect', '-f', '{{.State.Health.Status}}', id])).stdout, {
        timeout: 40_000,
        interval: 250,
      })
      .toBe('healthy');
    const { stdout: bound } = await execa('docker', ['port', id]);
    expect(bound).toBe(`5432/tcp -> 127.0.0.1:${port}`);
    const url = `postgres://bench:secret@127.0.0.1:${port}/postgres`;
    await using server = await openServer({ kind: 'url', url, allowRemote: false });
    const { timezone: TimeZone, ...settings } = measuringSettings(64 * 1024 ** 3);
    expect(server.settings).toMatchObject({ ...settings, TimeZone });
  } finally {
    await run('down', '--volumes');
  }
});
