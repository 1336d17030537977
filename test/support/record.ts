import type { Plan } from '../../src/record/plan.ts';
import type {
  AnswersRecord,
  Cell,
  ClaimRecord,
  ExperimentRecord,
  IndexRecord,
  ParameterClassRecord,
  Round,
  VariantRecord,
} from '../../src/record/experiment.ts';
import { formatVersion, type DatasetRecord, type Run } from '../../src/record/run.ts';

/** A complete run of nothing; say what is different. */
export function aRun(different: Partial<Run> = {}): Run {
  return {
    format: formatVersion,
    id: '20260131T120000Z-abc1234',
    status: 'complete',
    reason: null,
    startedAt: '2026-01-31T12:00:00.000Z',
    finishedAt: '2026-01-31T12:05:00.000Z',
    suite: { name: 'shop', title: 'Shop', document: 'shop.md' },
    request: { quick: false, only: null, full: true, command: 'bench compare', seed: 42 },
    schedule: { looks: [8, 12, 16, 24], alpha: 0.02, spending: 'pocock', patience: 3 },
    environment: {
      os: 'Linux 6.1',
      cpu: 'A CPU',
      cores: 2,
      memory: 8e9,
      node: 'v20.19.0',
      version: '0.1.0',
      revision: { commit: 'abc1234', dirty: false },
      load: 0.1,
    },
    server: { kind: 'embedded', version: '15.18', versionNumber: 150018, settings: {} },
    dataset: null,
    overhead: [],
    experiments: [],
    loads: [],
    capacities: [],
    gate: null,
    warnings: [],
    ...different,
  };
}

/** The data of a run, without a table in its panel. */
export function aDataset(different: Partial<DatasetRecord> = {}): DatasetRecord {
  return {
    scale: 'tiny',
    factor: 0.01,
    seed: 42,
    hash: 'd4735e3a265e16eee03f59718b9b5d03',
    now: '2026-01-31T00:00:00.000Z',
    reused: false,
    seconds: 3,
    tables: [],
    ...different,
  };
}

/** An experiment of two variants, `before` and `after`, in one class; say what is different. */
export function anExperiment(different: Partial<ExperimentRecord> = {}): ExperimentRecord {
  return {
    id: 'orders/list',
    title: 'A list of orders',
    source: '§1',
    claim: null,
    variants: [aVariant({ id: 'before' }), aVariant({ id: 'after' })],
    classes: [aClass()],
    complete: true,
    ...different,
  };
}

export function aClaim(different: Partial<ClaimRecord> = {}): ClaimRecord {
  return {
    says: '20 ms → 2 ms, 10×',
    before: 0.02,
    after: 0.002,
    factor: [10, 10],
    size: null,
    asWritten: 'after',
    repaired: null,
    ...different,
  };
}

/** A variant that runs, on the seeded schema. */
export function aVariant(different: Partial<VariantRecord> = {}): VariantRecord {
  return {
    id: 'after',
    title: different.id ?? 'after',
    note: null,
    schema: null,
    statements: [{ text: 'SELECT * FROM orders WHERE customer = $1', parameters: ['customer'] }],
    procedure: false,
    answers: 'same rows',
    arrangement: { outcome: 'ready', seconds: 1, indexes: [] },
    ...different,
  };
}

export function anIndex(different: Partial<IndexRecord> = {}): IndexRecord {
  const { name = 'orders_customer' } = different;
  return {
    name,
    table: 'orders',
    definition: `CREATE INDEX ${name} ON public.orders USING btree (customer)`,
    bytes: 2_200_000,
    seconds: 0.4,
    ...different,
  };
}

/** A class in which nothing was timed yet, and both variants of {@link anExperiment} answer alike. */
export function aClass(different: Partial<ParameterClassRecord> = {}): ParameterClassRecord {
  return {
    name: 'typical',
    sets: [{ customer: 7 }],
    failure: null,
    cells: { before: aCell({ answers: null }), after: aCell() },
    rounds: [],
    ...different,
  };
}

/** A cell that climbed as far as to be timed. */
export function aCell(different: Partial<Cell> = {}): Cell {
  return {
    failure: null,
    answers: answersAlike,
    plans: { custom: [], generic: [] },
    settled: null,
    stopped: null,
    ...different,
  };
}

export const answersAlike: AnswersRecord = {
  satisfied: true,
  differing: 0,
  sets: 20,
  rows: { baseline: [0, 20], variant: [0, 20] },
  example: null,
};

/** One round for each entry, `perRound` samples a variant, in which every variant takes exactly its seconds. */
export function rounds(
  times: readonly Readonly<Record<string, number>>[],
  perRound = 4,
): ParameterClassRecord['rounds'] {
  return times.map((seconds, i): Round => ({
    at: i,
    samples: Object.fromEntries(
      Object.entries(seconds).map(([variant, time]) => [
        variant,
        Array.from({ length: perRound }, () => time),
      ]),
    ),
    disturbed: [],
  }));
}

/** Rounds with a little deterministic noise, a per mille or so, around each variant's seconds. */
export function steadyRounds(
  count: number,
  seconds: Readonly<Record<string, number>>,
): ParameterClassRecord['rounds'] {
  return rounds(
    Array.from({ length: count }, (_, round) =>
      Object.fromEntries(
        Object.entries(seconds).map(([variant, time], v) => [
          variant,
          time * (1 + 0.001 * Math.sin(7 * round + 3 * v)),
        ]),
      ),
    ),
  );
}

/** A plan of one node: a scan of `orders`, by the index if one is named. */
export function aPlan(mode: Plan['mode'], index: string | null = null): Plan {
  return {
    mode,
    statement: 'SELECT * FROM orders WHERE customer = $1',
    root: {
      type: index === null ? 'Seq Scan' : 'Index Scan',
      label: index === null ? 'Seq Scan on orders' : `Index Scan using ${index} on orders`,
      relation: 'orders',
      alias: 'orders',
      index,
      relationship: null,
      subplan: null,
      estimatedRows: 20,
      rows: 20,
      mayStopEarly: false,
      loops: 1,
      width: 100,
      cost: { startup: 0, total: 100 },
      time: { total: 0.02, self: 0.02 },
      buffers: null,
      conditions: [],
      sortKeys: [],
      memory: null,
      workers: null,
      heapFetches: null,
      children: [],
    },
    planning: 0.0001,
    execution: 0.02,
    settings: {},
    wal: null,
    jit: null,
    serialization: null,
  };
}
