import { randomBytes } from 'node:crypto';
import type * as Testcontainers from '@testcontainers/postgresql';
import { BenchError } from '../errors.ts';
import type { Endpoint, Progress } from './server.ts';
import { asFlags, availableMemory, measuringSettings } from './settings.ts';

/** Parallel workers share memory through /dev/shm, of which a container has 64 MB unless told otherwise; bytes. */
const sharedMemory = 1024 ** 3;

/**
 * Starts a PostgreSQL in a container of its own, which testcontainers removes when this program ends.
 *
 * @throws BenchError `no-testcontainers`, `no-container-engine`, `container-failed`
 */
export async function startContainer(image: string, progress: Progress): Promise<Endpoint> {
  const { PostgreSqlContainer } = await loadTestcontainers();
  progress(`Starting a container of ${image}; the image is fetched first if it is not here.`);
  const container = new PostgreSqlContainer(image)
    .withDatabase('postgres')
    .withUsername('bench')
    .withPassword(randomBytes(18).toString('base64url'))
    .withSharedMemorySize(sharedMemory)
    .withCommand(['postgres', ...asFlags(measuringSettings(availableMemory()))]);
  const started = await container.start().catch((error: unknown) => {
    throw startProblem(image, error);
  });
  return {
    kind: 'container',
    maintenance: started.getDatabase(),
    connection: (database) => ({
      host: started.getHost(),
      port: started.getPort(),
      user: started.getUsername(),
      password: started.getPassword(),
      database,
    }),
    async [Symbol.asyncDispose]() {
      await started.stop();
    },
  };
}

/** An optional companion: who never asks for a container need not install it. */
async function loadTestcontainers(): Promise<typeof Testcontainers> {
  try {
    return await import('@testcontainers/postgresql');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new BenchError('no-testcontainers');
  }
}

function startProblem(image: string, error: unknown): BenchError {
  const { message } = error as Error;
  // testcontainers has no class or code for it, only this sentence.
  if (message.includes('Could not find a working container runtime'))
    return new BenchError('no-container-engine');
  return new BenchError('container-failed', image, message);
}
