import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchRelease, type Fetch } from '../../src/load/k6/release.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-release-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const archive = new Response(Buffer.from('not the archive'));
const archiveSum = '49da3caf'; // what its SHA-256 begins with is not known beforehand anywhere

describe('the vendor’s release', () => {
  const cases: readonly (readonly [string, Fetch, string, RegExp])[] = [
    [
      'is refused where its checksum is not the one that we know',
      async () => archive.clone(),
      'linux-x64',
      /^the checksum of k6-v2\.2\.0-linux-amd64\.tar\.gz is [0-9a-f]{64}, not b5a8003c/,
    ],
    [
      'is refused where it is not the one on the vendor’s list',
      async (url) =>
        url.endsWith('checksums.txt')
          ? new Response(`${archiveSum.padEnd(64, '0')}  k6-v2.2.0-linux-arm64.tar.gz\n`)
          : archive.clone(),
      'linux-arm64',
      /^the checksum of k6-v2\.2\.0-linux-arm64\.tar\.gz is/,
    ],
    [
      'is refused where the list does not name it',
      async () => new Response('nothing'),
      'darwin-arm64',
      /list of checksums does not name k6-v2\.2\.0-macos-arm64\.zip/,
    ],
    ['is not there', async () => new Response('', { status: 404 }), 'linux-x64', /github\.com answers 404/],
    [
      'cannot be reached',
      async () => {
        throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ENOTFOUND' } });
      },
      'linux-x64',
      /github\.com cannot be reached \(ENOTFOUND\)/,
    ],
    ['does not exist for this machine', async () => archive.clone(), 'aix-ppc64', /no release for aix-ppc64/],
  ];
  test.each(cases)('%s', async (_, ask, platform, sentence) => {
    const fetching = fetchRelease(folder, { onProgress: () => {}, ask, platform });
    await expect(fetching).rejects.toThrow(sentence);
  });

  test('is waited for no longer once the signal aborts', async () => {
    const interrupt = new AbortController();
    // Answers never, as a network that swallows everything.
    const ask: Fetch = (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        interrupt.abort(new Error('interrupted'));
      });
    const fetching = fetchRelease(folder, {
      onProgress: () => {},
      signal: interrupt.signal,
      ask,
      platform: 'linux-x64',
    });
    await expect(fetching).rejects.toThrow('interrupted');
  });
});
