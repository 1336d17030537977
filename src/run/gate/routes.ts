import { rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../database/connect.ts';
import { prepareTraffic } from '../../load/prepare.ts';
import { countRoute, perRequest } from '../../load/route-costs.ts';
import { writeTraffic, type PreparedTraffic } from '../../load/traffic.ts';
import { genericPlanOf } from '../../measure/generic-plan.ts';
import type { ExactFacts, GateSideName } from '../../record/gate.ts';
import type { Plan } from '../../record/plan.ts';
import type { RouteSubject } from '../../suite/budget-subjects.ts';
import type { GateApi, GateApis } from './apis.ts';
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

/** So many requests are counted over, after as many that warm caches; and no more begin after so many seconds. */
const enough = { requests: 20, seconds: 60 };

/**
 * The routes that budgets name: what one request of each makes the database do, and by which plans, on base and head.
 * Both are asked for the same, with values drawn from the data.
 *
 * @param template the database with the data
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
      if (requests.includes(name)) drawn.push({ name: `${scenario.id}/${name}`, traffic, file, index });
    }
  }
  return drawn;
}

async function lookAt(
  side: GateSideName,
  routes: readonly Drawn[],
  looked: GateApi | null,
  { progress, signal }: GateStage,
): Promise<readonly (ExactFacts | null)[]> {
  const db = looked?.db ?? null;
  if (looked === null || db === null) return routes.map(() => null);
  progress.update(`starting the ${side}'s API`);
  const api = await looked.start();
  try {
    const facts: (ExactFacts | null)[] = [];
    for (const { name, traffic, index } of routes) {
      progress.update(`${name}: statements and plans, ${side}`);
      const count = () => countRoute(traffic, index, api.url, db, enough, signal);
      await count();
      const counted = await count();
      if (counted === null) facts.push(null);
      else facts.push(await factsOf(counted, db));
    }
    return facts;
  } finally {
    await api.stop();
  }
}

type Counted = NonNullable<Awaited<ReturnType<typeof countRoute>>>;

async function factsOf(
  { answered, unexpected, deltas }: Counted,
  db: NonNullable<GateApi['db']>,
): Promise<ExactFacts> {
  const { blocks, ...counts } = perRequest(deltas, Math.max(1, answered));
  const plans: Plan[] = [];
  // The most costly first, as they come; by text, so that they stay in order where costs are alike.
  for (const { text } of deltas.toSorted((a, b) => a.text.localeCompare(b.text))) {
    const plan = await genericPlanOf(db, text);
    if (plan !== null) plans.push(plan);
  }
  return { failure: failureOf(answered, unexpected), ...counts, buffers: blocks, plans };
}

function failureOf(answered: number, unexpected: number | null): ExactFacts['failure'] {
  if (answered === 0) return { code: 'no-answer', message: 'the API does not answer', statement: null };
  if (unexpected === null) return null;
  return { code: String(unexpected), message: `the API answers with status ${unexpected}`, statement: null };
}
