import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { lastLine, startChild, type ChildOptions } from '../child.ts';
import { cleanEnvironment } from '../environment.ts';
import { pinnedVersion } from './version.ts';

/** The go.mod and go.sum that pin k6 and everything below it; shipped with the package. */
const pins = fileURLToPath(new URL('../../../tools/k6/', import.meta.url));

/** The first build compiles some nine hundred packages: one and a half minutes on two cores, more on a busy machine. */
const buildWithin = 15 * 60_000;
/** Without a network, that is noticed within seconds. */
const askWithin = 10_000;
const oldestGo = [1, 25] as const;

/**
 * Builds k6 from its source, as its checksums in go.sum say that it must be.
 *
 * @param folder in which the program and its working folder are made
 * @returns the path of the program
 * @throws Error in words for a user, where there is no Go, no module proxy, or the build fails
 */
export async function buildK6(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  onProgress: (sentence: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  const goEnv = {
    ...cleanEnvironment(env),
    ...Object.fromEntries(Object.entries(env).filter(([name]) => /^GO[A-Z]+$|^https?_proxy$/i.test(name))),
    GOTOOLCHAIN: 'local',
    GOFLAGS: '-mod=readonly',
    CGO_ENABLED: '0',
  };
  await checkGo(goEnv);
  const source = join(folder, 'source');
  await mkdir(source, { recursive: true });
  await cp(pins, source, { recursive: true });
  const program = join(folder, 'k6');
  const go = (args: readonly string[], within: number): Promise<string | null> =>
    run(['go', ...args], { cwd: source, env: goEnv }, within, signal);
  onProgress('asking the Go module proxy for the sources of k6');
  const absent = await go(['list', '-m', `go.k6.io/k6/v2@v${pinnedVersion}`], askWithin);
  if (absent !== null) throw new Error(`the Go module proxy gives nothing: ${absent}`);
  onProgress('building k6 from its sources: one to two minutes the first time');
  const failed = await go(['build', '-trimpath', '-o', program, 'go.k6.io/k6/v2'], buildWithin);
  if (failed !== null) throw new Error(`the build failed: ${failed}`);
  return program;
}

/** Runs a program whose many helpers end with it. Null where all went well, else what did not, in a few words. */
async function run(
  command: readonly string[],
  options: ChildOptions,
  within: number,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  signal?.throwIfAborted();
  const child = startChild(command, options);
  const tooLong = AbortSignal.timeout(within);
  const stop = (): void => void child.stop('SIGTERM', 1);
  for (const end of [tooLong, signal]) end?.addEventListener('abort', stop, { once: true });
  const { code, how } = await child.ended;
  signal?.removeEventListener('abort', stop);
  signal?.throwIfAborted();
  if (tooLong.aborted) return `no end after ${within / 1000} s`;
  return code === 0 ? null : lastLine(child.tail()) || how;
}

async function checkGo(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const answer = await execa('go', ['env', 'GOVERSION'], {
    env,
    extendEnv: false,
    reject: false,
    timeout: askWithin,
  });
  if (answer.exitCode !== 0) throw new Error('Go is not installed');
  const [major = 0, minor = 0] = answer.stdout.replace('go', '').split('.').map(Number);
  const [oldMajor, oldMinor] = oldestGo;
  if (major < oldMajor || (major === oldMajor && minor < oldMinor)) {
    throw new Error(`${answer.stdout} is too old: k6 needs Go ${oldestGo.join('.')}`);
  }
}
