import { rename, rm, writeFile } from 'node:fs/promises';

/** Writes a file whole or not at all: whatever goes wrong leaves the last good one, and no half of the new one. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.unfinished`;
  try {
    await writeFile(unfinished, text);
    await rename(unfinished, path);
  } catch (error) {
    // It may hold the last room on a disk.
    await rm(unfinished, { force: true });
    throw error;
  }
}
