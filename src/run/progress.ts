/** How the stages of a run tell what they are doing; nothing is said about how it is shown. */
export interface Progress {
  /**
   * A stage begins; the one before has ended.
   *
   * @param expected about how many seconds it will take; left out where nobody knows
   */
  readonly start: (stage: string, expected?: number) => void;
  /** What it is doing now, as one short line that the next one replaces. */
  readonly update: (text: string) => void;
  /** The stage has ended; what came of it, in a few words. */
  readonly done: (text: string) => void;
}
