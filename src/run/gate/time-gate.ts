import type { GateRecord, GateSubject } from '../../record/gate.ts';
import { allowanceOf } from '../../suite/allowance.ts';
import type { GateSettings } from '../../suite/budget.ts';
import type { Recorder } from '../recorder.ts';
import type { GateApis } from './apis.ts';
import { routeBlocks } from './blocks.ts';
import type { LookedAtRoutes } from './routes.ts';
import type { GateStage, LookedAtQuery } from './stage.ts';
import { takeTime, type Timing } from './timing.ts';

/** What is known exactly, and what stands ready to be timed. */
export interface Timeable {
  readonly gate: GateRecord;
  readonly queries: readonly LookedAtQuery[];
  /** null where no route is gated. */
  readonly looked: LookedAtRoutes | null;
  readonly apis: GateApis | null;
  /** Names of those that have no base to be timed beside. */
  readonly alone: ReadonlySet<string>;
  readonly settings: GateSettings;
}

/** More of them wait for each other on few cores, and differ twice as much from burst to burst. */
const usualConnections = 1;

/**
 * Blocks of twice as many would be as precise after the same time, but half as many of them: and for a verdict it is blocks
 * that are counted (benchmark/gate measures it). A block of a query needs no restart, and may have more.
 */
const usualPairs = { route: 8, query: 20 };

/** The stage of a gate that takes time. */
export async function timeGate(
  { gate, queries, looked, apis, alone, settings }: Timeable,
  stage: GateStage,
  recorder: Recorder,
): Promise<void> {
  const { progress } = stage;
  progress.start('Times');
  const wanted = new Set(
    gate.subjects
      .filter((subject) => isTimed(gate, subject, alone.has(subject.name)))
      .map(({ kind, name }) => `${kind}:${name}`),
  );
  const { connections = usualConnections } = settings;
  const most = { route: settings.pairs ?? usualPairs.route, query: settings.pairs ?? usualPairs.query };
  const ofQueries = queries.flatMap(({ subject: { name }, takeBlock }): Timing['takers'] =>
    takeBlock === null || !wanted.has(`query:${name}`)
      ? []
      : [
          [
            {
              takeBlocks: async (_, left) => new Map([[name, await takeBlock(left, most.query)]]),
            },
            [name],
          ],
        ],
  );
  const timedRoutes = gate.subjects
    .filter(({ kind, name, trouble }) => kind === 'route' && trouble === null && wanted.has(`route:${name}`))
    .map(({ name }) => name);
  const onBusy = (route: string, cores: number) => warnBusy(recorder, route, cores);
  await using routes =
    apis === null || timedRoutes.length === 0
      ? null
      : routeBlocks({
          routes: looked?.routes ?? [],
          apis,
          alone,
          connections,
          pairs: most.route,
          stage,
          onBusy,
        });
  const takers: Timing['takers'] = [
    ...(routes === null ? [] : [[routes, timedRoutes] as const]),
    ...ofQueries,
  ];
  const onUpdate = (now: GateRecord) => recorder.update({ gate: now });
  const measured = await takeTime({ gate, takers, stage, onUpdate });
  await recorder.update({ gate: { ...measured, complete: true } });
  const blocks = Math.max(0, ...measured.subjects.map((subject) => subject.blocks.length));
  progress.done(`${ofQueries.length + timedRoutes.length} queries and routes, up to ${blocks} blocks`);
}

/**
 * Whether any budget on it takes a clock; without a base, whether any limit in itself does. A calibration is there to see
 * what such budgets could ask.
 */
function isTimed({ mode, budgets }: GateRecord, subject: GateSubject, alone: boolean): boolean {
  if (subject.gone) return false;
  if (mode === 'calibrate') return true;
  const { p50, p95, throughput, errors } = allowanceOf(budgets, subject);
  if (!alone) return [p50, p95, throughput, errors].some((bound) => bound !== null);
  return [p50?.atMost, p95?.atMost, throughput?.atLeast, errors].some((limit) => typeof limit === 'number');
}

async function warnBusy(recorder: Recorder, route: string, cores: number): Promise<void> {
  await recorder.warn({
    about: route,
    sentence: `making the load took ${cores.toFixed(2)} cores, so that the client's own queue is in the times of both sides`,
    remedy:
      'ask over fewer connections (`gate.connections`), or give the load generator a machine of its own',
  });
}
