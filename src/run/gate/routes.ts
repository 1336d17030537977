import { rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../database/connect.ts';
import type { Execution } from '../../database/conversation.ts';
import type { Server } from '../../database/server.ts';
import { openTap } from '../../database/tap.ts';
import { prepareTraffic } from '../../load/prepare.ts';
import { countRoute, perRequest, type CountedRoute } from '../../load/route-costs.ts';
import { writeTraffic, type PreparedTraffic } from '../../load/traffic.ts';
import { plansOfSent } from '../../measure/sent-plans.ts';
import type { ExactFacts, GateSideName } from '../../record/gate.ts';
import { routeName, type RouteSubject } from '../../suite/budget-subjects.ts';
import type { GateApi, GateApis } from './apis.ts';
import { SideFailure } from './side-failure.ts';
import type { GateStage } from './stage.ts';

/** A route whose requests are drawn, and what is known of it exactly. */
export interface LookedAtRoute {
  /** `checkout/pay`. */
  readonly name: string;
  readonly traffic: PreparedTraffic;
  readonly file: string;
  /** Its index in the traffic. */
  readonly index: number;
  readonly base: ExactFacts | null;
  readonly head: ExactFacts | null;
}

export interface LookedAtRoutes extends AsyncDisposable {
  readonly routes: readonly LookedAtRoute[];
}

/** So many requests are counted over, after as many others that warm caches; and no more begin after so many seconds. */
const enough = { requests: 20, seconds: 60 };

/**
 * The routes that budgets name: what one request of each makes the database do, and by which plans, on base and head.
 * Both are asked for the same, with values drawn from the data.
 *
 * @param template the database with the data
 * @throws SideFailure where an API does not start, or goes away
 */
export async function lookAtRoutes(
  subjects: readonly RouteSubject[],
  apis: GateApis,
  template: string,
  stage: GateStage,
): Promise<LookedAtRoutes> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-gate-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const drawn = await drawRoutes(subjects, folder, template, stage);
    const facts: Record<GateSideName, readonly (ExactFacts | null)[]> = {
      base: await lookAt('base', drawn, apis.base, stage),
      head: await lookAt('head', drawn, apis.head, stage),
    };
    const routes = drawn.map((route, i) => ({
      ...route,
      base: facts.base[i] ?? null,
      head: facts.head[i] ?? null,
    }));
    return { routes, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

type Drawn = Omit<LookedAtRoute, 'base' | 'head'>;

async function drawRoutes(
  subjects: readonly RouteSubject[],
  folder: string,
  template: string,
  { server, random }: GateStage,
): Promise<readonly Drawn[]> {
  await using db = await connect(server, template);
  const query = async (statement: string) => (await db.query<Record<string, unknown>>(statement)).rows;
  const drawn: Drawn[] = [];
  for (const { scenario, requests } of subjects) {
    const traffic = await prepareTraffic(scenario, query, random);
    const file = join(folder, `${scenario.id}.json`);
    await writeTraffic(file, traffic);
    for (const [index, { name }] of traffic.routes.entries()) {
      if (requests.includes(name)) drawn.push({ name: routeName(scenario, name), traffic, file, index });
    }
  }
  return drawn;
}

async function lookAt(
  side: GateSideName,
  routes: readonly Drawn[],
  looked: GateApi | null,
  { server, progress, signal }: GateStage,
): Promise<readonly (ExactFacts | null)[]> {
  const database = looked?.database ?? null;
  if (looked === null || database === null) return routes.map(() => null);
  progress.update(`starting the ${side}'s API`);
  await using tap = await openTap(server.connection(database.name));
  const api = await looked.start(tap);
  try {
    const facts: (ExactFacts | null)[] = [];
    for (const { name, traffic, index } of routes) {
      progress.update(`${name}: statements and plans, ${side}`);
      const count = (skip: number) =>
        countRoute(traffic, index, api.url, database.db, { ...enough, skip }, signal);
      await count(0);
      tap?.take();
      // Not the same again: a second time, what writes may be refused.
      const counted = await count(enough.requests);
      const executions = tap?.take() ?? null;
      facts.push(counted === null ? null : await factsOf(counted, executions, database.name, server));
      // What it did not live to answer is nothing that it refuses.
      const how = api.gone();
      if (how !== null)
        throw new SideFailure(side, `its API went away when it was asked for ${name} (${how})`);
    }
    return facts;
  } finally {
    await api.stop();
  }
}

async function factsOf(
  { answered, unexpected, deltas }: CountedRoute,
  executions: readonly Execution[] | null,
  database: string,
  server: Server,
): Promise<ExactFacts> {
  const { blocks, ...counts } = perRequest(deltas, Math.max(1, answered));
  const texts = deltas.map(({ text }) => text);
  const { plans, unplanned } = await plansOfSent(server, database, executions, texts);
  return {
    failure: failureOf(answered, unexpected),
    ...counts,
    buffers: blocks,
    plans: [...plans],
    unplanned: [...unplanned],
  };
}

function failureOf(answered: number, unexpected: number | null): ExactFacts['failure'] {
  if (answered === 0) return { code: 'no-answer', message: 'the API does not answer', statement: null };
  if (unexpected === null) return null;
  return { code: String(unexpected), message: `the API answers with status ${unexpected}`, statement: null };
}
