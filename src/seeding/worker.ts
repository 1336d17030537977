import { parentPort, workerData } from 'node:worker_threads';
import type { Dataset } from '../suite/dataset.ts';
import { makeChunk, seedingOf, type Chunk, type Size } from './chunk.ts';

export interface ChunkRequest {
  readonly id: number;
  readonly table: string;
  readonly index: number;
  /** That of a chunk which was sent, to be used again. */
  readonly room: ArrayBuffer | undefined;
}

/** What comes back: a chunk, or why there is none. */
export type ChunkResponse =
  | { readonly id: number; readonly chunk: Chunk }
  | { readonly id: number; readonly trouble: string };

/** Makes chunks of a dataset in a thread of its own, which is started with the size, until it is terminated. */
export function work(dataset: Dataset): void {
  const port = parentPort;
  if (port === null) throw new Error('This is for threads');
  const seeding = seedingOf(dataset, workerData as Size);
  port.on('message', ({ id, table, index, room }: ChunkRequest) => {
    try {
      const definition = dataset.tables[table];
      if (definition === undefined) throw new TypeError(`The suite has no table "${table}"`);
      const chunk = makeChunk(table, definition, index, seeding, room);
      port.postMessage({ id, chunk } satisfies ChunkResponse, [chunk.bytes.buffer]);
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      port.postMessage({ id, trouble } satisfies ChunkResponse);
    }
  });
}
