import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { pinnedVersion } from './version.ts';

/** How long the vendor may take to begin to answer: without a network that is noticed within seconds. */
const connectWithin = 5_000;
const downloadWithin = 180_000;

const base = `https://github.com/grafana/k6/releases/download/v${pinnedVersion}`;

/**
 * Known beforehand, where several public repositories that pin the same file agree on it;
 * for the others the vendor's own list decides, read over https at the same time as the file.
 */
const knownSums: Readonly<Record<string, string>> = {
  'linux-amd64.tar.gz': 'b5a8003c86f35f5cd5ceef1490312c48e587696c94d998cefc6d7b3b4cb1597d',
};

const archives: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-amd64.tar.gz',
  'linux-arm64': 'linux-arm64.tar.gz',
  'darwin-x64': 'macos-amd64.zip',
  'darwin-arm64': 'macos-arm64.zip',
};

/** Asks a web server for a file; `fetch` itself, or a few lines of a test. */
export type Fetch = (url: string, signal: AbortSignal) => Promise<Response>;

export interface ReleaseSetup {
  readonly onProgress: (sentence: string) => void;
  readonly signal?: AbortSignal;
  readonly ask?: Fetch;
  /** This machine's, if absent. */
  readonly platform?: string;
}

/**
 * Fetches the vendor's release, holds it against its checksum, and unpacks it.
 *
 * @param folder an empty one, in which the archive stays too
 * @returns the path of the program
 * @throws Error in words for a user, where there is no such release, no network, or the checksum is wrong; at once where
 * the signal aborts
 */
export async function fetchRelease(folder: string, setup: ReleaseSetup): Promise<string> {
  const { onProgress, signal, ask = fetchFile, platform = `${process.platform}-${process.arch}` } = setup;
  const archive = archives[platform];
  if (archive === undefined) throw new Error(`the vendor has no release for ${platform}`);
  const name = `k6-v${pinnedVersion}-${archive}`;
  onProgress(`asking ${new URL(base).host} for ${name}`);
  const expected = knownSums[archive] ?? (await publishedSum(name, ask, signal));
  const content = await download(`${base}/${name}`, ask, signal);
  const found = createHash('sha256').update(content).digest('hex');
  if (found !== expected) throw new Error(`the checksum of ${name} is ${found}, not ${expected}`);
  const path = join(folder, name);
  await writeFile(path, content);
  // GNU tar reads the one kind of archive, and macOS's tar both.
  await execa('tar', ['-xf', path, '-C', folder]);
  return join(folder, name.replace(/\.(tar\.gz|zip)$/, ''), 'k6');
}

const fetchFile: Fetch = (url, signal) => fetch(url, { signal });

async function publishedSum(name: string, ask: Fetch, signal?: AbortSignal): Promise<string> {
  const list = await download(`${base}/k6-v${pinnedVersion}-checksums.txt`, ask, signal);
  const line = list
    .toString()
    .split('\n')
    .find((line) => line.trim().endsWith(name));
  const sum = /^[0-9a-f]{64}\b/.exec(line ?? '')?.[0];
  if (sum === undefined) throw new Error(`the vendor's list of checksums does not name ${name}`);
  return sum;
}

async function download(url: string, ask: Fetch, signal?: AbortSignal): Promise<Buffer> {
  const { host } = new URL(url);
  const impatience = new AbortController();
  const timer = setTimeout(() => impatience.abort(), connectWithin);
  try {
    const ends = [impatience.signal, AbortSignal.timeout(downloadWithin), signal ?? []].flat();
    const answer = await ask(url, AbortSignal.any(ends));
    clearTimeout(timer);
    if (!answer.ok) throw new Error(`${host} answers ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  } catch (error) {
    signal?.throwIfAborted();
    if (impatience.signal.aborted) throw new Error(`${host} does not answer`, { cause: error });
    const { cause, message } = error as Error & { cause?: { code?: string } };
    throw new Error(cause?.code === undefined ? message : `${host} cannot be reached (${cause.code})`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}
