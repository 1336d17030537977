/** What the program answers to its caller; documented in `docs/gate.md` and `bench --help`. */
export const exitCodes = {
  fine: 0,
  /** A budget failed or a regression was found. */
  failed: 1,
  /** Wrong use, configuration or environment. */
  misuse: 2,
  /** Nothing could be concluded. */
  inconclusive: 3,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
