import type { GateSideName } from '../../record/gate.ts';
import type { GateApis, StartedApi } from './apis.ts';

/** Both APIs, freshly started; disposing stops them. */
export interface Both extends AsyncDisposable {
  /** The base's is null where there is none to start. */
  readonly urls: { readonly base: string | null; readonly head: string };
  /** Which side went away by itself, and how; null while both are there. */
  readonly loss: () => Loss | null;
  /** Settles when one of them goes away. */
  readonly lost: Promise<unknown>;
}

export interface Loss {
  readonly side: GateSideName;
  readonly how: string;
}

/**
 * Starts both, together, since half of a start is waiting.
 *
 * @param order in which they are given their ports
 * @throws SideFailure where one does not start; then none is left running
 */
export async function startBoth(apis: GateApis, order: readonly GateSideName[]): Promise<Both> {
  const started = new Map<GateSideName, StartedApi>();
  const stop = async (): Promise<void> => {
    await Promise.all([...started.values()].map((api) => api.stop()));
  };
  const starts = order.map(async (side) => {
    const api = await apis[side]?.start();
    if (api !== undefined) started.set(side, api);
  });
  const failed = (await Promise.allSettled(starts)).find((start) => start.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  const loss = (): Loss | null => {
    for (const [side, api] of started) {
      const how = api.gone();
      if (how !== null) return { side, how };
    }
    return null;
  };
  return {
    urls: { base: started.get('base')?.url ?? null, head: started.get('head')?.url ?? '' },
    loss,
    lost: Promise.race([...started.values()].map((api) => api.lost)),
    [Symbol.asyncDispose]: stop,
  };
}
