import { randomBytes } from 'node:crypto';
import { chown, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa, ExecaError } from 'execa';
import { BenchError } from '../errors.ts';
import { isDiskFull } from './disk-full.ts';
import { makeWhole } from './folders.ts';
import type { Owner } from './owner.ts';

/** PostgreSQL's data folder, and how to log in to the server over it. */
export interface Cluster {
  readonly data: string;
  readonly user: string;
  readonly password: string;
}

const user = 'bench';

/**
 * The cluster in the folder `home`, made by `initdb` where there is none yet.
 *
 * @throws BenchError `cache-unreadable`, `disk-full`
 */
export async function openCluster(home: string, initdb: string, owner: Owner): Promise<Cluster> {
  await makeWhole(home, async (draft) => {
    const passwordFile = join(draft, 'password');
    await writeFile(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
    if (owner.uid !== undefined && owner.gid !== undefined) {
      await chown(draft, owner.uid, owner.gid);
      await chown(passwordFile, owner.uid, owner.gid);
    }
    await makeData(initdb, join(draft, 'data'), passwordFile, owner);
  });
  return { data: join(home, 'data'), user, password: await readFile(join(home, 'password'), 'utf8') };
}

async function makeData(initdb: string, data: string, passwordFile: string, owner: Owner): Promise<void> {
  const flags = [
    `--pgdata=${data}`,
    `--username=${user}`,
    `--pwfile=${passwordFile}`,
    // Loopback is open to every user of the machine, and a superuser of PostgreSQL may run programs.
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Text sorts the same on every machine, and not by bytes, which no production does ("LIKE 'x%'" would use plain indexes).
    '--locale-provider=icu',
    '--icu-locale=en-US',
    `--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8'}`,
    // Nothing here waits for the disk; see fsync in `settings.ts`.
    '--no-sync',
  ];
  try {
    await execa(initdb, flags, { ...owner, env: { LC_ALL: 'C' } });
  } catch (error) {
    if (isDiskFull(error)) throw new BenchError('disk-full', data);
    if (error instanceof ExecaError && error.code === 'EACCES')
      throw new BenchError('cache-unreadable', data);
    throw error;
  }
}
