import { startBurstClient } from '../../load/burst.ts';
import { takeRoutePairs } from '../../load/burst-pairs.ts';
import type { RunningTarget } from '../../load/target.ts';
import type { Block, GateSideName, GateSubject } from '../../record/gate.ts';
import type { GateApi, GateApis } from './apis.ts';
import type { LookedAtRoute } from './routes.ts';
import type { GateStage } from './stage.ts';

/** Takes a block of each of some subjects. */
export interface BlockTaker extends AsyncDisposable {
  /**
   * @param left in seconds
   * @returns a block by the subject's name; of one that could not be taken, why
   */
  takeBlocks(names: ReadonlySet<string>, left: number): Promise<ReadonlyMap<string, Block | string>>;
}

/** Beyond this many cores, the client's own queue is in the times. */
const mostOfCore = 0.8;

export interface RouteBlocks {
  readonly routes: readonly LookedAtRoute[];
  readonly apis: GateApis;
  /** Names of routes that the base does not have. */
  readonly alone: ReadonlySet<string>;
  readonly connections: number;
  readonly stage: GateStage;
  /** Told once of each route whose load generator had too little room. */
  readonly onBusy: (route: string, cores: number) => void | Promise<void>;
}

/**
 * Blocks of routes: both APIs are started fresh, in an order and on ports drawn anew, since two processes of the same
 * code differ by some per cent however long they run (Kalibera & Jones 2013); then each route in turn.
 */
export function routeBlocks({ routes, apis, alone, connections, stage, onBusy }: RouteBlocks): BlockTaker {
  const { env, signal, random, now } = stage;
  const client = startBurstClient(env, signal);
  const busy = new Set<string>();
  return {
    async takeBlocks(names, left) {
      const end = now() + left;
      const wanted = routes.filter(({ name }) => names.has(name));
      const blocks = new Map<string, Block | string>();
      if (wanted.length === 0) return blocks;
      await using up = await startBoth(apis, random.next() < 0.5 ? ['base', 'head'] : ['head', 'base']);
      for (const { name, traffic, file, index } of wanted) {
        const at = now();
        const urls = alone.has(name) ? { ...up.urls, base: null } : up.urls;
        const pair = { client, urls, traffic, file, route: index, connections, random, signal };
        const taken = await takeRoutePairs(pair, end - at);
        if (typeof taken === 'number') {
          blocks.set(name, tooSlow(taken));
          continue;
        }
        const { pairs, cpu } = taken;
        blocks.set(name, { at, pairs: [...pairs] });
        if (cpu > mostOfCore && !busy.has(name)) {
          busy.add(name);
          await onBusy(name, cpu);
        }
        if (up.gone() !== null) {
          for (const route of wanted) if (!blocks.has(route.name)) blocks.set(route.name, up.gone() ?? '');
          blocks.set(name, up.gone() ?? '');
          break;
        }
      }
      for (const url of Object.values(up.urls)) if (url !== null) await client.forget(url);
      return blocks;
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

interface Both extends AsyncDisposable {
  readonly urls: { readonly base: string | null; readonly head: string };
  /** Which side went away by itself, and how; null while both are there. */
  readonly gone: () => string | null;
}

async function startBoth(apis: GateApis, order: readonly GateSideName[]): Promise<Both> {
  const started = new Map<GateSideName, Awaited<ReturnType<GateApi['start']>>>();
  const stop = async (): Promise<void> => {
    await Promise.all([...started.values()].map((api) => api.stop()));
  };
  let gone: string | null = null;
  const watch = async (side: GateSideName, { lost }: Pick<RunningTarget, 'lost'>): Promise<void> => {
    gone = `the ${side}'s API went away (${await lost})`;
  };
  try {
    // Together, since half of a start is waiting.
    const starts = order.map(async (side) => {
      const api = await apis[side]?.start();
      if (api === undefined) return;
      started.set(side, api);
      void watch(side, api);
    });
    const failed = (await Promise.allSettled(starts)).find((start) => start.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    urls: { base: started.get('base')?.url ?? null, head: started.get('head')?.url ?? '' },
    gone: () => gone,
    [Symbol.asyncDispose]: stop,
  };
}

/** Why there is no block where a single pair takes longer than there is time for. */
export function tooSlow(seconds: number): string {
  return `one pair of bursts takes ${Math.ceil(seconds)} s, for which there is no time left; give it more with --budget`;
}

/** The subject with one more block, or with the reason why there will be none. */
export function withBlock(subject: GateSubject, taken: Block | string | undefined): GateSubject {
  if (taken === undefined) return subject;
  if (typeof taken === 'string') return { ...subject, trouble: taken };
  return { ...subject, blocks: [...subject.blocks, taken] };
}
