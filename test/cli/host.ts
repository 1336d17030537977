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
  env: Record<string, string> = {},
): Promise<Said> {
  let [stdout, stderr] = ['', ''];
  const exit = await main({
    argv: ['node', 'bench', ...args],
    env,
    cwd: () => cwd,
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    on: () => {},
    off: () => {},
    exit: () => {},
  });
  return { exit, stdout, stderr };
}
