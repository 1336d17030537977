import { oncePer } from '../../../src/statistics/once-per.ts';
import { p95, pooled, type Rule, type Shown } from './rule.ts';

const least = 1.1;

const halfOf = (recorded: readonly unknown[]): number => Math.floor(recorded.length / 2);
const stored = oncePer((recorded: Shown['recorded']) =>
  p95(pooled(recorded.slice(0, halfOf(recorded)), 'base')),
);

/** The head now against the base as it was measured some minutes ago: the first half of the recording is what was stored. */
export const storedRun: Rule = {
  name: 'a stored run',
  says: 'p95 of all requests differs by 10 % from that of the base some minutes earlier',
  judge: ({ blocks, recorded }) => {
    const half = halfOf(recorded);
    const later = blocks.map(
      (block) => recorded[half + (recorded.indexOf(block) % (recorded.length - half))],
    );
    const ratio =
      p95(
        pooled(
          later.filter((block) => block !== undefined),
          'head',
        ),
      ) / stored(recorded);
    if (ratio > least) return 'worse';
    return ratio < 1 / least ? 'better' : 'same';
  },
};
