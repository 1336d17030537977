import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as Testcontainers from 'testcontainers';
import { BenchError } from '../errors.ts';
import { connect } from './connect.ts';
import type { Endpoint, Progress } from './server.ts';
import { asFlags, availableMemory, measuringSettings } from './settings.ts';

const port = 5432;
const user = 'bench';
const database = 'postgres';

/** Parallel workers share memory through /dev/shm, of which a container has 64 MB unless told otherwise; bytes. */
const sharedMemory = 1024 ** 3;

/** How long the server may say "starting up" after it listens; milliseconds. */
const patience = 30_000;

/**
 * Starts a PostgreSQL in a container of its own, which testcontainers removes when this program ends.
 * Its ready-made PostgreSQL container is not used: that one's health check would start a program in the container
 * four times a second for as long as we measure.
 *
 * @throws BenchError `no-testcontainers`, `no-container-engine`, `container-failed`
 */
export async function startContainer(
  image: string,
  progress: Progress,
  load: () => Promise<typeof Testcontainers> = () => import('testcontainers'),
): Promise<Endpoint> {
  const { GenericContainer, Wait } = await load().catch(loadProblem);
  const password = randomBytes(18).toString('base64url');
  progress(`Starting a container of ${image}; the image is fetched first where it is not here.`);
  const container = await new GenericContainer(image)
    .withEnvironment({ POSTGRES_USER: user, POSTGRES_PASSWORD: password, POSTGRES_DB: database })
    .withCommand(['postgres', ...asFlags(measuringSettings(availableMemory()))])
    .withSharedMemorySize(sharedMemory)
    .withExposedPorts(port)
    .withWaitStrategy(Wait.forListeningPorts())
    .start()
    .catch((error: Error) => {
      throw startProblem(image, error);
    });
  const endpoint: Endpoint = {
    kind: 'container',
    maintenance: database,
    connection: (database) => ({
      host: container.getHost(),
      port: container.getMappedPort(port),
      user,
      password,
      database,
    }),
    async [Symbol.asyncDispose]() {
      await container.stop();
    },
  };
  try {
    await untilStarted(endpoint);
  } catch (error) {
    await endpoint[Symbol.asyncDispose]();
    throw startProblem(image, error as Error);
  }
  return endpoint;
}

/** testcontainers is an optional companion: who never asks for a container need not install it. */
function loadProblem(error: NodeJS.ErrnoException): never {
  throw error.code === 'ERR_MODULE_NOT_FOUND' ? new BenchError('no-testcontainers') : error;
}

/** PostgreSQL listens a moment before it lets anybody in. */
async function untilStarted(endpoint: Endpoint): Promise<void> {
  const deadline = Date.now() + patience;
  while (true) {
    try {
      await using db = await connect(endpoint, endpoint.maintenance);
      await db.query('SELECT 1');
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

function startProblem(image: string, { message }: Error): BenchError {
  // testcontainers has no class or code for it, only this sentence.
  if (message.includes('Could not find a working container runtime')) {
    return new BenchError('no-container-engine');
  }
  return new BenchError('container-failed', image, message);
}
