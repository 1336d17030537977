import type { Host } from '../../src/cli/host.ts';
import { main } from '../../src/cli/main.ts';

/** What the program left on its streams, and its exit code. */
export interface Said {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in this process, as `bench …` would in `cwd`. */
export async function bench(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Said> {
  let [stdout, stderr] = ['', ''];
  const exit = await main(
    aHost({
      argv: ['node', 'bench', ...args],
      env,
      cwd: () => cwd,
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
    }),
  );
  return { exit, stdout, stderr };
}

/** A process that nobody hears; say what is different. */
export function aHost(different: Partial<Host>): Host {
  const silent = { write: () => {} };
  return {
    argv: [],
    env: {},
    cwd: () => '/',
    stdout: silent,
    stderr: silent,
    on: () => {},
    off: () => {},
    exit: () => {},
    ...different,
  };
}
