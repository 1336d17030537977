import { BenchError } from '../../errors.ts';
import type { GateRecord, GateSideName, GateSubject } from '../../record/gate.ts';
import type { BudgetSubjects } from '../../suite/budget-subjects.ts';
import type { GateSettings } from '../../suite/budget.ts';
import type { Recorder } from '../recorder.ts';
import { arrangeApis, deployedApis, type GateApis } from './apis.ts';
import { goneSince, namedInRecord, namedInSuite } from './gone.ts';
import { lookAtQueries } from './queries.ts';
import { lookAtRoutes, type LookedAtRoutes } from './routes.ts';
import type { GateStage } from './stage.ts';
import { timeGate } from './time-gate.ts';

/** What is gated, and how. */
export interface Gated {
  /** Without subjects yet. */
  readonly gate: GateRecord;
  readonly subjects: BudgetSubjects;
  readonly settings: GateSettings;
  /** The database with the data. */
  readonly template: string;
}

/** What stands for the base, where it is no version that can be started. */
export interface Instead {
  readonly urls: Readonly<Record<GateSideName, string>> | null;
  readonly saved: GateRecord | null;
  readonly exactOnly: boolean;
}

/** The stage of a gate that measures: first what repeats exactly, which is judged first and fast; then time. */
export async function measureGate(
  { gate, subjects, settings, template }: Gated,
  { urls, saved, exactOnly }: Instead,
  stage: GateStage,
  recorder: Recorder,
): Promise<void> {
  const { progress } = stage;
  const timed = !exactOnly;

  progress.start('Exact metrics');
  const queriesLookedAt = urls === null ? await lookAtQueries(subjects.queries, timed, stage) : [];
  const beside = (subject: GateSubject) => (saved === null ? subject : withSavedBase(subject, saved));
  const ofQueries = queriesLookedAt.map(({ subject }) => beside(subject));
  // They are judged whatever becomes of the APIs.
  await recorder.update({ gate: { ...gate, subjects: ofQueries } });
  await using apis = await apisFor(subjects, settings, urls, stage);
  await using looked = apis === null ? null : await lookAtRoutes(subjects.routes, apis, template, stage);
  const found = [...ofQueries, ...routeSubjects(looked, timed, stage).map(beside)];
  const exact: GateRecord = {
    ...gate,
    subjects: [...found, ...goneSubjects({ gate, subjects }, saved, stage)],
  };
  await recorder.update({ gate: exact });
  progress.done(`${found.length} queries and routes`);
  if (!timed) {
    await recorder.update({ gate: { ...exact, complete: true } });
    return;
  }

  const alone = new Set(found.filter((subject) => isAlone(subject, urls, stage)).map(({ name }) => name));
  await timeGate({ gate: exact, queries: queriesLookedAt, looked, apis, alone, settings }, stage, recorder);
}

/** The two APIs, if any route is gated. */
async function apisFor(
  { routes }: BudgetSubjects,
  { target }: GateSettings,
  urls: Instead['urls'],
  stage: GateStage,
): Promise<GateApis | null> {
  if (routes.length === 0) return null;
  if (urls !== null) return deployedApis(urls);
  const { head } = stage.versions;
  const name = target ?? Object.keys(head.suite.suite.targets ?? {}).at(-1);
  if (name === undefined) throw new BenchError('no-targets');
  return arrangeApis(name, stage);
}

function routeSubjects(
  looked: LookedAtRoutes | null,
  timed: boolean,
  stage: GateStage,
): readonly GateSubject[] {
  return (looked?.routes ?? []).map(({ name, base, head }) => {
    const facts = { base: isOnBase(name, stage) ? base : null, head };
    const trouble = timed ? whyUntimed(facts.base, head) : null;
    return { kind: 'route', name, ...facts, gone: false, answers: null, blocks: [], trouble, lost: null };
  });
}

/** Whether a version of the base has a route of that name; true where there is none to look at. */
function isOnBase(route: string, { versions }: GateStage): boolean {
  if (versions.base === null) return true;
  const { scenarios = [] } = versions.base.suite.suite;
  return scenarios.some(({ id, requests }) => requests.some(({ name }) => `${id}/${name}` === route));
}

/** Whether there is nothing beside it that could be timed: it is new, or the base is a saved run. */
function isAlone({ kind, name, base }: GateSubject, urls: Instead['urls'], stage: GateStage): boolean {
  if (urls !== null) return false;
  if (stage.versions.base === null) return true;
  return kind === 'query' ? base === null : !isOnBase(name, stage);
}

/** A route that one side refuses has nothing to be compared with. */
function whyUntimed(base: GateSubject['base'], head: GateSubject['head']): string | null {
  if (base !== null && base.failure !== null) return `on the base ${base.failure.message}`;
  if (head !== null && head.failure !== null) return `on the head ${head.failure.message}`;
  return null;
}

/** What the base has, and the head no longer. Of two deployments nobody knows what either has. */
function goneSubjects(
  { gate: { budgets }, subjects }: Pick<Gated, 'gate' | 'subjects'>,
  saved: GateRecord | null,
  { versions: { base, head } }: GateStage,
): readonly GateSubject[] {
  if (saved !== null) return goneSince(namedInRecord(saved, budgets), subjects);
  if (base === null) return [];
  return goneSince(namedInSuite(base.suite.suite, head.suite.suite.budgets ?? []), subjects);
}

/** What a saved run says of its head stands for the base. */
function withSavedBase(subject: GateSubject, saved: GateRecord): GateSubject {
  const same = saved.subjects.find(({ kind, name }) => kind === subject.kind && name === subject.name);
  return { ...subject, base: same?.head ?? null };
}
