import type { Server } from '../../database/server.ts';
import type { Arrangements } from '../../measure/arrange.ts';
import type { GateSubject } from '../../record/gate.ts';
import type { Random } from '../../suite/random.ts';
import type { LoadedSuite } from '../../suite/load.ts';
import type { Progress } from '../progress.ts';
import type { Taken } from './taken.ts';

/** A version of the application, on arrangements of its own in the one server. */
export interface Version {
  readonly suite: LoadedSuite;
  readonly arrangements: Arrangements;
}

export interface Versions {
  /** null where there is no version to look at, but a saved run or an address. */
  readonly base: Version | null;
  readonly head: Version;
}

/** What the parts of a gate share. */
export interface GateStage {
  readonly versions: Versions;
  readonly server: Server;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly random: Random;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Since the gate began, in seconds. */
  readonly now: () => number;
}

/** A query of which everything exact is known. */
export interface LookedAtQuery {
  readonly subject: GateSubject;
  /** Takes one block within so many seconds, of so many pairs at most; null where it cannot be timed, and the subject says why. */
  readonly takeBlock: ((left: number, most: number) => Promise<Taken>) | null;
}
