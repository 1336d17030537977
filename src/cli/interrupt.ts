import { BenchError, exitCodes } from '../errors.ts';
import type { Host } from './host.ts';

/** A signal that Ctrl-C aborts; the second Ctrl-C ends the program at once. */
export interface Interrupt extends Disposable {
  readonly signal: AbortSignal;
}

/** Listens for SIGINT and SIGTERM until disposed. */
export function interruptOf(host: Host): Interrupt {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) {
      host.exit(exitCodes.interrupted);
      return;
    }
    host.stderr.write('\nStopping in good order; press Ctrl-C again to stop at once.\n');
    controller.abort(new BenchError('interrupted'));
  };
  host.on('SIGINT', interrupt);
  host.on('SIGTERM', interrupt);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      host.off('SIGINT', interrupt);
      host.off('SIGTERM', interrupt);
    },
  };
}
