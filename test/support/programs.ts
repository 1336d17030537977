import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder with programs of a few lines of shell, which vanishes at the end of its block. */
export async function programs(
  texts: Readonly<Record<string, string>>,
): Promise<{ readonly folder: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'programs-of-a-test-'));
  for (const [name, text] of Object.entries(texts)) {
    await writeFile(join(folder, name), `#!/bin/sh\n${text}\n`);
    await chmod(join(folder, name), 0o755);
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** What a k6 says when it is asked for its version. */
export const says = (version: string): string => `echo "k6 ${version} (go1.26, linux/amd64)"`;

/** A docker whose engine has the image of k6 already. */
export const imageHere = `case $1 in image) echo here ;; run) ${says('v2.2.0')} ;; *) exit 1 ;; esac`;
