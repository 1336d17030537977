import { takeQueryBlock, type QueryVersion } from '../../measure/alternate.ts';
import { arrangedVariant, type ArrangedVariant } from '../../measure/describe.ts';
import { lookAtQuery, type Exact } from '../../measure/exact.ts';
import { attempt } from '../../measure/failure.ts';
import { TurnFailure } from '../../measure/turn.ts';
import { gateSideName, type GateSideName, type GateSubject } from '../../record/gate.ts';
import { queryName, type QuerySubject } from '../../suite/budget-subjects.ts';
import type { GateStage, LookedAtQuery, Version } from './stage.ts';
import { gaveUp, tooSlow, took, type Taken } from './taken.ts';

/** Longest time for one statement, in seconds. */
const limit = 60;

/**
 * The queries that budgets name, each in each of its parameter classes: their plans and answers on base and head.
 *
 * @param timed whether they are to be timed after that
 */
export async function lookAtQueries(
  queries: readonly QuerySubject[],
  timed: boolean,
  stage: GateStage,
): Promise<readonly LookedAtQuery[]> {
  const looked: LookedAtQuery[] = [];
  for (const query of queries) {
    const { id } = query.experiment;
    stage.progress.update(`arranging ${id}`);
    const { versions } = stage;
    const base = versions.base === null ? null : await arrangedOn(versions.base, query);
    const head = await arrangedOn(versions.head, query);
    for (const name of query.classes) {
      stage.progress.update(`${id}, ${name}: answers and plans`);
      looked.push(await lookedAtOf(query, name, { base, head }, timed, stage));
    }
  }
  return looked;
}

interface Arrangeds {
  readonly base: ArrangedVariant | null;
  readonly head: ArrangedVariant | null;
}

/** The query as a version of the suite has it; null where it does not have it. */
async function arrangedOn(
  { suite, arrangements }: Version,
  { experiment: { id }, variant }: QuerySubject,
): Promise<ArrangedVariant | null> {
  const experiment = suite.suite.experiments.find((one) => one.id === id);
  const found = experiment?.variants[variant];
  if (experiment === undefined || found === undefined) return null;
  return arrangedVariant(experiment, variant, found, await arrangements.of(found));
}

async function lookedAtOf(
  { experiment, variant }: QuerySubject,
  name: string,
  arranged: Arrangeds,
  timed: boolean,
  stage: GateStage,
): Promise<LookedAtQuery> {
  const { server, signal, random } = stage;
  const source = experiment.parameters[name] ?? [];
  const answers = experiment.variants[variant]?.answers ?? experiment.answers;
  const exact = await lookAtQuery({ ...arranged, source, answers }, { server, signal, limit }, random);
  const versions = versionsOf(arranged, exact);
  const subject: GateSubject = {
    kind: 'query',
    name: queryName(experiment, name),
    base: exact.base,
    head: exact.head,
    gone: false,
    answers: exact.answers,
    blocks: [],
    trouble: timed && versions === null ? whyUntimed(exact) : null,
    lost: null,
  };
  if (!timed || versions === null) return { subject, takeBlock: null };
  const { sets } = exact;
  const { now } = stage;
  const alternation = { sides: versions, sets, server, random, signal, limit, now };
  const takeBlock = async (left: number, most: number): Promise<Taken> => {
    let lost: GateSideName | null = null;
    const taken = await attempt(signal, null, async () => {
      try {
        return await takeQueryBlock(alternation, left, most);
      } catch (error) {
        if (!(error instanceof TurnFailure)) throw error;
        lost = gateSideName.parse(error.id);
        throw error.cause;
      }
    });
    if (!taken.ok) return failed(lost, taken.failure.message);
    return typeof taken.value === 'number' ? tooSlow(taken.value) : took(taken.value);
  };
  return { subject, takeBlock };
}

/** Parameters that were not asked for before may be what it fails with. */
function failed(side: GateSideName | null, message: string): Taken {
  const where = side === null ? 'while it was timed' : `on the ${side}, while it was timed`;
  return gaveUp(`it failed ${where}: ${message}`, side);
}

/** As they are to be timed, the head alone where there is no base; null where one that is there does not run. */
function versionsOf(
  { base, head }: Arrangeds,
  exact: Exact,
): { readonly base: QueryVersion | null; readonly head: QueryVersion } | null {
  const versionOf = (arranged: ArrangedVariant | null, facts: Exact['base']): QueryVersion | null =>
    arranged?.arranged.outcome === 'ready' && facts?.failure === null
      ? { run: arranged.run, database: arranged.arranged.database, writes: exact.writes }
      : null;
  const [before, after] = [versionOf(base, exact.base), versionOf(head, exact.head)];
  return after === null || (before === null && base !== null) ? null : { base: before, head: after };
}

function whyUntimed({ base, head }: Exact): string {
  if (head === null) return 'the head does not have it';
  const failed = base !== null && base.failure !== null ? 'base' : 'head';
  return `on the ${failed} it does not run: ${(base?.failure ?? head.failure)?.message}`;
}
