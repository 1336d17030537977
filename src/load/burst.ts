import { fork } from 'node:child_process';
import { once } from 'node:events';
import { ownProgram } from '../database/own-program.ts';
import { BenchError } from '../errors.ts';
import type { BurstMessage, BurstReply, PairAnswer, PairOrder } from './burst-order.ts';
import { cleanEnvironment } from './environment.ts';

/** Sends requests in pairs of bursts, one pair at a time. */
export interface BurstClient extends AsyncDisposable {
  /** @throws BenchError `generator-failed` where it is gone; the signal's reason where it was aborted */
  pair(order: PairOrder): Promise<PairAnswer>;
  /** Closes the connections to an API that is about to stop. */
  forget(url: string): Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: PairAnswer | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Starts the process that makes bursts; it lives until it is disposed of, or we end. */
export function startBurstClient(
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): BurstClient {
  const { file, options } = ownProgram('burst-process', import.meta.url);
  const child = fork(file, {
    execArgv: [...options],
    env: cleanEnvironment(env),
    // Ctrl-C is ours to answer, and it sees our end by its channel closing.
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  const failAll = (error: unknown): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  child.on('message', (reply: BurstReply) => {
    const asker = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('trouble' in reply) asker?.reject(gone(reply.trouble));
    else asker?.resolve(reply.answer);
  });
  child.once('exit', (code, how) => failAll(gone(how ?? `exit code ${code}`)));
  const abort = (): void => {
    failAll(signal.reason);
    child.kill('SIGKILL');
  };
  signal.addEventListener('abort', abort, { once: true });

  const ask = (message: (id: number) => BurstMessage): Promise<PairAnswer | null> => {
    signal.throwIfAborted();
    const id = asked++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      if (!child.connected) failAll(gone('it has ended'));
      else child.send(message(id));
    });
  };
  return {
    async pair(order) {
      const answer = await ask((id) => ({ kind: 'pair', id, order }));
      if (answer === null) throw gone('no answer');
      return answer;
    },
    async forget(url) {
      await ask((id) => ({ kind: 'forget', id, url }));
    },
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', abort);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

function gone(how: string): BenchError {
  return new BenchError('generator-failed', 'the client', how, '');
}
