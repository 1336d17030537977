import { createHash, randomBytes } from 'node:crypto';
import { DatabaseError } from 'pg';
import { BenchError } from '../errors.ts';
import { cloneDatabase, dropDatabase } from '../database/databases.ts';
import { prefix } from '../database/marker.ts';
import { findTemplate } from '../database/own-databases.ts';
import type { Server } from '../database/server.ts';
import { arrangement, type Arrangement, type Failure } from '../record/experiment.ts';
import type { Experiment, Variant } from '../suite/experiment.ts';
import { sourceText } from '../suite/source.ts';
import { applySchema } from './apply.ts';

/** What became of a variant's SQL, and the database to measure in where it succeeded. */
export type Arranged =
  | {
      readonly outcome: 'ready';
      readonly schema: string | null;
      readonly database: string;
      readonly record: Extract<Arrangement, { outcome: 'ready' }>;
    }
  | {
      readonly outcome: 'failed';
      readonly schema: string | null;
      readonly failure: Failure;
    };

/** The clones of a run: variants with equal SQL share one, and all that are needed are open at the same time. */
export interface Arrangements extends AsyncDisposable {
  /** The clone with the variant's SQL applied, made when it is first asked for. */
  of(variant: Pick<Variant, 'schema'>): Promise<Arranged>;
  /** One for somebody who writes into it, which nobody else is given and which stays to the end. */
  ownOf(owner: string, variant: Pick<Variant, 'schema'>): Promise<Arranged>;
  /** Says that an experiment has been measured; clones that none of the others needs are dropped. */
  release(experiment: Experiment): Promise<void>;
}

interface Clone {
  readonly name: string;
  readonly arranged: Promise<Arranged>;
}

/** Making a large index takes its time, but not forever; seconds. */
const limit = 900;
/** What took longer than this to make is kept for later runs; seconds. */
const worthKeeping = 5;

/**
 * Clones of a seeded database for the experiments of a run. Disposing of them drops those that are left.
 *
 * @param folder of the suite, where its SQL files are
 * @param keepAfter what took longer than so many seconds is kept for later runs over the same data
 */
export function arrangementsOn(
  server: Server,
  template: string,
  folder: string,
  experiments: readonly Experiment[],
  signal: AbortSignal,
  keepAfter = worthKeeping,
): Arrangements {
  const clones = new Map<string, Clone>();
  const owned = new Map<string, Clone>();
  const released = new Set<Experiment>();
  const session = randomBytes(4).toString('hex');
  let made = 0;

  const schemaOf = async ({ schema }: Pick<Variant, 'schema'>) =>
    schema === undefined ? null : await sourceText(schema, folder);
  const madeIn = (room: Map<string, Clone>, key: string, schema: string | null): Promise<Arranged> => {
    const found = room.get(key);
    if (found !== undefined) return found.arranged;
    const name = `${prefix}${session}_${++made}`;
    const arranged = arrange({ server, signal, limit, keepAfter }, template, name, schema);
    room.set(key, { name, arranged });
    return arranged;
  };
  const drop = async (room: Map<string, Clone>, key: string) => {
    const clone = room.get(key);
    room.delete(key);
    if (clone !== undefined) await dropIfReachable(server, clone.name);
  };
  const keysOf = async (experiment: Experiment) =>
    Promise.all(Object.values(experiment.variants).map(async (variant) => keyOf(await schemaOf(variant))));

  return {
    async of(variant) {
      const schema = await schemaOf(variant);
      return madeIn(clones, keyOf(schema), schema);
    },
    async ownOf(owner, variant) {
      return madeIn(owned, owner, await schemaOf(variant));
    },
    async release(experiment) {
      released.add(experiment);
      const waiting = experiments.filter((other) => !released.has(other));
      const needed = new Set((await Promise.all(waiting.map(keysOf))).flat());
      for (const key of clones.keys()) if (!needed.has(key)) await drop(clones, key);
    },
    async [Symbol.asyncDispose]() {
      for (const room of [clones, owned]) for (const key of room.keys()) await drop(room, key);
    },
  };
}

/** SQL that differs in white space at its ends only is equal; none at all is a clone too, since nobody writes the template. */
function keyOf(schema: string | null): string {
  return schema?.trim() ?? '';
}

interface Making {
  readonly server: Server;
  readonly signal: AbortSignal;
  readonly limit: number;
  readonly keepAfter: number;
}

async function arrange(
  options: Making,
  template: string,
  name: string,
  schema: string | null,
): Promise<Arranged> {
  const { server, keepAfter } = options;
  const description = { purpose: 'arrangement', key: template } as const;
  const kept = await findKept(server, template, schema);
  if (kept !== undefined) {
    await cloneDatabase(server, kept.name, name, description);
    return { outcome: 'ready', schema, database: name, record: kept.record };
  }
  await cloneDatabase(server, template, name, description);
  const applied = await applySchema(options, name, schema ?? '');
  if (applied.outcome === 'ready') {
    if (applied.seconds > keepAfter) await keep(server, template, name, schema, applied);
    return { outcome: 'ready', schema, database: name, record: applied };
  }
  await dropDatabase(server, name);
  return { outcome: 'failed', schema, failure: applied.failure };
}

type Ready = Extract<Arrangement, { outcome: 'ready' }>;

/** The name tells the data, which the template's name tells, and the SQL. */
function keptName(template: string, schema: string | null): string {
  const hash = createHash('sha256')
    .update(`${template}\n${keyOf(schema)}`)
    .digest('hex');
  return `${prefix}kept_${hash.slice(0, 16)}`;
}

async function findKept(
  server: Server,
  template: string,
  schema: string | null,
): Promise<{ readonly name: string; readonly record: Ready } | undefined> {
  const name = keptName(template, schema);
  const { detail } = (await findTemplate(server, name)) ?? {};
  const record = detail === undefined ? undefined : recordIn(detail);
  return record === undefined ? undefined : { name, record };
}

/** Another version of this program may have kept it, and said other things of it. */
function recordIn(detail: string): Ready | undefined {
  try {
    const { data } = arrangement.safeParse(JSON.parse(detail));
    return data?.outcome === 'ready' ? data : undefined;
  } catch {
    return undefined;
  }
}

/** A copy of what was just made, with what is known of its making. */
async function keep(
  server: Server,
  template: string,
  made: string,
  schema: string | null,
  record: Ready,
): Promise<void> {
  const detail = JSON.stringify({ ...record, keptFrom: new Date().toISOString() });
  try {
    await cloneDatabase(server, made, keptName(template, schema), {
      purpose: 'template',
      key: template,
      detail,
    });
  } catch (error) {
    // No room, or another run was faster: this run needs none of it.
    if (!(error instanceof BenchError) && !(error instanceof DatabaseError)) throw error;
  }
}

/** A server that is gone takes its databases with it; what it still has when it comes back is found by its mark. */
async function dropIfReachable(server: Server, name: string): Promise<void> {
  try {
    await dropDatabase(server, name);
  } catch (error) {
    if (!(error instanceof BenchError) || error.code !== 'server-unreachable') throw error;
  }
}
