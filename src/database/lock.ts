import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { BenchError } from '../errors.ts';

/** The shortest limit among the systems that we run on (macOS; Linux has 107). */
const longestSocketPath = 103;

/** How long the holder may take to say its process id, in milliseconds; it may be busy measuring. */
const usualPatience = 2_000;

/**
 * Takes a folder for this process alone. The lock is a socket that its holder listens on: the system closes it
 * when the holder dies, however it dies, so a file that nobody answers on is stale, whatever became of process ids.
 *
 * @param path of the socket, in a folder that exists
 * @throws BenchError `cache-busy`, `cache-path-too-long`
 */
export async function takeLock(path: string, patience = usualPatience): Promise<AsyncDisposable> {
  if (Buffer.byteLength(path) > longestSocketPath) throw new BenchError('cache-path-too-long', path);
  while (true) {
    const server = createServer((socket) => {
      socket.on('error', () => {}); // the asker went away; nothing is owed
      socket.end(String(process.pid));
    });
    try {
      server.listen(path);
      await once(server, 'listening');
      server.unref();
      return { [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
    const holder = await askHolder(path, patience);
    if (holder !== 'nobody') throw new BenchError('cache-busy', path, holder);
    await rm(path, { force: true });
  }
}

/** The process that holds the lock; undefined where somebody holds it but does not say who. */
async function askHolder(path: string, patience: number): Promise<number | 'nobody' | undefined> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ECONNREFUSED' || code === 'ENOENT' ? 'nobody' : undefined;
  }
  const impatience = AbortSignal.timeout(patience);
  addAbortSignal(impatience, socket);
  let answer = '';
  try {
    for await (const part of socket) answer += String(part);
  } catch {
    if (impatience.aborted) return undefined;
  }
  // A holder that hangs up without a word was dying when it was asked.
  return answer === '' ? 'nobody' : Number(answer);
}
