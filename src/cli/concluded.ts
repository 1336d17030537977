import type { Judgement } from '../compare/judgement.ts';
import type { LoadJudgement } from '../compare/load-judgement.ts';

/** Whether at least one comparison came to something, which is what the exit code of a run says. */
export function concluded({ experiments, loads, capacities }: Judgement): boolean {
  const verdicts = [
    ...experiments.flatMap(({ variants, claim }) => [
      ...variants.flatMap(({ comparisons }) => comparisons.map(({ verdict }) => verdict)),
      ...(claim?.verdict === 'impossible' ? ['impossible'] : []),
    ]),
    ...loads.flatMap(verdictsOf),
    ...capacities.map(({ verdict }) => verdict),
  ];
  return verdicts.some((verdict) => verdict !== 'unclear' && verdict !== 'invalid');
}

/** Where the load is invalid, it is news that one side fails more than the other, and none that they fail alike. */
function verdictsOf({ comparisons, invalid }: LoadJudgement): readonly string[] {
  const verdicts = comparisons.map(({ verdict }) => verdict);
  return invalid === null ? verdicts : verdicts.filter((verdict) => verdict !== 'same');
}
