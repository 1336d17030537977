import { historyVersion, type HistoryEntry, type HistorySubject } from '../../src/record/history.ts';

/** A run in which one query was timed; say what is different. */
export function anEntry(different: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    version: historyVersion,
    run: '2026-01-31T12-00-00-abc1234',
    at: '2026-01-31T12:00:00.000Z',
    commit: 'abc1234',
    dirty: false,
    machine: { cpu: 'A CPU', cores: 2 },
    suite: 'shop',
    server: '15.18',
    data: { scale: 'default', hash: 'd4735e3a' },
    subjects: [aQuery()],
    ...different,
  };
}

/** A query that takes 20 ms; say what is different. */
export function aQuery(different: Partial<HistorySubject> = {}): HistorySubject {
  return {
    kind: 'query',
    name: 'orders/list:before:typical',
    times: { p50: { estimate: 0.02, low: 0.019, high: 0.021 } },
    counts: { statements: 1, rows: 20, buffers: 1200 },
    ...different,
  };
}

/** One run a day from the first of January, each with the subjects that are given for it. */
export function daily(
  subjects: readonly (readonly HistorySubject[])[],
  different: (day: number) => Partial<HistoryEntry> = () => ({}),
): readonly HistoryEntry[] {
  return subjects.map((own, day) => {
    const at = new Date(Date.UTC(2026, 0, 1 + day, 12)).toISOString();
    const commit = (0xa1b2c3d + day).toString(16);
    return anEntry({
      run: `${at.slice(0, 10)}-${commit}`,
      at,
      commit,
      subjects: [...own],
      ...different(day),
    });
  });
}

/** A time without an interval. */
export function exactly(seconds: number): NonNullable<HistorySubject['times']['p50']> {
  return { estimate: seconds, low: null, high: null };
}
