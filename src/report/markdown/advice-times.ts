import type { Comparison } from '../../compare/judgement.ts';
import { text } from '../markdown-text.ts';
import { changeInWords, leastFavourable, mostFavourable, otherAnswers } from '../measured.ts';
import { isToBuild, untimedClasses, type Proposal } from '../proposals.ts';
import { changeInterval, duration } from '../units.ts';
import { cut, listed } from '../words.ts';
import type { VariantView } from '../view.ts';

/** In characters; the whole reason stands with the claim. */
export const longest = 160;

/** Where it gains most. */
export function gain({ judgement }: VariantView): string {
  const most = bestOf(judgement.comparisons);
  if (most === undefined) return 'not timed';
  const where = judgement.comparisons.length === 1 ? '' : ` for ${text(most.class)}`;
  return `**${changeInterval(most.ratio)}**${where}`;
}

function bestOf(comparisons: readonly Comparison[]): Comparison | undefined {
  return mostFavourable(comparisons.filter(({ verdict }) => verdict === 'better'));
}

/** Where it gains least, and where nobody can tell; what is a loss is a doubt. */
export function besides({ judgement: { comparisons } }: VariantView): string {
  const [best, least] = [bestOf(comparisons), leastFavourable(comparisons)];
  return comparisons
    .filter((one) => one !== best && (one.verdict === 'unclear' || (one === least && !isLoss(one))))
    .map((one) => `; ${inClass(one)}`)
    .join('');
}

function isLoss({ verdict }: Comparison): boolean {
  return verdict === 'worse' || verdict === 'invalid';
}

function inClass(comparison: Comparison): string {
  return `${changeInWords(comparison)} for ${text(comparison.class)}`;
}

/** What speaks against it. */
export function doubts({ experiment, variant }: Proposal, earlier: readonly Proposal[]): string {
  const { comparisons, stopped } = variant.judgement;
  const slower = comparisons.filter(({ verdict }) => verdict === 'worse').map(inClass);
  const invalid = comparisons.filter(({ verdict }) => verdict === 'invalid').map(({ class: name }) => name);
  const untimed = untimedClasses(experiment, variant);
  const differ = otherAnswers(experiment, variant);
  const reasons = [
    differ === null ? null : text(differ),
    ...slower,
    ...slowerThanAbove({ experiment, variant }, earlier),
    invalid.length === 0 ? null : `no valid timing for ${text(invalid.join(', '))}`,
    untimed.length === 0 ? null : `not timed for ${text(listed(untimed))}`,
    stopped === null ? null : text(cut(stopped.reason, longest)),
  ];
  return reasons.filter((reason) => reason !== null).join(', ');
}

/** Where another change to the same statement, that is advised already, is evidently faster: the times of the two are apart. */
function slowerThanAbove(
  { experiment, variant }: Pick<Proposal, 'experiment' | 'variant'>,
  earlier: readonly Proposal[],
): readonly string[] {
  const above = earlier.filter((proposal) => proposal.experiment === experiment && isToBuild(proposal));
  return above.flatMap(({ variant: other }) =>
    variant.judgement.comparisons.flatMap(({ class: name, variant: own }) => {
      const faster = other.judgement.comparisons.find((one) => one.class === name)?.variant;
      if (faster === undefined || !(faster.high < own.low)) return [];
      const times = `${duration(own.estimate)}, not ${duration(faster.estimate)}`;
      return [`slower than ${text(other.record.title)} above for ${text(name)} (${times})`];
    }),
  );
}
