import type { ExitCode } from './exit-codes.ts';

/** Something that a user can mend. */
export interface Problem {
  /** One sentence: what is wrong. */
  readonly sentence: string;
  /** One sentence: what to do about it. */
  readonly remedy: string;
  /** 2 unless said otherwise. */
  readonly exit?: ExitCode;
}
