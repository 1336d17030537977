import type { Run } from '../record/run.ts';
import { isUnknown, timesBetween } from './capacity.ts';
import type { ClaimJudgement, ClaimVerdict, ExperimentJudgement } from './judgement.ts';
import type { CapacityJudgement, LoadJudgement } from './load-judgement.ts';
import { duration } from './quantities.ts';
import { rules } from './rules.ts';
import { capital, factor, list, plural } from './words.ts';

/** What a reader who stops here should know: what became of the claims, and of how much that was tested. */
export function headline(
  run: Run,
  experiments: readonly ExperimentJudgement[],
  loads: readonly LoadJudgement[],
  capacities: readonly CapacityJudgement[],
): string {
  const judged = experiments.flatMap(({ claim }) => claim ?? []);
  const carried = capacities.flatMap((capacity) => carries(run, capacity));
  const loaded =
    experiments.length > 0 ? [] : [...loads.map(underLoad), ...alone(run), ...undecided(capacities)];
  const promised = promises(loads);
  const claims =
    judged.length > 0
      ? [tally(judged)]
      : experiments.length > 0 || carried.length + loaded.length === 0
        ? [
            `no claim ${promised.length === 0 ? '' : 'about a query '}was put to the test, in ${plural(experiments.length, 'experiment')}`,
          ]
        : [];
  const whole = [...claims, ...promised, ...loaded, ...carried].join('; ');
  const limits = limitsOf(run);
  const sentence = limits.length === 0 ? whole : `${limits.join(', ')}: ${whole}`;
  return `${capital(sentence)}.`;
}

/** APIs that were put under load with no other beside them. */
function alone({ loads, capacities }: Run): readonly string[] {
  const sides = [...loads, ...capacities].flatMap(({ scenario, sides: [first, second] }) => {
    if (first === undefined || second !== undefined) return [];
    const id = 'side' in first ? first.side : first.id;
    return 'knee' in first && isUnknown(first.knee)
      ? [`under ${scenario.id} it could not be found what ${id} carries`]
      : [`under ${scenario.id}, ${id} was measured alone, and is compared with nothing`];
  });
  return [...new Set(sides)];
}

/** Of a run of load alone: what became of the requests per second, or why nobody can tell. */
function underLoad({ scenario, driver, side, baseline, comparisons, invalid }: LoadJudgement): string {
  const where = `under ${scenario} (${driver})`;
  if (invalid !== null) return `${where} nothing could be measured validly`;
  const rate = comparisons.find(({ metric }) => metric === 'requests/s');
  if (rate === undefined || rate.verdict === 'unclear' || rate.verdict === 'invalid') {
    return `${where} one cannot tell ${side} from ${baseline}`;
  }
  if (rate.verdict === 'same') return `${where} ${side} answers as many requests per second as ${baseline}`;
  return `${where} ${side} answers ${factor(rate.change.estimate)}× the requests per second of ${baseline}`;
}

/** What the whole comes to for whoever runs the API: as far as the searches came, and until when. */
function carries(run: Run, judged: CapacityJudgement): readonly string[] {
  const { verdict, ratio, limit, side, baseline, scenario } = judged;
  if (verdict !== 'better' && verdict !== 'worse') return [];
  const until = `until p${limit.quantile * 100} passes ${duration(limit.seconds)}`;
  return [
    `under ${scenario}, ${titled(run, side.side)} carries ${timesBetween(ratio)} the requests per second of ${titled(run, baseline.side)} ${until}`,
  ];
}

/** "after (with the index)": who stops here has not been told what the sides are. */
function titled({ loads }: Run, side: string): string {
  const record = loads.flatMap(({ sides }) => sides).find(({ id }) => id === side);
  return record === undefined ? side : `${side} (${record.title})`;
}

/** What became of the promises about load; where several drivers tried one, it is what came of it that is told last. */
function promises(loads: readonly LoadJudgement[]): readonly string[] {
  const judged = loads.flatMap(({ scenario, side, comparisons }) =>
    comparisons.flatMap(({ metric, claim }) =>
      claim === null ? [] : [[`${scenario} ${side} ${metric}`, claim.verdict] as const],
    ),
  );
  const place = (verdict: ClaimVerdict) => endings.findIndex(({ of }) => of === verdict);
  const verdicts = new Map(judged.toSorted(([, one], [, other]) => place(one) - place(other)));
  const counts = endings.flatMap(({ of, one, many, underLoad: other }) => {
    const count = [...verdicts.values()].filter((verdict) => of === verdict).length;
    return count === 0 ? [] : [{ count, words: other?.[count === 1 ? 0 : 1] ?? (count === 1 ? one : many) }];
  });
  if (verdicts.size === 0) return [];
  if (verdicts.size === 1)
    return [`the only promise about load ${counts.map(({ words }) => words).join('')}`];
  return [
    `of ${verdicts.size} promises about load ${list(counts.map(({ count, words }) => `${count} ${words}`))}`,
  ];
}

/** Of a run of load alone, what is known of the load that the sides carry where it is not that one carries more. */
function undecided(capacities: readonly CapacityJudgement[]): readonly string[] {
  return capacities.flatMap(({ verdict, scenario, side, baseline }) => {
    const where = `under ${scenario}`;
    if (verdict === 'invalid') {
      const unknown = [baseline, side].filter(isUnknown);
      return [
        `${where} it could not be found what ${unknown.map((knee) => knee.side).join(' and ')} carries`,
      ];
    }
    if (verdict === 'unclear') {
      return [`${where} one cannot tell whether ${side.side} carries more than ${baseline.side}`];
    }
    return verdict === 'same' ? [`${where} ${side.side} carries as much as ${baseline.side}`] : [];
  });
}

function tally(claims: readonly ClaimJudgement[]): string {
  const found = endings.flatMap(({ of, one, many }) => {
    const those = claims.filter(({ verdict }) => verdict === of);
    const words = (those.length === 1 ? one : many) + (of === 'partly' ? ` but ${shortfall(those)}` : '');
    return those.length === 0 ? [] : [{ of, count: those.length, words }];
  });
  const total = plural(claims.length, 'claim');
  if (claims.length === 1) return `the only claim ${found.map(({ words }) => words).join('')}`;
  const counts = found.map(({ count, words }, i) => `${count} ${i === 0 ? `of ${total} ` : ''}${words}`);
  if (found[0]?.of === 'confirmed') return counts.join(', ');
  return [`none of ${total} is confirmed`, ...found.map(({ count, words }) => `${count} ${words}`)].join(
    ', ',
  );
}

/** What is missing from claims that hold in part: "not everywhere or by less than claimed". */
function shortfall(claims: readonly ClaimJudgement[]): string {
  const missing = Object.values(rules).flatMap((rule) =>
    'but' in rule && claims.some(({ rule: when }) => when === rule.when) ? [rule.but] : [],
  );
  return list(missing, 'or');
}

/** What became of the claims, in the order in which that is told. */
const endings: readonly {
  readonly of: ClaimVerdict;
  readonly one: string;
  readonly many: string;
  /** Said of promises about load instead, of one and of many. */
  readonly underLoad?: readonly [one: string, many: string];
}[] = [
  { of: 'confirmed', one: 'is confirmed', many: 'are confirmed', underLoad: ['is kept', 'are kept'] },
  { of: 'partly', one: 'is faster', many: 'are faster', underLoad: ['is kept in part', 'are kept in part'] },
  { of: 'refuted', one: 'is refuted', many: 'are refuted' },
  {
    of: 'impossible',
    one: 'cannot run as written',
    many: 'cannot run as written',
    underLoad: ['is impossible', 'are impossible'],
  },
  { of: 'unproven', one: 'could not be settled', many: 'could not be settled' },
];

/** What kept the run from being a full one. */
function limitsOf({ status, request, reason }: Run): readonly string[] {
  return [
    ...(status === 'complete' ? [] : [`${ended[status]}${reason === null ? '' : ` (${reason})`}`]),
    ...(request.only === null ? [] : [`only ${request.only}`]),
    ...(request.quick ? ['a quick run'] : []),
  ];
}

const ended = { running: 'unfinished', interrupted: 'interrupted', failed: 'ended early' } as const;
