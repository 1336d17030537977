import { availableParallelism } from 'node:os';
import { findCapacity } from '../load/capacity.ts';
import { timesOf, type RoundTimes } from '../load/pacing.ts';
import { restAfterRound } from '../load/quiet.ts';
import type { PreparedTraffic } from '../load/traffic.ts';
import type { PacingRecord, RoundOfLoad } from '../record/load-round.ts';
import type { CapacitiesRecord, CapacityRecord } from '../record/load.ts';
import type { Limit } from '../suite/limit.ts';
import type { Scenario } from '../suite/scenario.ts';
import type { Api } from './apis.ts';
import { generatorWarning } from './generator-warning.ts';
import { driverOf, trafficFile, trafficFor, type LoadContext } from './load.ts';

/** A search for the load that each API carries. */
export interface CapacityRequest {
  readonly scenario: Scenario;
  readonly limit: Limit;
  /** For each side. */
  readonly seconds: number;
  /** How near to the knee is near enough: 0.1 is ten per cent of the rate. */
  readonly precision: number;
}

/** Requests per second at which every search ends. */
const mostRequests = 10_000;

/** How the points of a search are measured. */
export function pointTimes({ scenario, limit }: Pick<CapacityRequest, 'scenario' | 'limit'>): RoundTimes {
  // What takes longer has missed the limit by far, and nothing is gained by waiting for it.
  const timeout = Math.max(1, Math.min(timesOf(scenario).timeout, limit.seconds * 2.5));
  return { seconds: 4, settle: 1, timeout };
}

/**
 * Looks for the highest arrival rate at which the limit holds, side by side; which comes first is a coin's.
 *
 * @param onUpdate told the record as far as it has come, after each side
 * @throws BenchError `generator-failed` and what `runLoad` throws
 */
export async function runCapacity(
  request: CapacityRequest,
  context: LoadContext,
  onUpdate: (record: CapacitiesRecord) => void | Promise<void>,
): Promise<CapacitiesRecord> {
  const { scenario, limit } = request;
  const { apis, random, progress } = context;
  for (const api of apis) await api.revive();
  const traffic = {
    ...(await trafficFor(scenario, context)),
    ...pointTimes(request),
  };
  await using file = await trafficFile(traffic);
  const found = new Map<string, CapacityRecord>();
  const rounds: RoundOfLoad[] = [];
  const recorded = (complete: boolean): CapacitiesRecord => ({
    scenario: { id: scenario.id, title: scenario.title },
    sides: apis.flatMap(({ id }) => found.get(id) ?? []),
    complete,
  });
  for (const api of random.next() < 0.5 ? apis : apis.toReversed()) {
    const measure = measureOn(api, traffic, file.path, context, (round) => void rounds.push(round));
    progress.update(`${api.id}: as fast as answers come`);
    const fastest = await measure({ kind: 'saturation', connections: 2 * availableParallelism() });
    found.set(
      api.id,
      await findCapacity({
        side: api.id,
        limit,
        allowance: scenario.valid ?? {},
        from: Math.max(1, 0.7 * (fastest.total.answered / fastest.seconds)),
        most: mostRequests,
        precision: request.precision,
        seconds: request.seconds,
        now: () => performance.now() / 1000,
        measure: (rate) => {
          progress.update(`${api.id}: ${rate.toPrecision(3)} requests/s`);
          return measure({ kind: 'rate', rate });
        },
      }),
    );
    await onUpdate(recorded(false));
  }
  const record = recorded(true);
  await onUpdate(record);
  const warning = generatorWarning(`capacity of ${scenario.id}`, 'k6', rounds);
  if (warning !== null) await context.warn(warning);
  return record;
}

/** One round of load on one side, and the rest that it needs after. */
function measureOn(
  api: Api,
  traffic: PreparedTraffic,
  file: string,
  context: LoadContext,
  onRound: (round: RoundOfLoad) => void,
): (pacing: PacingRecord) => Promise<RoundOfLoad> {
  const drive = driverOf('k6', context);
  const { signal } = context;
  return async (pacing) => {
    signal.throwIfAborted();
    const round = await drive({ url: api.target.url, traffic, file, pacing, signal });
    onRound(round);
    await restAfterRound(api);
    return round;
  };
}
