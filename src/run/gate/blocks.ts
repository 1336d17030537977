import { setTimeout as sleep } from 'node:timers/promises';
import { startBurstClient } from '../../load/burst.ts';
import { takeRoutePairs } from '../../load/burst-pairs.ts';
import type { Pair } from '../../record/gate.ts';
import type { GateApis } from './apis.ts';
import { startBoth, type Both, type Loss } from './both.ts';
import type { LookedAtRoute } from './routes.ts';
import { SideFailure } from './side-failure.ts';
import type { GateStage } from './stage.ts';
import { gaveUp, tooSlow, took, type Taken } from './taken.ts';

/** Takes a block of each of some subjects. */
export interface BlockTaker extends AsyncDisposable {
  /**
   * @param left in seconds
   * @returns what came of it, by the subject's name
   */
  takeBlocks(names: ReadonlySet<string>, left: number): Promise<ReadonlyMap<string, Taken>>;
}

/** Beyond this many cores, the client's own queue is in the times. */
const mostOfCore = 0.8;

/** The connections to a process break before the news of its end is here: how long that may take, in milliseconds. */
const newsTakes = 1_000;

export interface RouteBlocks {
  readonly routes: readonly LookedAtRoute[];
  readonly apis: GateApis;
  /** Names of routes that the base does not have. */
  readonly alone: ReadonlySet<string>;
  readonly connections: number;
  /** Of bursts, in a block of a route, at most. */
  readonly pairs: number;
  readonly stage: Pick<GateStage, 'env' | 'signal' | 'random' | 'now'>;
  /** Told once of each route whose load generator had too little room. */
  readonly onBusy: (route: string, cores: number) => void | Promise<void>;
}

/**
 * Blocks of routes: both APIs are started fresh, in an order and on ports drawn anew, since two processes of the same
 * code differ by some per cent however long they run (Kalibera & Jones 2013); then each route in turn.
 */
export function routeBlocks({
  routes,
  apis,
  alone,
  connections,
  pairs: most,
  stage,
  onBusy,
}: RouteBlocks): BlockTaker {
  const { env, signal, random, now } = stage;
  const client = startBurstClient(env, signal);
  const busy = new Set<string>();
  const takeBlock = async (route: LookedAtRoute, up: Both, left: number): Promise<Taken> => {
    const { name, traffic, file, index } = route;
    const at = now();
    const urls = alone.has(name) ? { ...up.urls, base: null } : up.urls;
    const gone = () => up.loss() !== null;
    const pair = { client, urls, traffic, file, route: index, connections, most, random, signal, gone };
    const taken = await takeRoutePairs(pair, left);
    const slow = typeof taken === 'number';
    if (slow || isCutOff(taken.pairs.at(-1))) await Promise.race([up.lost, sleep(newsTakes)]);
    const lost = lostTo(up.loss());
    if (slow) return lost ?? tooSlow(taken);
    const { pairs, cpu } = taken;
    if (cpu > mostOfCore && !busy.has(name)) {
      busy.add(name);
      await onBusy(name, cpu);
    }
    // What failed when it went away is in its last block.
    const block = { at, pairs: [...pairs] };
    return lost === null ? took(block) : { ...lost, block };
  };
  return {
    async takeBlocks(names, left) {
      const end = now() + left;
      const wanted = routes.filter(({ name }) => names.has(name));
      const blocks = new Map<string, Taken>();
      if (wanted.length === 0) return blocks;
      try {
        await using up = await startBoth(apis, random.next() < 0.5 ? ['base', 'head'] : ['head', 'base']);
        for (const route of wanted) {
          blocks.set(route.name, lostTo(up.loss()) ?? (await takeBlock(route, up, end - now())));
        }
        for (const url of Object.values(up.urls)) if (url !== null) await client.forget(url);
      } catch (error) {
        if (!(error instanceof SideFailure)) throw error;
        for (const { name } of wanted) blocks.set(name, notAgain(error));
      }
      return blocks;
    },
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

function lostTo(loss: Loss | null): Taken | null {
  if (loss === null) return null;
  const { side, how } = loss;
  return gaveUp(`the ${side}'s API went away (${how})`, side);
}

function notAgain({ side, what }: SideFailure): Taken {
  return gaveUp(`the ${side} could not be started again: ${what}`, side);
}

/** Whether connections broke: perhaps there is nobody any more who could answer. */
function isCutOff(pair: Pair | undefined): boolean {
  const sides = pair === undefined ? [] : [pair.base, pair.head];
  return sides.some(({ mishaps }) => brokenOff.some((mishap) => mishap in mishaps));
}

const brokenOff = ['refused', 'reset', 'closed'] as const;
