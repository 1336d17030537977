import { readdir, readFile, readlink } from 'node:fs/promises';

/** A program that runs on this machine. */
export interface Program {
  readonly pid: number;
  readonly cwd: string;
  /** Word by word; empty for one that has ended. */
  readonly command: readonly string[];
}

/** The programs that work in one of these folders, or were told of a file there; other tests may have some of the same name. */
export async function programsBelow(...folders: readonly string[]): Promise<readonly Program[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const programs = await Promise.all(pids.map(programOf));
  return programs.filter(({ cwd, command }) =>
    folders.some((folder) => cwd.startsWith(folder) || command.some((word) => word.includes(folder))),
  );
}

/** A line for each of them, which a failing test shows. */
export async function runningBelow(...folders: readonly string[]): Promise<readonly string[]> {
  const programs = await programsBelow(...folders);
  return programs.map(({ pid, cwd, command }) => `${pid} in ${cwd}: ${command.join(' ')}`);
}

/** Of one that ends meanwhile, nothing is known. */
async function programOf(pid: string): Promise<Program> {
  const [cwd, words] = await Promise.all([
    readlink(`/proc/${pid}/cwd`).catch(() => ''),
    readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
  ]);
  return { pid: Number(pid), cwd, command: words.split('\0').filter((word) => word !== '') };
}
