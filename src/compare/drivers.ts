import type { LoadComparison, LoadJudgement } from './load-judgement.ts';
import { list } from './words.ts';

/** What both drivers measure of an API that they saturate alike. */
const shared: readonly LoadComparison['metric'][] = ['requests/s', 'p50', 'p95'];

/** Adds to each judgement where another driver says otherwise of the same scenario and side. */
export function crossChecked(judgements: readonly LoadJudgement[]): readonly LoadJudgement[] {
  return judgements.map((judgement) => {
    const other = judgements.find(
      ({ scenario, side, driver }) =>
        scenario === judgement.scenario && side === judgement.side && driver !== judgement.driver,
    );
    return other === undefined ? judgement : { ...judgement, disagreements: disagreements(judgement, other) };
  });
}

/** Where the intervals of the two are apart. */
function disagreements(one: LoadJudgement, other: LoadJudgement): readonly string[] {
  return (['baseline', 'side'] as const).flatMap((which) => {
    const metrics = shared.filter((metric) => {
      const [a, b] = [one, other].map(({ comparisons }) =>
        comparisons.find((found) => found.metric === metric),
      );
      if (a === undefined || b === undefined || [a, b].some(({ verdict }) => verdict === 'invalid'))
        return false;
      return a[which].high < b[which].low || b[which].high < a[which].low;
    });
    if (metrics.length === 0) return [];
    return [
      `${one.driver} and ${other.driver} disagree about ${list(metrics)} of ${one[which === 'baseline' ? 'baseline' : 'side']}`,
    ];
  });
}
