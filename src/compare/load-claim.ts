import type { LoadClaimRecord } from '../record/load.ts';
import type { ClaimVerdict } from './judgement.ts';
import type { LoadClaimJudgement, LoadComparison } from './load-judgement.ts';

/**
 * What a promise about load comes to. Like the claims about queries it is judged by its factor, since the absolute
 * figures are of another machine; the share of requests that fail is the same everywhere, and judged as it is.
 */
export function judgeLoadClaim(
  { metric, before, after }: LoadClaimRecord,
  measured: Pick<LoadComparison, 'change' | 'side' | 'verdict'>,
): LoadClaimJudgement {
  const kept =
    metric === 'errors'
      ? measured.side.high <= after
      : after > before
        ? measured.change.low >= after / before
        : measured.change.high <= after / before;
  return { before, after, verdict: verdictOf(measured.verdict, kept) };
}

function verdictOf(verdict: LoadComparison['verdict'], kept: boolean): ClaimVerdict {
  if (verdict === 'better') return kept ? 'confirmed' : 'partly';
  return verdict === 'same' || verdict === 'worse' ? 'refuted' : 'unproven';
}
