import { typicalValue, valueOf } from '../../compare/load-metrics.ts';
import type { LoadMetric } from '../../compare/load-judgement.ts';
import { reasonsOf } from '../../compare/load-rounds.ts';
import type { CapacitiesRecord, LoadRecord } from '../../record/load.ts';
import type { Run } from '../../record/run.ts';
import { endInWords, kneeInWords } from '../capacity-words.ts';
import { wrapped } from '../columns.ts';
import { metricName, metricWithReach, pacingInWords } from '../load-words.ts';
import { duration } from '../units.ts';
import { capital, plural, sentence } from '../words.ts';
import { breakLine } from './load.ts';
import { tight, type Screen } from './screen.ts';

const shown: readonly LoadMetric[] = ['requests/s', 'p50', 'p95', 'p99', 'errors'];

/** What an API showed that was put under load alone: there is nothing to compare it with, and no verdict. */
export function aloneLines({ loads, capacities }: Run, screen: Screen): readonly string[] {
  return [
    ...loads.filter(({ sides }) => sides.length === 1).flatMap((load) => loadLine(load, screen)),
    ...capacities.filter(({ sides }) => sides.length === 1).flatMap((one) => capacityLine(one, screen)),
  ];
}

function loadLine({ scenario, driver, sides, rounds }: LoadRecord, { width }: Screen): readonly string[] {
  const bad = rounds.flatMap((round) => reasonsOf(round).slice(0, 1));
  const good = rounds.filter((round) => reasonsOf(round).length === 0);
  // How much fails is what an invalid round shows; its times are what it does not, unless there are no others.
  const of = (metric: LoadMetric) => (metric === 'errors' || good.length === 0 ? rounds : good);
  const figures = shown.map((metric) => {
    // None of these is a share of the machine's cores.
    const values = of(metric).flatMap((round) => valueOf(round, metric, 1, null) ?? []);
    return `${metricName(metric)} ${tight(metricWithReach(metric, typicalValue(values), scenario.timeout))}`;
  });
  const [first] = bad;
  const doubt =
    first === undefined
      ? ''
      : ` ${plural(bad.length, 'round')} of ${rounds.length} ${bad.length === 1 ? 'is' : 'are'} invalid: ${sentence(first.sentence)} To change: ${sentence(first.remedy)}`;
  const failure = sides[0]?.failure ?? null;
  const told =
    rounds.length === 0
      ? `no round was measured${failure === null ? '' : `: ${failure}`}`
      : `${figures.join(', ')} over ${plural(of('p50').length, 'round')}`;
  return wrapped(
    `${scenario.id} (${pacingInWords(scenario.pacing)}, by ${driver}): ${sides[0]?.id ?? ''} alone, ${sentence(told)}${doubt}`,
    width,
    '  ',
  );
}

function capacityLine({ scenario, sides }: CapacitiesRecord, { width }: Screen): readonly string[] {
  return sides.flatMap((search) => {
    const { side, knee, limit, ended } = search;
    const end = ended === null ? '' : ` ${sentence(capital(endInWords(search)))}`;
    return [
      ...wrapped(
        `capacity (${scenario.id}): ${side} alone, ${kneeInWords({ side, ...knee })} before p${limit.quantile * 100} passes ${duration(limit.seconds)}.${end}`,
        width,
        '  ',
      ),
      ...breakLine(search, width),
    ];
  });
}
