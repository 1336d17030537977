import type { Child, Ending } from './child.ts';
import { planned, type DriverRequest } from './driver.ts';

/** A load generator ends by itself after its round and the longest answer; later than that, it hangs. Seconds. */
const slack = 30;

/**
 * Waits for a load generator to end its round. It is stopped when it hangs, and when the run is aborted.
 *
 * @throws the signal's reason once it aborts, when the generator is gone
 */
export async function roundEnd(child: Child, request: DriverRequest, stop: () => void): Promise<Ending> {
  const { traffic, signal } = request;
  const { seconds, settle } = planned(request);
  signal?.addEventListener('abort', stop, { once: true });
  const overdue = setTimeout(stop, (seconds + settle + traffic.timeout + slack) * 1000);
  const ending = await child.ended;
  clearTimeout(overdue);
  signal?.removeEventListener('abort', stop);
  signal?.throwIfAborted();
  return ending;
}
