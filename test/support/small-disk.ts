import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

export const onlyRoot = 'only root may mount a disk that is small enough';

/** A disk of its own size, mounted until the end of its block. */
export interface SmallDisk extends AsyncDisposable {
  /** Takes the last byte of room, until it is given back. */
  fill(): Promise<{ giveBack(): Promise<void> }>;
}

/** Mounts one; undefined where we may not mount. */
export async function smallDisk(at: string, megabytes: number): Promise<SmallDisk | undefined> {
  await mkdir(at);
  const options = `size=${megabytes}m,mode=755`;
  const mounted = await execa('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', at], { reject: false });
  if (mounted.failed) return undefined;
  return {
    async fill() {
      const path = join(at, 'filler');
      const file = await open(path, 'w');
      const megabyte = Buffer.alloc(1024 * 1024);
      try {
        for (let written = 1; written > 0;) ({ bytesWritten: written } = await file.write(megabyte));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        await file.close();
      }
      return { giveBack: () => rm(path) };
    },
    async [Symbol.asyncDispose]() {
      await execa('umount', [at]);
    },
  };
}
