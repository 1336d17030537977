import { spawn } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { k6Driver } from '../../src/load/k6.ts';
import { lookAtImage } from '../../src/load/k6/container.ts';
import { meterContainer } from '../../src/load/k6/container-cpu.ts';
import { pinnedVersion } from '../../src/load/k6/version.ts';
import { noEngine } from '../support/container-engine.ts';
import { k6, withoutK6 } from './support/k6.ts';
import { programs } from '../support/programs.ts';
import { knownServer, trafficFile, trafficOver } from './support/traffic.ts';

/** What stands in the cgroup of every process, in place of the name of a container. */
const anyContainer = ':';

describe.skipIf(process.platform !== 'linux')('the CPU of a container is', () => {
  test('that of its first process and what comes of it', async () => {
    expect(await usedBy(anyContainer)).toBeGreaterThan(0);
  });

  test('not known where the engine counts the processes of another machine', async () => {
    expect(await usedBy('elsewhere')).toBeNull();
  });

  test.skipIf(k6?.kind !== 'program')(`in the record of a round by k6${withoutK6}`, async () => {
    const path = k6?.kind === 'program' ? k6.path : '';
    // In place of an engine: it starts the real one when it is told to, and says as which process.
    await using place = await programs({
      docker: `process="\${0%/*}/process"
        case $1 in
          run)
            echo $$ > "$process"
            while [ "\${1#grafana/k6:}" = "$1" ]; do shift; done
            shift
            exec ${path} "$@" ;;
          inspect) read -r pid < "$process" && echo "${anyContainer} $pid" ;;
        esac`,
    });
    await using server = await knownServer();
    const traffic = trafficOver(['/after/1'], { seconds: 1 });
    await using file = await trafficFile(traffic);
    const env = { ...process.env, PATH: place.folder };
    const driver = k6Driver({ kind: 'container', version: '2.2.0' }, env);
    const round = await driver({ url: server.url, traffic, file: file.file });
    expect(round.total.answered).toBeGreaterThan(0);
    expect(round.generator.cpu).toBeGreaterThan(0);
  });
});

/** The vendor's image, or where it cannot be had the same program in an image of its name, until the end of the block. */
async function imageOfK6(path: string): Promise<AsyncDisposable> {
  const name = `grafana/k6:${pinnedVersion}`;
  const there = await execa('docker', ['image', 'inspect', name], { reject: false });
  if (!there.failed) return { [Symbol.asyncDispose]: async () => {} };
  const archive = execa('tar', ['-C', dirname(path), '-c', basename(path)], {
    encoding: 'buffer',
    buffer: false,
  });
  const entry = ['--change', `ENTRYPOINT ["/${basename(path)}"]`];
  await archive.pipe('docker', ['import', ...entry, '-', name]);
  return { [Symbol.asyncDispose]: async () => void (await execa('docker', ['rmi', name])) };
}

const engine = await noEngine();
const program = k6?.kind === 'program' ? k6.path : null;
const skipped = engine ?? (program === null ? 'no k6 to put into an image' : undefined);

test.skipIf(skipped !== undefined)(
  `a round by k6 in a real container, whose CPU is known${skipped === undefined ? '' : ` (${skipped})`}`,
  async () => {
    await using _ = await imageOfK6(program ?? '');
    const look = await lookAtImage(process.env);
    if (!look.usable) throw new Error(look.why);
    await using server = await knownServer();
    const traffic = trafficOver(['/after/1'], { seconds: 1 });
    await using file = await trafficFile(traffic);
    const driver = k6Driver({ kind: 'container', version: look.version }, process.env);
    const round = await driver({ url: server.url, traffic, file: file.file });
    expect(round.total.answered).toBeGreaterThan(0);
    expect(round.generator.cpu).toBeGreaterThan(0);
  },
);

/** What is seen of a busy process that an engine says is the first of the container with this id. */
async function usedBy(id: string): Promise<number | null> {
  const busy = spawn('/bin/sh', ['-c', 'while :; do :; done']);
  try {
    await using place = await programs({ docker: `echo "${id} ${busy.pid}"` });
    const from = Date.now() / 1000;
    using meter = meterContainer('busy', { PATH: place.folder });
    await sleep(1_000);
    return meter.between(from, Date.now() / 1000);
  } finally {
    busy.kill('SIGKILL');
  }
}
