import { BenchError } from '../errors.ts';

/** Major versions that we know how to ask. */
const oldest = 14;
const newest = 18;

export interface Version {
  /** As people say it: "15.18". */
  readonly version: string;
  /** As `server_version_num`: 150018. */
  readonly versionNumber: number;
}

/**
 * Reads what the server says of itself ("15.18 (Debian 15.18-1)", "150018").
 *
 * @throws BenchError `unsupported-version`
 */
export function readVersion(serverVersion: string, serverVersionNum: string): Version {
  const version = serverVersion.replace(/ \(.*/, '');
  const versionNumber = Number(serverVersionNum);
  const major = Math.floor(versionNumber / 10_000);
  if (major < oldest || major > newest) throw new BenchError('unsupported-version', version, oldest, newest);
  return { version, versionNumber };
}
