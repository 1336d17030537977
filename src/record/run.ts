import { z } from 'zod';
import { experiment } from './experiment.ts';
import { gate } from './gate.ts';
import { capacities, load } from './load.ts';
import { schedule } from './schedule.ts';

export type { Schedule } from './schedule.ts';

/** Raised whenever a record of the old shape can no longer be read. */
export const formatVersion = 1;

const seconds = z.number().nonnegative();
const bytes = z.number().nonnegative();
const timestamp = z.iso.datetime();

/** What weakens a result but does not stop it; shown as a footnote. */
export const warning = z.object({
  /** The experiment, table or stage that it is about. */
  about: z.string(),
  sentence: z.string(),
  /** What to do next. */
  remedy: z.string(),
});
export type Warning = z.infer<typeof warning>;

export const environment = z.object({
  os: z.string(),
  cpu: z.string(),
  cores: z.number().int(),
  memory: bytes,
  node: z.string(),
  /** Of this program. */
  version: z.string(),
  /** Of the repository in which it ran; null outside one. */
  revision: z.object({ commit: z.string(), dirty: z.boolean() }).nullable(),
  /** Load average over the last minute, when the run began. */
  load: z.number(),
  /** Cores that others kept busy just before the run began; absent in earlier records, and of what did not run. */
  busy: z.number().optional(),
});
export type Environment = z.infer<typeof environment>;

export const server = z.object({
  kind: z.enum(['embedded', 'url', 'container']),
  version: z.string(),
  versionNumber: z.number().int(),
  /** Settings that differ from PostgreSQL's defaults. */
  settings: z.record(z.string(), z.string()),
});

/** What the data panel shows of one column. */
export const columnPanel = z.object({
  name: z.string(),
  /** Average, as pg_stats has it. */
  width: bytes,
  /** Estimated number of distinct values. */
  distinct: z.number(),
  nulls: z.number().min(0).max(1),
  /** Most common values and their share of the rows, most common first. */
  common: z.array(z.object({ value: z.string(), share: z.number() })),
});

export const tablePanel = z.object({
  name: z.string(),
  rows: z.number().int(),
  /** Heap and TOAST, without indexes. */
  bytes,
  indexBytes: bytes,
  columns: z.array(columnPanel),
});
export type TablePanel = z.infer<typeof tablePanel>;

export const dataset = z.object({
  scale: z.string(),
  factor: z.number().positive(),
  seed: z.number().int(),
  /** Content hash of every byte that went through COPY. */
  hash: z.string(),
  now: timestamp,
  /** Whether this run made the data, or found it. */
  reused: z.boolean(),
  seconds,
  tables: z.array(tablePanel),
});
export type DatasetRecord = z.infer<typeof dataset>;

/** One run of a suite: facts and raw samples, no averages and no verdicts. Seconds, bytes, rows. */
export const run = z.object({
  format: z.literal(formatVersion),
  id: z.string(),
  status: z.enum(['running', 'complete', 'interrupted', 'failed']),
  /** Why it ended early; null where it did not. */
  reason: z.string().nullable(),
  startedAt: timestamp,
  finishedAt: timestamp.nullable(),
  suite: z.object({
    name: z.string(),
    title: z.string(),
    document: z.string().nullable(),
    /** What the document promises and the suite does not test, each with the reason; absent in earlier records. */
    notCovered: z.array(z.string()).optional(),
  }),
  /** What was asked for; `only` null means all experiments. */
  request: z.object({
    quick: z.boolean(),
    only: z.string().nullable(),
    /** Whether it is everything that the suite has, queries and load, and nothing of it had to be left out. */
    full: z.boolean().default(true),
    command: z.string(),
    /** Seeds the schedule: the order of the turns, and parameters drawn by functions. */
    seed: z.number().int(),
  }),
  schedule,
  environment,
  server,
  dataset: dataset.nullable(),
  /** Round trips of an empty prepared statement: what the protocol and the connection cost. */
  overhead: z.array(seconds),
  experiments: z.array(experiment),
  /** What was put under load, and how much of it the sides carry; empty in records of before there was any. */
  loads: z.array(load).default([]),
  capacities: z.array(capacities).default([]),
  /** Base against head; null where the run was no gate. */
  gate: gate.nullable().default(null),
  warnings: z.array(warning),
});
export type Run = z.infer<typeof run>;
