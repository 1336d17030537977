import { BenchError } from '../../errors.ts';
import type { GateSide, GateSideName } from '../../record/gate.ts';
import { loadSuite, type LoadedSuite } from '../../suite/load.ts';
import { environmentOf } from '../environment.ts';
import type { Progress } from '../progress.ts';
import { checkOut } from './checkout.ts';

/** What the head is held against. */
export type BaseSource =
  /** A commit, checked out into a folder of its own. */
  | { readonly kind: 'ref'; readonly ref: string }
  /** A folder with its suite, ready to run. */
  | { readonly kind: 'folder'; readonly folder: string }
  /** Two deployments that run already. */
  | ({ readonly kind: 'urls' } & Readonly<Record<GateSideName, string>>)
  /** What a saved run says of its head. */
  | { readonly kind: 'record'; readonly path: string }
  /** The head itself: what differs then is noise. */
  | { readonly kind: 'same' };

/** What the base is made ready beside. */
export interface Head {
  readonly suite: LoadedSuite;
  /** The folder that the harness keeps things in. */
  readonly cache: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The base, ready to be measured; disposing removes what was made for it. */
export interface OpenBase extends AsyncDisposable {
  readonly side: GateSide;
  /** null where there is no code to run. */
  readonly suite: LoadedSuite | null;
  /** Of deployments that run already; null otherwise. */
  readonly urls: Readonly<Record<GateSideName, string>> | null;
}

/**
 * Makes the base ready, whatever it is.
 *
 * @throws BenchError what `checkOut` throws; `base-suite` where its suite does not load or does not fit
 */
export async function openBase(
  base: BaseSource,
  { suite, cache, env }: Head,
  progress: Progress,
  signal: AbortSignal,
): Promise<OpenBase> {
  if (base.kind === 'ref') {
    progress.start('Base');
    const { folder } = suite;
    const prepare = suite.suite.gate?.prepare;
    const onProgress = progress.update;
    const checkout = await checkOut({ ref: base.ref, folder, cache, prepare, env, onProgress, signal });
    const remove = () => checkout[Symbol.asyncDispose]();
    try {
      const loaded = await suiteOf(checkout.folder);
      progress.done(`${base.ref}, ${checkout.commit}`);
      const side = { from: base.ref, commit: checkout.commit, dirty: false };
      return { side, suite: loaded, urls: null, [Symbol.asyncDispose]: remove };
    } catch (error) {
      await remove();
      throw error;
    }
  }
  if (base.kind === 'folder') {
    const loaded = await suiteOf(base.folder);
    return { ...nothingToRemove, side: await sideOf(base.folder, base.folder), suite: loaded };
  }
  if (base.kind === 'same') {
    return { ...nothingToRemove, side: await sideOf('the head itself', suite.folder), suite };
  }
  const from = base.kind === 'urls' ? base.base : base.path;
  const urls = base.kind === 'urls' ? { base: base.base, head: base.head } : null;
  return { ...nothingToRemove, side: { from, commit: null, dirty: false }, urls };
}

const nothingToRemove = { suite: null, urls: null, [Symbol.asyncDispose]: async () => {} };

async function sideOf(from: string, folder: string): Promise<GateSide> {
  const { revision } = await environmentOf(folder);
  return { from, commit: revision?.commit ?? null, dirty: revision?.dirty ?? false };
}

async function suiteOf(folder: string): Promise<LoadedSuite> {
  try {
    return await loadSuite(folder);
  } catch (error) {
    if (error instanceof BenchError) throw new BenchError('base-suite', error.message);
    throw error;
  }
}
