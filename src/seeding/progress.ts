/** How far the seeding is. */
export interface SeedingProgress {
  /** `rows` while tables are filled, or what is done with all of them after that. */
  readonly stage: string;
  readonly rows: number;
  readonly total: number;
  /** Rows per second since the beginning. */
  readonly rate: number;
  /** Until all rows are loaded; null before anything can be said. */
  readonly secondsLeft: number | null;
}

/** Counts rows and reports. */
export interface Meter {
  readonly add: (rows: number) => void;
  readonly stage: (name: string) => void;
}

/**
 * @param total rows
 * @param clock in seconds
 */
export function meterOf(
  total: number,
  report: (progress: SeedingProgress) => void,
  clock: () => number,
): Meter {
  const started = clock();
  let rows = 0;
  const tell = (stage: string): void => {
    const seconds = clock() - started;
    const rate = seconds > 0 ? rows / seconds : 0;
    report({ stage, rows, total, rate, secondsLeft: rate > 0 ? (total - rows) / rate : null });
  };
  return {
    add(more) {
      rows += more;
      tell('rows');
    },
    stage: tell,
  };
}
