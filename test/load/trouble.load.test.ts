import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findK6, setupK6 } from '../../src/load/find-k6.ts';
import { k6Driver } from '../../src/load/k6.ts';
import { imageHere, programs, says } from '../support/programs.ts';
import { k6 } from './support/k6.ts';
import { knownServer, lives, trafficFile, trafficOver } from './support/traffic.ts';

describe('finding k6', () => {
  test('one on PATH', async () => {
    await using place = await programs({ k6: says('v2.3.1') });
    const found = await findK6({ cache: place.folder, env: { PATH: place.folder } });
    expect(found).toMatchObject({ found: true, k6: { where: 'PATH', version: '2.3.1' } });
  });

  test.each([
    ['one that is too old', { k6: says('v0.57.0') }, 'is version 0.57.0, and 2.0.0'],
    ['one that prints rubbish', { k6: 'echo rubbish' }, 'does not say which version'],
    ['one that does not run', { k6: 'echo broken >&2; exit 3' }, 'does not run: broken'],
    ['none', {}, 'none is on PATH'],
    ['one that is a container image', { docker: imageHere }, 'none is on PATH'],
  ] as const)('%s is not used, and why is said', async (_, texts, why) => {
    await using place = await programs(texts);
    const found = await findK6({ cache: place.folder, env: { PATH: place.folder } });
    expect(found.found ? 'it is used' : found.why.join('; ')).toContain(why);
  });

  test('one in the cache, where that on PATH is too old', async () => {
    await using path = await programs({ k6: says('v1.9.0') });
    await using cache = await programs({});
    const home = join(cache.folder, 'k6', '2.2.0');
    await mkdir(home, { recursive: true });
    await writeFile(join(home, 'k6'), `#!/bin/sh\n${says('v2.2.0')}\n`, { mode: 0o755 });
    const found = await findK6({ cache: cache.folder, env: { PATH: path.folder } });
    expect(found).toMatchObject({ found: true, k6: { where: 'cache', path: join(home, 'k6') } });
  });

  test('what is there is not fetched again', async () => {
    await using place = await programs({ k6: says('v2.2.0') });
    const progress: string[] = [];
    const setup = {
      cache: place.folder,
      env: { PATH: place.folder },
      onProgress: (text: string) => progress.push(text),
    };
    expect(await setupK6(setup)).toMatchObject({ where: 'PATH' });
    expect(progress).toEqual([]);
  });
});

const unreachable = () => Promise.reject(new Error('no network'));

describe('where there is no k6', () => {
  const builds = `case $1 in
    env) echo go1.26.1 ;;
    build) { echo '#!/bin/sh'; echo '${says('v2.2.0')}'; } > "$4"; /bin/chmod 755 "$4" ;;
  esac`;

  test.each([
    ['it is built, though an image is here', { go: builds, docker: imageHere }, { where: 'cache' }],
    ['the image is taken where nothing else works', { docker: imageHere }, { kind: 'container' }],
  ])('%s', async (_, texts, expected) => {
    await using place = await programs(texts);
    const cache = join(place.folder, 'cache');
    const env = { PATH: place.folder };
    const found = await setupK6({ cache, env, onProgress: () => {}, ask: unreachable });
    expect(found).toMatchObject({ ...expected, version: '2.2.0' });
  });

  test('an interrupt ends the waiting for a registry', async () => {
    await using place = await programs({
      docker: 'case $1 in image) exit 1 ;; pull) exec /bin/sleep 50 ;; esac',
    });
    const interrupt = new AbortController();
    const setting = setupK6({
      cache: join(place.folder, 'cache'),
      env: { PATH: place.folder },
      onProgress: (sentence) => {
        if (sentence.includes('registry')) setTimeout(() => interrupt.abort(new Error('interrupted')), 50);
      },
      signal: interrupt.signal,
      ask: unreachable,
    });
    await expect(setting).rejects.toThrow('interrupted');
  });
});

describe('a k6 that', () => {
  test.each([
    ['prints rubbish and says that all is well', 'echo rubbish', 'its result cannot be read'],
    ['has a script exception', 'echo "level=error msg=\\"boom\\"" >&2; exit 107', 'exit code 107'],
    ['is killed', 'kill -9 $$', 'killed by SIGKILL'],
    ['is not there any more', 'exec /nowhere/k6', 'exit code 127'],
  ])('%s gives no result, and says why', async (_, text, how) => {
    await using place = await programs({ k6: text });
    await using file = await trafficFile(trafficOver(['/']));
    const path = join(place.folder, 'k6');
    const driver = k6Driver({ kind: 'program', where: 'PATH', path, version: '2.2.0' }, process.env);
    const running = driver({ url: 'http://127.0.0.1:9', traffic: trafficOver(['/']), file: file.file });
    await expect(running).rejects.toMatchObject({
      code: 'generator-failed',
      message: expect.stringContaining(how) as string,
    });
  });
});

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

describe.each(['autocannon', ...(k6 === null ? [] : ['k6'])])('%s in the middle of a round', (kind) => {
  test.each([
    ['an interrupt ends it', 'SIGINT', 'interrupted'],
    ['the end of our process ends it too', 'SIGKILL', undefined],
  ] as const)('%s', async (_, signal, said) => {
    await using server = await knownServer();
    await using file = await trafficFile(trafficOver(['/after/10'], { seconds: 30 }));
    const args = [
      '--import',
      tsx,
      join(import.meta.dirname, 'support/run-round.ts'),
      kind,
      server.url,
      file.file,
    ];
    const program = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface(program.stdout)[Symbol.asyncIterator]();
    const pid = Number(((await lines.next()).value as string).replace('pid ', ''));
    await loadOn(server.url);
    expect(lives(pid)).toBe(true);
    const ended = once(program, 'exit');
    program.kill(signal);
    expect((await lines.next()).value).toBe(said);
    await ended;
    await gone(pid);
  });
});

/** Waits until requests arrive. */
async function loadOn(url: string): Promise<void> {
  for (let seen = 0; seen < 10; await sleep(50)) {
    const counts = (await (await fetch(`${url}/seen`)).json()) as Readonly<Record<string, number>>;
    seen = counts['/after/10'] ?? 0;
  }
}

/** Waits until a process and its group are gone; the test's own limit says when that is too long. */
async function gone(pid: number): Promise<void> {
  while (lives(pid) || lives(-pid)) await sleep(50);
}
