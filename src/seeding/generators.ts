import { Worker } from 'node:worker_threads';
import { BenchError } from '../errors.ts';
import { bundleGenerators } from './bundle.ts';
import type { Chunk, Size } from './chunk.ts';
import type { ChunkRequest, ChunkResponse } from './worker.ts';

/** Threads that make rows. */
export interface Generators extends AsyncDisposable {
  /**
   * Makes a chunk. Whoever asks bounds the memory: nothing is made ahead of being asked for.
   *
   * @throws BenchError `row-failed` where a generator throws
   */
  chunk(table: string, index: number): Promise<Chunk>;
  /**
   * Takes a chunk back that nobody reads any more: its room serves for another one. What is thrown away instead has to be
   * collected, and each megabyte of it costs the collector as much time as it takes to make.
   */
  takeBack(chunk: Chunk): void;
}

interface Waiting {
  readonly table: string;
  readonly resolve: (chunk: Chunk) => void;
  readonly reject: (error: unknown) => void;
}

/** Room for what is thrown away at once, which is nearly all: with the usual sixth of it a tenth of the time goes into collecting. */
const resourceLimits = { maxYoungGenerationSizeMb: 96 };

/**
 * Starts so many threads; chunks do not depend on how many.
 *
 * @param config absolute path of the suite file
 */
export async function startGenerators(config: string, size: Size, count: number): Promise<Generators> {
  const bundle = await bundleGenerators(config);
  const waiting = new Map<number, Waiting>();
  const rooms: ArrayBuffer[] = [];
  let requests = 0;
  let failure: unknown;
  const fail = (error: unknown): void => {
    failure ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const settle = (response: ChunkResponse): void => {
    const asked = waiting.get(response.id);
    waiting.delete(response.id);
    if ('chunk' in response) asked?.resolve(response.chunk);
    else asked?.reject(new BenchError('row-failed', asked.table, response.trouble));
  };
  const workers = Array.from({ length: count }, () => {
    const worker = new Worker(bundle, { workerData: size, execArgv: [], resourceLimits });
    worker.on('message', settle);
    worker.on('error', fail);
    return worker;
  });
  return {
    chunk(table, index) {
      const id = requests++;
      const made = new Promise<Chunk>((resolve, reject) => {
        if (failure === undefined) waiting.set(id, { table, resolve, reject });
        else reject(failure);
      });
      // In turn, as chunks of a table cost about the same; two neighbours to a thread, as generators may remember for
      // one row what they found out for the row before.
      const room = rooms.pop();
      const request: ChunkRequest = { id, table, index, room };
      workers[Math.floor(index / 2) % count]?.postMessage(request, room ? [room] : []);
      return made;
    },
    takeBack({ bytes }) {
      rooms.push(bytes.buffer);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.terminate()));
      fail(new Error('The generators were stopped'));
    },
  };
}
