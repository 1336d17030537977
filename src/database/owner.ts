import { userInfo } from 'node:os';
import { execa } from 'execa';
import { BenchError } from '../errors.ts';

/** The user as whom the embedded server runs; empty for "as ourselves". */
export interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

const name = 'postgres';

/**
 * PostgreSQL refuses to run as root, so root lends it a user of its own, made where there is none.
 *
 * @throws BenchError `no-server-user`
 */
export async function serverOwner(): Promise<Owner> {
  if (userInfo().uid !== 0) return {};
  const known = await execa('id', ['-u', name], { reject: false });
  if (known.exitCode !== 0) {
    const made = await execa('useradd', ['--system', '--user-group', name], { reject: false });
    if (made.failed) {
      const why = made.stderr?.trim() || made.originalMessage || made.shortMessage;
      throw new BenchError('no-server-user', name, why ?? 'useradd failed');
    }
  }
  const [uid, gid] = await Promise.all([execa('id', ['-u', name]), execa('id', ['-g', name])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
