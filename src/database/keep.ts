import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { KeeperNews, KeeperOrder } from './keeper.ts';
import { ownProgram } from './own-program.ts';
import { endProcesses } from './processes.ts';

/** A server under a keeper, or how it ended before it was ready. */
export type Keeping =
  | { readonly outcome: 'ready'; readonly kept: Kept }
  | { readonly outcome: 'ended'; readonly how: string };

export interface Kept {
  readonly pid: number;
  /** Settles with a reason when server or keeper end without `stop`. */
  readonly lost: Promise<string>;
  /** Stops the server in an orderly way, and resolves when it has ended. */
  stop(): Promise<void>;
}

/** Starts a server under a keeper (see `keeper.ts`) and waits until it takes connections. */
export async function keepServer(order: KeeperOrder): Promise<Keeping> {
  const { file, options } = ownProgram('keeper', import.meta.url);
  const keeper = spawn(process.execPath, [...options, file, JSON.stringify(order)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
    windowsHide: true,
  });
  keeper.stdin.on('error', () => {}); // a keeper that was killed; its exit tells
  let stopping = false;
  let how = 'its keeper was killed';
  const news = createInterface({ input: keeper.stdout });
  const ready = new Promise<number>((resolve) => {
    news.on('line', (line) => {
      const told = JSON.parse(line) as KeeperNews;
      if (told.state === 'ready') resolve(told.pid);
      else how = told.how;
    });
  });
  const ended = once(keeper, 'close').then(async () => {
    // Without its keeper the server would live on; what an orderly keeper leaves behind is nothing.
    await endProcesses(order.data);
    return how;
  });
  const first = await Promise.race([ready, ended]);
  if (typeof first === 'string') return { outcome: 'ended', how: first };
  return {
    outcome: 'ready',
    kept: {
      pid: first,
      lost: new Promise((resolve) => void ended.then((reason) => stopping || resolve(reason))),
      async stop() {
        stopping = true;
        keeper.stdin.end();
        await ended;
      },
    },
  };
}
