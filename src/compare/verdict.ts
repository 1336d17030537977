export type { Interval } from '../statistics/interval.ts';

/** What a comparison of two times comes to. */
export type Verdict = 'better' | 'worse' | 'same' | 'unclear' | 'invalid';

/** What a claim comes to. */
export type ClaimVerdict = 'confirmed' | 'partly' | 'refuted' | 'unproven' | 'impossible';
