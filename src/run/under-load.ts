import { BenchError } from '../errors.ts';
import { describeK6, setupK6, type K6 } from '../load/find-k6.ts';
import { arrangementsOn } from '../measure/arrange.ts';
import type { Warning } from '../record/run.ts';
import { RowStream, tableWord } from '../seeding/stream.ts';
import type { Target } from '../suite/target.ts';
import { startApis, useApi, type Apis } from './apis.ts';
import { runCapacity, type CapacityRequest } from './capacity.ts';
import { capacitySeconds, loadSeconds } from './expected.ts';
import { runLoad, type LoadContext, type LoadRequest } from './load.ts';
import type { Progress } from './progress.ts';
import type { Stage } from './stage.ts';

/** What is put under load, and with what. */
export interface LoadWork {
  /** The first is the baseline. */
  readonly targets: readonly (readonly [id: string, target: Target])[];
  /** An API that runs already, without a slash at its end, instead of the targets; null for the targets. */
  readonly url: string | null;
  readonly scenarios: readonly LoadRequest[];
  readonly capacities: readonly CapacityRequest[];
  /** Where k6 is kept. */
  readonly cache: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether what needs k6 is left out, with a warning, where there is none. */
  readonly withoutK6: boolean;
}

/** The stage of a run that starts the APIs, puts them under load, and stops them. */
export async function putUnderLoad(work: LoadWork, k6: K6 | null, stage: Stage): Promise<void> {
  const scenarios = work.scenarios.filter(({ driver }) => driver !== 'k6' || k6 !== null);
  const capacities = k6 === null ? [] : work.capacities;
  if (scenarios.length + capacities.length === 0) return;
  const { suite, seed, server, database, recorder, progress, signal } = stage;
  await using arrangements = arrangementsOn(server, database, suite.folder, [], signal);
  progress.start('APIs');
  await using apis = await openApis(work, stage, arrangements);
  progress.done(apis.all.map(({ id }) => id).join(', '));
  const context: LoadContext = {
    apis: apis.all,
    k6,
    env: work.env,
    databasePid: server.pid ?? null,
    data: { database, scale: recorder.run.dataset?.scale ?? 'default', seed },
    warn: recorder.warn,
    random: new RowStream(seed, tableWord('load'), 0),
    progress,
    signal,
  };
  for (const load of scenarios) {
    const before = recorder.run.loads;
    progress.start(`${load.scenario.id} (${load.driver})`, loadSeconds(load, apis.all.length).most);
    const { rounds } = await runLoad(load, context, (record) =>
      recorder.update({ loads: [...before, record] }),
    );
    progress.done(`${rounds.length} rounds`);
  }
  for (const capacity of capacities) {
    const before = recorder.run.capacities;
    progress.start(`capacity (${capacity.scenario.id})`, capacitySeconds(capacity, apis.all.length));
    const { sides } = await runCapacity(capacity, context, (record) =>
      recorder.update({ capacities: [...before, record] }),
    );
    progress.done(sides.map(({ side, knee }) => `${side} ${rateInWords(knee.holds)}`).join(', '));
  }
}

/** "290/s": two digits are as much as a search tells. */
function rateInWords(holds: number | null): string {
  return holds === null ? 'none' : `${Number(holds.toPrecision(2))}/s`;
}

function openApis(
  { url, targets, env }: LoadWork,
  { suite, server, database, progress, signal }: Stage,
  arrangements: ReturnType<typeof arrangementsOn>,
): Promise<Apis> {
  if (url !== null) return useApi(url, server, database);
  const { folder } = suite;
  return startApis({ targets, server, arrangements, folder, env, signal, onProgress: progress.update });
}

export function needsK6({ capacities, scenarios }: LoadWork): boolean {
  return capacities.length > 0 || scenarios.some(({ driver }) => driver === 'k6');
}

/**
 * The k6 that the work needs, fetched or built where there is none; null where it needs none.
 *
 * @param leaveOut is told what cannot be done without, where the rest can
 * @throws BenchError `k6-setup-failed` where there is none to be had and the work cannot do without
 */
export async function k6For(
  work: LoadWork,
  progress: Progress,
  signal: AbortSignal,
  leaveOut: (warning: Warning) => Promise<void>,
): Promise<K6 | null> {
  if (!needsK6(work)) return null;
  progress.start('k6');
  try {
    const k6 = await setupK6({ cache: work.cache, env: work.env, onProgress: progress.update, signal });
    progress.done(describeK6(k6));
    return k6;
  } catch (error) {
    if (!work.withoutK6 || !(error instanceof BenchError) || error.code !== 'k6-setup-failed') throw error;
    progress.done('not to be had; what needs it is left out');
    const left = [...work.scenarios.filter(({ driver }) => driver === 'k6'), ...work.capacities];
    const names = [...new Set(left.map(({ scenario }) => scenario.id))].join(', ');
    const sentence = `left out, since there is no k6: ${names} (${error.clause})`;
    await leaveOut({ about: 'under load', sentence, remedy: error.remedy });
    return null;
  }
}
