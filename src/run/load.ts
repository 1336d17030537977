import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquaintanceWith, type Acquaintance } from '../load/acquaintance.ts';
import { autocannonDriver } from '../load/autocannon.ts';
import type { LoadDriver } from '../load/driver.ts';
import type { K6 } from '../load/find-k6.ts';
import { k6Driver } from '../load/k6.ts';
import { timesOf } from '../load/pacing.ts';
import { prepareTraffic } from '../load/prepare.ts';
import { countRouteCosts } from '../load/route-costs.ts';
import { takeTurns } from '../load/rounds.ts';
import { vacuumWritten } from '../load/vacuum.ts';
import { writeTraffic, type PreparedTraffic } from '../load/traffic.ts';
import { describeScenario } from '../load/describe.ts';
import type { LoadRound } from '../record/load-round.ts';
import type { LoadRecord, SideRecord } from '../record/load.ts';
import type { Warning } from '../record/run.ts';
import type { Random } from '../suite/random.ts';
import type { DriverName, Scenario } from '../suite/scenario.ts';
import type { Api } from './apis.ts';
import { generatorWarning } from './generator-warning.ts';
import type { Progress } from './progress.ts';
import { loadSchedule } from './schedule.ts';

/** A scenario that is to be run on one driver. */
export interface LoadRequest {
  readonly scenario: Scenario;
  readonly driver: DriverName;
  /** Kept rounds of each side. */
  readonly rounds: number;
}

/** What every scenario needs of the run that it is part of. */
export interface LoadContext {
  readonly apis: readonly Api[];
  /** null where there is none: then no scenario is to need it. */
  readonly k6: K6 | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The server's first process; null where it is on another machine. */
  readonly databasePid: number | null;
  /** The seeded data, from which the values of requests are drawn. */
  readonly data: { readonly database: string; readonly scale: string; readonly seed: number };
  readonly warn: (warning: Warning) => Promise<void>;
  readonly random: Random;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Puts the APIs under one scenario's load, in turns.
 *
 * @param onUpdate told the record as far as it has come, after each round
 * @returns with `complete: false` where a side could not go on
 * @throws BenchError `scenario-source-empty`, `scenario-template`; the signal's reason where it was stopped
 */
export async function runLoad(
  { scenario, driver, rounds }: LoadRequest,
  context: LoadContext,
  onUpdate: (record: LoadRecord) => void | Promise<void>,
): Promise<LoadRecord> {
  const { apis, random, progress, signal } = context;
  for (const api of apis) await api.revive();
  const traffic = await trafficFor(scenario, context);
  await using file = await trafficFile(traffic);
  let record: LoadRecord = {
    scenario: describeScenario(scenario, traffic),
    driver,
    sides: await sidesOf(apis, traffic, progress, signal),
    schedule: loadSchedule(rounds),
    rounds: [],
    complete: false,
  };
  const kept: LoadRound[] = [];
  const failures = await takeTurns({
    sides: apis.map((api) => ({ ...api, traffic, file: file.path })),
    driver: driverOf(driver, context),
    rounds,
    warmUp: warmUpRounds(scenario),
    longest: timesOf(scenario).longest,
    allowance: scenario.valid ?? {},
    databasePid: context.databasePid,
    random,
    signal,
    onProgress: progress.update,
    onRound: (round) => {
      kept.push(round);
      record = { ...record, rounds: [...kept] };
      void onUpdate(record);
    },
  });
  const sides = record.sides.map((side) => ({ ...side, failure: failures.get(side.id) ?? null }));
  record = { ...record, sides, complete: failures.size === 0 };
  await onUpdate(record);
  const warning = generatorWarning(
    scenario.id,
    driver,
    kept.map(({ round }) => round),
  );
  if (warning !== null) await context.warn(warning);
  return record;
}

/** In seconds of load on each side. */
const usualWarmUp = 3;

/** Of each side, that are not kept: one at least, where it tells how long the others are to be. */
export function warmUpRounds(scenario: Scenario): number {
  const { seconds, longest } = timesOf(scenario);
  return Math.max(longest > seconds ? 1 : 0, Math.ceil((scenario.warmUp ?? usualWarmUp) / seconds));
}

/**
 * The same requests for all sides, drawn from the first one's data, which are everybody's; a warning where an API that
 * is somebody else's seems to have others.
 */
export async function trafficFor(scenario: Scenario, context: LoadContext): Promise<PreparedTraffic> {
  const { apis, random, progress, signal, warn } = context;
  const [first] = apis;
  if (first === undefined) throw new TypeError('there is no API to draw values for');
  const traffic = await prepareTraffic(scenario, first.draw, random);
  for (const { db, target } of apis) {
    if (db !== null) continue;
    progress.update(`asking ${target.url} for what the load will ask it for`);
    const acquaintance = await acquaintanceWith(traffic, target.url, signal);
    const warning = strangerWarning(scenario.id, target.url, acquaintance, context.data);
    if (warning !== null) await warn(warning);
  }
  return traffic;
}

/** null where it knows most of what it was asked for. */
function strangerWarning(
  about: string,
  url: string,
  { asked, unknown, routes }: Acquaintance,
  { database, scale, seed }: LoadContext['data'],
): Warning | null {
  if (unknown * 2 < asked || unknown === 0) return null;
  return {
    about,
    sentence: `${url} does not know ${unknown} of ${asked} things that it was asked for before the load: ${routes.join(', ')}. Ids and tokens are drawn from the seeded data, and it seems to stand on other data`,
    remedy: `Let it stand on a copy of the database ${database}, which \`bench seed --scale ${scale} --seed ${seed} --database-url …\` makes on a server of yours.`,
  };
}

export function driverOf(name: DriverName, { k6, env }: Pick<LoadContext, 'k6' | 'env'>): LoadDriver {
  if (name === 'autocannon') return autocannonDriver(env);
  if (k6 === null) throw new TypeError('a scenario needs k6, and nobody looked for it');
  return k6Driver(k6, env);
}

async function sidesOf(
  apis: readonly Api[],
  traffic: PreparedTraffic,
  progress: Progress,
  signal: AbortSignal,
): Promise<SideRecord[]> {
  progress.update('vacuuming what was written');
  const vacuumed = new Map<string, Pick<SideRecord, 'vacuumed'>>();
  for (const { id, db } of apis) vacuumed.set(id, await vacuumWritten(db));
  progress.update('counting what each route costs');
  const counted = apis.flatMap(({ id, target: { url }, db }) => (db === null ? [] : [{ id, url, db }]));
  const costs = await countRouteCosts(traffic, counted, signal);
  const costsOf = (id: string) => costs[counted.findIndex((side) => side.id === id)] ?? null;
  return apis.map(({ id, title, schema }) => ({
    id,
    title,
    schema,
    failure: null,
    costs: costsOf(id),
    ...vacuumed.get(id),
  }));
}

/** The traffic in a folder of its own, which vanishes with it. */
export async function trafficFile(
  traffic: PreparedTraffic,
): Promise<{ readonly path: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-load-'));
  const path = join(folder, 'traffic.json');
  await writeTraffic(path, traffic);
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
