import { execa } from 'execa';

/** What we build and fetch; on PATH and in containers, any of the same major version will do. */
export const pinnedVersion = '2.2.0';

/** The major version whose options, summary and script features we rely on; newer ones are tried in good faith. */
const oldestMajor = 2;

/** What a program says of itself. */
export type Look =
  | { readonly usable: true; readonly version: string }
  | { readonly usable: false; readonly why: string };

/** Asks a k6 which version it is; also finds out whether it runs on this machine at all. */
export async function lookAt(program: string): Promise<Look> {
  return versionIn(program, await execa(program, ['version'], { reject: false, timeout: 10_000 }));
}

/** How a program that was run ended, and what it said. */
interface Answer {
  readonly code?: string | undefined;
  readonly timedOut: boolean;
  readonly exitCode?: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** What it says when it is asked for its version. */
export function versionIn(program: string, answer: Answer): Look {
  if (answer.exitCode !== 0) return { usable: false, why: `${program} does not run: ${reasonOf(answer)}` };
  const version = /\bk6(?:\.exe)? v(\d+\.\d+\.\d+\S*)/.exec(answer.stdout)?.[1];
  if (version === undefined) return { usable: false, why: `${program} does not say which version it is` };
  if (Number.parseInt(version, 10) < oldestMajor) {
    return {
      usable: false,
      why: `${program} is version ${version}, and ${oldestMajor}.0.0 is the oldest that will do`,
    };
  }
  return { usable: true, version };
}

/** Why a program that was run gave nothing, in a few words. */
export function reasonOf(answer: Answer): string {
  if (answer.code === 'ENOENT') return 'it is not there';
  if (answer.timedOut) return 'it took too long';
  if (answer.exitCode === undefined) return `it cannot be run (${answer.code ?? 'no exit code'})`;
  const line = answer.stderr
    .trim()
    .split('\n')
    .at(-1)
    ?.slice(0, 200)
    .replace(/[.?!]+$/, '');
  return line || `exit code ${answer.exitCode}`;
}
