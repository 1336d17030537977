import { parentPort, workerData } from 'node:worker_threads';
import { loadSuite } from '../suite/load.ts';
import { makeChunk, seedingOf, type Chunk, type Size } from './chunk.ts';

/** What a thread is started with. */
export interface WorkerData extends Size {
  /** The suite's file: functions cannot be sent to a thread, so each loads them itself. */
  readonly config: string;
}

export interface ChunkRequest {
  readonly id: number;
  readonly table: string;
  readonly index: number;
}

/** What comes back: a chunk, or why there is none. */
export type ChunkResponse =
  | { readonly id: number; readonly chunk: Chunk }
  | { readonly id: number; readonly trouble: string };

/** Makes chunks in a thread of its own until it is terminated. */
async function work(port: NonNullable<typeof parentPort>, { config, ...size }: WorkerData): Promise<void> {
  const { dataset } = (await loadSuite(config)).suite;
  const seeding = seedingOf(dataset, size);
  port.on('message', ({ id, table, index }: ChunkRequest) => {
    try {
      const definition = dataset.tables[table];
      if (definition === undefined) throw new TypeError(`The suite has no table "${table}"`);
      const chunk = makeChunk(table, definition, index, seeding);
      port.postMessage({ id, chunk } satisfies ChunkResponse, [chunk.bytes.buffer]);
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      port.postMessage({ id, trouble } satisfies ChunkResponse);
    }
  });
}

if (parentPort) await work(parentPort, workerData as WorkerData);
