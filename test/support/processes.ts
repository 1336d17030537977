import { readdir, readlink } from 'node:fs/promises';

/** Working folders of the programs that run in one of these; other tests may have programs of the same name. */
export async function runningBelow(...folders: readonly string[]): Promise<readonly string[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const places = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return places.filter((place) => folders.some((folder) => place.startsWith(folder)));
}
