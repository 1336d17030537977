import { availableParallelism } from 'node:os';
import { answeredPerSecond, failureOf, type Attempt } from '../load/capacity-point.ts';
import { findCapacity } from '../load/capacity.ts';
import { restAfterRound } from '../load/quiet.ts';
import type { PreparedTraffic } from '../load/traffic.ts';
import { vacuumWritten } from '../load/vacuum.ts';
import type { PacingRecord, RoundOfLoad } from '../record/load-round.ts';
import type { CapacitiesRecord, CapacityRecord } from '../record/load.ts';
import type { Limit } from '../suite/limit.ts';
import type { Scenario } from '../suite/scenario.ts';
import type { Api } from './apis.ts';
import { generatorWarning } from './generator-warning.ts';
import { lowestBounded, pointSeconds, pointTimes } from './point-times.ts';
import { besideRound } from './beside-round.ts';
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

/**
 * Looks for the highest arrival rate at which the limit holds, side by side; which comes first is a coin's.
 *
 * @param onUpdate told the record as far as it has come, after each attempt
 * @throws BenchError `generator-failed` and what `runLoad` throws
 */
export async function runCapacity(
  request: CapacityRequest,
  context: LoadContext,
  onUpdate: (record: CapacitiesRecord) => void | Promise<void>,
): Promise<CapacitiesRecord> {
  const { scenario } = request;
  const { apis, random } = context;
  for (const api of apis) await api.revive();
  const times = pointTimes(scenario, request.limit, request.seconds);
  const traffic = { ...(await trafficFor(scenario, context)), ...times };
  await using file = await trafficFile(traffic);
  const found = new Map<string, CapacityRecord>();
  const rounds: RoundOfLoad[] = [];
  const recorded = (complete: boolean): CapacitiesRecord => ({
    scenario: { id: scenario.id, title: scenario.title },
    sides: apis.flatMap(({ id }) => found.get(id) ?? []),
    complete,
  });
  for (const api of random.next() < 0.5 ? apis : apis.toReversed()) {
    const attempt = attemptsOn(api, traffic, file.path, context, (round) => void rounds.push(round));
    const vacuumed = await vacuumWritten(api.db);
    const tell = (record: CapacityRecord): void | Promise<void> => {
      found.set(api.id, { ...record, ...vacuumed });
      return onUpdate(recorded(false));
    };
    await tell(await searchOn(api.id, request, context, attempt, tell));
  }
  const record = recorded(true);
  await onUpdate(record);
  const warning = generatorWarning(`capacity of ${scenario.id}`, 'k6', rounds);
  if (warning !== null) await context.warn(warning);
  return record;
}

/** Tries one pacing on one side, for so many seconds that are counted. */
type Attempts = (pacing: PacingRecord, seconds: number) => Promise<Attempt>;

/**
 * Where a search begins, as a part of what is answered as fast as answers come: knees were seen from half of that to a
 * fifth more, so that the first step upwards or downwards mostly brackets one.
 */
const firstRate = 0.8;

/** The search for what one side carries, beginning near what it answers at most. */
async function searchOn(
  side: string,
  { scenario, limit, precision, seconds }: CapacityRequest,
  { progress }: LoadContext,
  attempt: Attempts,
  onAttempt: (record: CapacityRecord) => void | Promise<void>,
): Promise<CapacityRecord> {
  const allowance = scenario.valid ?? {};
  const times = pointTimes(scenario, limit, seconds);
  progress.update(`${side}: as fast as answers come`);
  const fastest = await attempt(
    { kind: 'saturation', connections: 2 * availableParallelism() },
    times.seconds,
  );
  const failure = failureOf(fastest, allowance);
  if (failure !== null) {
    // So few connections ask for too much of no API: there is nothing to search for.
    const ended = `as fast as answers come, the measurement is invalid: ${failure.sentence}`;
    const knee = { holds: null, breaks: null };
    const { timeout } = times;
    return { side, limit, knee, ended, remedy: failure.remedy, timeout, points: [] };
  }
  return findCapacity({
    side,
    limit,
    allowance,
    timeout: times.timeout,
    from: Math.max(1, lowestBounded(limit, times), firstRate * fastestRate(fastest)),
    most: mostRequests,
    precision,
    seconds,
    now: () => performance.now() / 1000,
    lasts: (rate) => times.settle + pointSeconds(rate, limit, times) + besideRound.k6,
    measure: (rate) => {
      progress.update(`${side}: ${rate.toPrecision(3)} requests/s`);
      return attempt({ kind: 'rate', rate }, pointSeconds(rate, limit, times));
    },
    onAttempt,
  });
}

function fastestRate(attempt: Attempt): number {
  return attempt.outcome === 'gone' ? 0 : answeredPerSecond(attempt.round);
}

/** Rounds of load on one side: it is started anew where it is gone, looked for after each of them, and left to rest. */
function attemptsOn(
  api: Api,
  traffic: PreparedTraffic,
  file: string,
  context: LoadContext,
  onRound: (round: RoundOfLoad) => void,
): Attempts {
  const drive = driverOf('k6', context);
  const { signal } = context;
  return async (pacing, seconds) => {
    signal.throwIfAborted();
    await api.revive();
    const before = await api.absence();
    if (before !== null) return { outcome: 'gone', why: before };
    const round = await drive({ url: api.target.url, traffic, file, pacing, seconds, signal });
    onRound(round);
    const after = await api.absence();
    // At once, so that what it had asked for is not worked on while another side is measured.
    if (after !== null) await api.revive();
    else await restAfterRound(api);
    return after === null ? { outcome: 'measured', round } : { outcome: 'gone', why: after };
  };
}
