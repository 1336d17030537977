import { p95, pooled, type Rule } from './rule.ts';

const least = 1.1;

/** The head now against the base as it was measured some minutes ago: the first half of the recording is what was stored. */
export const storedRun: Rule = {
  name: 'a stored run',
  says: 'p95 of all requests differs by 10 % from that of the base some minutes earlier',
  judge: ({ blocks, recorded }) => {
    const half = Math.floor(recorded.length / 2);
    const earlier = recorded.slice(0, half);
    const later = blocks.map(
      (block) => recorded[half + (recorded.indexOf(block) % (recorded.length - half))],
    );
    const ratio =
      p95(
        pooled(
          later.filter((block) => block !== undefined),
          'head',
        ),
      ) / p95(pooled(earlier, 'base'));
    if (ratio > least) return 'worse';
    return ratio < 1 / least ? 'better' : 'same';
  },
};
