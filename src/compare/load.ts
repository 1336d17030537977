import type { LoadRound } from '../record/load-round.ts';
import type { LoadRecord, SideRecord } from '../record/load.ts';
import type { Run } from '../record/run.ts';
import { hodgesLehmannInterval } from '../statistics/hodges-lehmann.ts';
import type { Interval } from '../statistics/interval.ts';
import { decide, type Thresholds } from '../statistics/sequential.ts';
import { bottlenecks } from './bottleneck.ts';
import type { Verdict } from './judgement.ts';
import { judgeLoadClaim } from './load-claim.ts';
import type {
  LoadComparison,
  LoadJudgement,
  LoadMetric,
  RouteCosts,
  RouteJudgement,
} from './load-judgement.ts';
import { metricsOf, routeMetrics, typicalValue, valueOf, verdictOn } from './load-metrics.ts';
import { mostInvalid, reasonsOf, tooFewAnswers } from './load-rounds.ts';
import { judgeShares, type Judged } from './load-shares.ts';
import { limitByThinking } from './think-time.ts';
import { percent, plural, range } from './words.ts';

/**
 * The smallest changes that are told apart under load. Rounds are the units, and those of a side are of one process, or
 * of as few as it happened to be started anew: two processes of the same code differ by up to eight per cent and stay
 * different (statistics.md), so that nothing below ten per cent can be laid to the change.
 */
export const loadThresholds: Thresholds = { effect: 1.1, tolerance: 1.1, rounds: 6 };

/** Every side of a scenario against the first. */
export function judgeLoad(load: LoadRecord, run: Run): readonly LoadJudgement[] {
  const [baseline, ...others] = load.sides;
  if (baseline === undefined) return [];
  return others.map((side) => judgeSide(load, baseline, side, run.environment.cores));
}

function judgeSide(load: LoadRecord, baseline: SideRecord, side: SideRecord, cores: number): LoadJudgement {
  const pairs = pairsOf(load, baseline.id, side.id);
  const invalid = whyInvalid(load, pairs);
  const context = {
    load,
    sides: [baseline.id, side.id] as const,
    pairs,
    invalid: invalid?.sentence ?? null,
    cores,
  };
  return {
    scenario: load.scenario.id,
    driver: load.driver,
    baseline: baseline.id,
    side: side.id,
    comparisons: metricsOf(load.scenario).map((metric) => compareMetric(context, metric, null)),
    routes: load.scenario.requests.map(({ name }): RouteJudgement => ({
      name,
      comparisons: routeMetrics.map((metric) => compareMetric(context, metric, name)),
      costs: { baseline: costsOf(baseline, name), side: costsOf(side, name) },
    })),
    statements: { baseline: statementsOf(load, baseline), side: statementsOf(load, side) },
    invalid,
    bottlenecks: invalid === null ? bottlenecks(load, [baseline.id, side.id], cores) : [],
    disagreements: [],
  };
}

interface Pair {
  readonly baseline: LoadRound;
  readonly side: LoadRound;
}

function pairsOf({ rounds }: LoadRecord, baseline: string, side: string): readonly Pair[] {
  const firsts = rounds.filter((round) => round.side === baseline);
  return firsts.flatMap((first) => {
    const second = rounds.find((round) => round.side === side && round.pair === first.pair);
    return second === undefined ? [] : [{ baseline: first, side: second }];
  });
}

function whyInvalid({ sides, rounds }: LoadRecord, pairs: readonly Pair[]): LoadJudgement['invalid'] {
  const wrong = rounds.filter((round) => reasonsOf(round).length > 0);
  const bad = pairs.filter((pair) => roundsOf([pair]).some((round) => reasonsOf(round).length > 0));
  if (pairs.length > 0 && bad.length <= mostInvalid * pairs.length) return null;
  const said = sides.flatMap(({ id, failure }) => {
    const first = wrong.find(({ side }) => side === id);
    const [reason] = first === undefined ? [] : reasonsOf(first);
    if (reason !== undefined) return [{ sentence: `${id}: ${reason.sentence}`, remedy: reason.remedy }];
    return failure === null ? [] : [{ sentence: `${id}: ${failure}`, remedy: 'find out why, and run again' }];
  });
  return {
    sentence:
      said.length === 0
        ? 'no round was measured on both sides'
        : said.map(({ sentence }) => sentence).join('; '),
    remedy: said[0]?.remedy ?? 'run again',
  };
}

function roundsOf(pairs: readonly Pair[]): readonly LoadRound[] {
  return pairs.flatMap(({ baseline, side }) => [baseline, side]);
}

interface Context {
  readonly load: LoadRecord;
  readonly sides: readonly [baseline: string, side: string];
  readonly pairs: readonly Pair[];
  readonly invalid: string | null;
  readonly cores: number;
}

function compareMetric(context: Context, metric: LoadMetric, route: string | null): LoadComparison {
  const { load, cores } = context;
  // How much fails is what an invalid round shows; its times, and what was spent on them, are what it does not.
  const always = metric === 'errors';
  const good = context.pairs.filter(
    (pair) => always || (reasonsOf(pair.baseline).length === 0 && reasonsOf(pair.side).length === 0),
  );
  // Where there are no good ones, the others are shown, and judged by nobody.
  const used = good.length === 0 ? context.pairs : good;
  const values = used.flatMap((pair) => {
    const [before, after] = [pair.baseline, pair.side].map((round) => valueOf(round, metric, cores, route));
    return typeof before === 'number' && typeof after === 'number' ? [{ before, after }] : [];
  });
  const differences = metric === 'errors';
  const changes = values.map(({ before, after }) =>
    differences ? after - before : before === 0 && after === 0 ? 0 : Math.log(after / before),
  );
  const typicalOf = differences ? plain : typicalValue;
  const invalid = always ? null : (context.invalid ?? tooFewAnswers(roundsOf(used), metric, route));
  const judged = differences ? judgeShares(changes, loadThresholds.rounds) : onRatios(changes, metric, load);
  const typical = {
    baseline: typicalOf(values.map(({ before }) => before)),
    side: typicalOf(values.map(({ after }) => after)),
  };
  const comparison = {
    metric,
    ...typical,
    change: judged.change,
    pairs: values.length,
    verdict: invalid === null ? judged.verdict : ('invalid' as const),
    sentence: invalid ?? judged.sentence,
    detectable: judged.detectable,
    limit: invalid === null && metric === 'requests/s' ? limitOf(context, typical) : null,
  };
  const claimed = route === null ? load.scenario.claims.find((one) => one.metric === metric) : undefined;
  return {
    ...comparison,
    claim: claimed === undefined ? null : judgeLoadClaim(claimed, comparison, load.scenario.pacing),
  };
}

function limitOf(
  { load, sides: [before, after] }: Context,
  { baseline, side }: Pick<LoadComparison, 'baseline' | 'side'>,
): string | null {
  const rates = { [before]: baseline.estimate, [after]: side.estimate };
  return limitByThinking(load.scenario.pacing, rates, loadThresholds.effect);
}

/** The one rule of the product, with the limits of load. */
function onRatios(changes: readonly number[], metric: LoadMetric, { schedule }: LoadRecord): Judged {
  const finite = changes.filter((change) => Number.isFinite(change));
  const decision = decide(finite.length === changes.length ? finite : [], schedule, loadThresholds);
  const verdict = verdictOn(metric, decision.verdict);
  return {
    change: decision.ratio,
    verdict,
    sentence: ratioSentence(verdict, decision.ratio, changes.length),
    detectable: decision.detectable,
  };
}

function ratioSentence(verdict: Verdict, ratio: Interval, pairs: number): string {
  const over = `over ${plural(pairs, 'pair')} of rounds`;
  if (verdict === 'same')
    return `no change beyond ${percent(loadThresholds.tolerance)}: ${range(ratio)} times as much ${over}`;
  if (verdict !== 'unclear') return `${range(ratio)} times as much ${over}`;
  if (pairs < loadThresholds.rounds) {
    return `cannot tell: ${plural(pairs, 'pair')} of rounds, and a verdict takes ${loadThresholds.rounds}`;
  }
  return `cannot tell: ${range(ratio)} times as much ${over}; more rounds would narrow it`;
}

function plain(values: readonly number[]): Interval {
  return hodgesLehmannInterval(values, 0.95);
}

function costsOf({ costs }: SideRecord, route: string): RouteCosts | null {
  const found = costs?.find(({ name }) => name === route);
  return found === undefined
    ? null
    : {
        requests: found.requests,
        statements: found.statements,
        blocks: found.blocks,
        walBytes: found.walBytes,
      };
}

/** By the weights of the mix; null unless every route was counted. */
function statementsOf({ scenario: { requests } }: LoadRecord, side: SideRecord): number | null {
  let [sum, weights] = [0, 0];
  for (const { name, weight } of requests) {
    const costs = costsOf(side, name);
    if (costs === null) return null;
    sum += weight * costs.statements;
    weights += weight;
  }
  return sum / weights;
}
