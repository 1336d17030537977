import { BenchError } from '../../errors.ts';
import type { GateSideName } from '../../record/gate.ts';

/** A side whose API does not start, or went away before anything was known of it. */
export class SideFailure extends BenchError<'gate-side-failed'> {
  readonly side: GateSideName;
  /** With the last words of its API. */
  readonly what: string;

  constructor(side: GateSideName, what: string) {
    super('gate-side-failed', side, what);
    this.side = side;
    this.what = what;
  }
}

const startFailures: readonly string[] = ['target-port-taken', 'target-ended', 'target-not-ready'];

/** What was thrown when an API was started, as a failure of its side where it is one. */
export function asSideFailure(side: GateSideName, error: unknown): unknown {
  if (!(error instanceof BenchError && startFailures.includes(error.code))) return error;
  return new SideFailure(side, error.clause.replace(/^The/, 'the'));
}
