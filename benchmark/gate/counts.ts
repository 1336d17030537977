/** How many decisions are drawn. */
export interface Counts {
  /** Of the gate, for each group. */
  readonly gate: number;
  /** Of whole families of endpoints, each of which is twenty and more. */
  readonly families: number;
  /** For each variant that is tried, and each group that it is tried on. */
  readonly tried: number;
  /** Of the rules of others, which sort every request: they are there for comparison alone. */
  readonly others: number;
}

/**
 * As many as make chance of drawing small beside that of recording: of 400 a share is right to 2.5 % (its standard deviation
 * at most), while there are 60 decisions at most that have no block in common, of which it is right to 6.5 %.
 */
export const usual = 400;

export function countsOf(decisions: number): Counts {
  const part = (of: number): number => Math.max(1, Math.round(decisions / of));
  return { gate: decisions, families: part(2), tried: part(2), others: part(8) };
}
