import type { ClaimVerdict } from './judgement.ts';

/** From which change on times are told apart, for whoever explains the verdicts. */
export { thresholds } from '../statistics/sequential.ts';

interface RuleText {
  readonly verdict: ClaimVerdict;
  readonly when: string;
  /** Of what holds in part: what is missing, in short. */
  readonly but?: string;
}

/** What a claim comes to, and when: all the rules, first match first. */
export const rules = {
  fails: { verdict: 'impossible', when: 'it does not run' },
  'no baseline': {
    verdict: 'unproven',
    when: 'the baseline does not run, so that there is nothing to compare with',
  },
  'answers otherwise': { verdict: 'refuted', when: 'it gives other answers than it must' },
  'not used': {
    verdict: 'refuted',
    when: 'no plan uses the indexes that it brings, and nothing else is changed',
  },
  'better otherwise': {
    verdict: 'partly',
    when: 'it is faster, everywhere or not, with answers that differ as documented',
    but: 'with other answers',
  },
  'better in some': {
    verdict: 'partly',
    when: 'it is faster in some parameter classes only',
    but: 'not everywhere',
  },
  'better by less': {
    verdict: 'partly',
    when: 'it is faster, but not shown to be so by the least that is claimed in every parameter class',
    but: 'by less than claimed',
  },
  'not measured': {
    verdict: 'unproven',
    when: 'not every parameter class was measured, and those that were do not settle it',
  },
  confirmed: {
    verdict: 'confirmed',
    when: 'it is faster in every parameter class, by at least the least that is claimed even at the near end of the interval',
  },
  'nowhere better': {
    verdict: 'refuted',
    when: 'it is faster in no parameter class, and that is certain of each',
  },
  'falls short': {
    verdict: 'refuted',
    when: 'it is shown to be faster in no parameter class, and where one cannot tell, even the far end of the interval is less than the least that is claimed',
  },
  'cannot tell': {
    verdict: 'unproven',
    when: 'it is shown to be faster in no parameter class, and in some one cannot tell, not even that it is less than what is claimed',
  },
} as const satisfies Record<string, RuleText>;

export type Rule = keyof typeof rules;
