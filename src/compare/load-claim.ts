import type { PacingRecord } from '../record/load-round.ts';
import type { LoadClaimRecord } from '../record/load.ts';
import type { ClaimVerdict } from './judgement.ts';
import type { LoadClaimJudgement, LoadComparison } from './load-judgement.ts';
import { thinkTimeBound } from './think-time.ts';

/** What a promise about load comes to, and when: all the rules, first match first. */
export const loadClaimRules = {
  'more than can be sent': {
    verdict: 'impossible',
    when: "more requests per second are promised than people who think can send: by Little's law no more than their number divided by the mean think time, whatever the API does",
  },
  'cannot tell': {
    verdict: 'unproven',
    when: 'the rounds are invalid, or too few to tell',
  },
  'users are the limit': {
    verdict: 'unproven',
    when: "as many requests per second are answered as before, and the users' think time allows hardly more",
  },
  kept: {
    verdict: 'confirmed',
    when: 'it is better, by what is promised even at the near end of the interval',
  },
  'kept in part': { verdict: 'partly', when: 'it is better, but not shown to be so by what is promised' },
  'not kept': { verdict: 'refuted', when: 'it is the same or worse' },
} as const satisfies Record<string, { readonly verdict: ClaimVerdict; readonly when: string }>;

/**
 * What a promise about load comes to. Like the claims about queries it is judged by its factor, since the absolute
 * figures are of another machine; two things are the same on every machine, and judged as they are: the share of requests
 * that fail, and how many requests people who think can send.
 */
export function judgeLoadClaim(
  claim: LoadClaimRecord,
  measured: Pick<LoadComparison, 'change' | 'side' | 'verdict' | 'sentence' | 'limit'>,
  pacing: PacingRecord,
): LoadClaimJudgement {
  const { metric, before, after } = claim;
  const judged = (rule: keyof typeof loadClaimRules, sentence = measured.sentence): LoadClaimJudgement => {
    const { verdict, when } = loadClaimRules[rule];
    return { before, after, verdict, rule: when, sentence };
  };
  const bound = metric === 'requests/s' ? thinkTimeBound(pacing) : null;
  if (bound !== null && after > bound.requests) return judged('more than can be sent', bound.sentence);
  const { verdict, limit } = measured;
  if (verdict === 'unclear' || verdict === 'invalid') return judged('cannot tell');
  if (verdict === 'same' && limit !== null) return judged('users are the limit', limit);
  if (verdict === 'better') return judged(isKept(claim, measured) ? 'kept' : 'kept in part');
  return judged('not kept');
}

function isKept(
  { metric, before, after }: LoadClaimRecord,
  { change, side }: Pick<LoadComparison, 'change' | 'side'>,
): boolean {
  if (metric === 'errors') return side.high <= after;
  return after > before ? change.low >= after / before : change.high <= after / before;
}
