import { chmod, lstat, mkdir, rename, rm } from 'node:fs/promises';

/** Makes a folder into which the server's user may look, whatever the umask says; one that is there stays as it is. */
export async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path, { recursive: true });
  if (made !== undefined) await chmod(path, 0o755);
}

/**
 * Makes a folder unless it is there. It comes into being under another name and is renamed when it is whole,
 * so that a half-made one is never taken for it, and none is left behind where making it fails.
 */
export async function makeWhole(folder: string, make: (draft: string) => Promise<void>): Promise<void> {
  if (await exists(folder)) return;
  const draft = `${folder}.draft`;
  await rm(draft, { recursive: true, force: true });
  try {
    await makeFolder(draft);
    await make(draft);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** Whether there is a file, a folder or a link, be it a broken one. */
export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
