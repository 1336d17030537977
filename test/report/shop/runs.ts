import { aCapacity, aLoad, aRound, capacitiesOf } from '../../support/load.ts';
import type { Run } from '../../../src/record/run.ts';
import { aRun } from '../../support/record.ts';
import { dashboard, hasBought, inbox, list, searchText, validate } from './experiments.ts';

/** Every claim verdict, warnings, data: all that a report can show of a complete run. */
export const full: Run = aRun({
  suite: {
    name: 'shop',
    title: 'Shop: which of the promised speed-ups are real?',
    document: 'the shop document',
  },
  server: {
    kind: 'embedded',
    version: '15.18',
    versionNumber: 150018,
    settings: { shared_buffers: '1GB', jit: 'off' },
  },
  dataset: {
    scale: 'default',
    factor: 1,
    seed: 42,
    hash: 'sha256:3f1c',
    now: '2026-01-01T00:00:00.000Z',
    reused: true,
    seconds: 0.4,
    tables: [
      {
        name: 'orders',
        rows: 100_000,
        bytes: 180_000_000,
        indexBytes: 2_240_000,
        columns: [
          {
            name: 'status',
            width: 8,
            distinct: 4,
            nulls: 0,
            common: [
              { value: 'open', share: 0.612 },
              { value: 'paid | <late>', share: 0.3 },
            ],
          },
          { name: 'note', width: 812, distinct: 100_000, nulls: 0.021, common: [] },
        ],
      },
      { name: 'customers', rows: 10_000, bytes: 9_000_000, indexBytes: 400_000, columns: [] },
    ],
  },
  overhead: Array.from({ length: 40 }, (_, i) => 71e-6 + (i % 7) * 1e-6),
  experiments: [searchText, hasBought, list, validate, dashboard, inbox],
  warnings: [
    {
      about: 'customers/inbox',
      sentence: 'A checkpoint fell into 2 rounds',
      remedy: 'Raise max_wal_size and run again.',
    },
  ],
});

/** Stopped in its second experiment, of a quick run of some. */
export const interrupted: Run = aRun({
  status: 'interrupted',
  reason: 'Ctrl-C',
  finishedAt: '2026-01-31T12:00:31.000Z',
  request: {
    quick: true,
    only: 'orders/*',
    full: false,
    command: "bench compare --quick --only 'orders/*'",
    seed: 7,
  },
  experiments: [
    hasBought,
    {
      ...searchText,
      complete: false,
      classes: searchText.classes.slice(0, 1).map((first) => ({ ...first, rounds: [] })),
    },
  ],
});

/** Nothing claimed. */
export const unclaimed: Run = aRun({ experiments: [list] });

const looking = aLoad();

/** People who think, before whom the API collapses, and of whom it notices hardly anything. */
const thinking = {
  ...looking.scenario,
  pacing: { kind: 'users' as const, users: 1000, think: [1, 3] as [number, number] },
  timeout: 5,
  claims: [
    { metric: 'requests/s' as const, before: 500, after: 2500 },
    { metric: 'p95' as const, before: 0.8, after: 0.1 },
    { metric: 'errors' as const, before: 0.02, after: 0.001 },
    { metric: 'database CPU' as const, before: 0.85, after: 0.3 },
  ],
};

/** Under load too: valid and faster, too much for both, more than users can ask for, and how much the sides carry. */
export const loaded: Run = aRun({
  experiments: [list],
  loads: [
    {
      ...looking,
      scenario: {
        ...looking.scenario,
        requests: looking.scenario.requests.map((request) => ({
          ...request,
          explainedBy: { experiment: list.id, variant: list.variants[1]?.id ?? '', class: 'first page' },
        })),
        claims: [
          { metric: 'requests/s', before: 500, after: 2500 },
          { metric: 'p95', before: 0.8, after: 0.1 },
          { metric: 'errors', before: 0.02, after: 0.001 },
          { metric: 'database CPU', before: 0.85, after: 0.3 },
        ],
      },
    },
    {
      ...looking,
      scenario: { ...looking.scenario, id: 'sale', title: 'The day of the sale', source: null, timeout: 4 },
      rounds: [
        aRound(0, 'before', 0.5, { answered: 0, timeouts: 300 }),
        aRound(0, 'after', 0.02, { answered: 250, timeouts: 50 }),
      ],
    },
    {
      ...looking,
      scenario: { ...thinking, id: 'evening', title: 'A thousand people after work' },
      rounds: [0, 1, 2, 3, 4, 5].flatMap((pair) => [
        aRound(pair, 'before', 1.5, { answered: 560 + pair, cpu: 1.9 }),
        aRound(pair, 'after', 0.02, { answered: 990 + pair, cpu: 0.4 }),
      ]),
    },
    {
      ...looking,
      scenario: { ...thinking, id: 'window-shopping', title: 'A thousand people at once' },
      driver: 'k6',
      sides: looking.sides.map((side) => ({
        ...side,
        failure: side.id === 'before' ? '100.0 % of the requests timed out, and 0.0 % may' : null,
      })),
      rounds: [
        aRound(0, 'before', 0.5, { answered: 0, timeouts: 900 }),
        aRound(0, 'after', 0.5, { answered: 11, timeouts: 880 }),
      ],
    },
  ],
  capacities: [
    { ...capacitiesOf(aCapacity('before', 20, 22), aCapacity('after', 200, 220)), complete: true },
  ],
});
