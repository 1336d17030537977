/** What a comparison of two times comes to. */
export type Verdict = 'better' | 'worse' | 'same' | 'unclear' | 'invalid';

/** What a claim comes to. */
export type ClaimVerdict = 'confirmed' | 'partly' | 'refuted' | 'unproven' | 'impossible';

/** The ladder: speed is the last question. */
export type Rung = 'runs' | 'answers' | 'used' | 'faster';

/** An estimate and its 95 % interval; the high end is Infinity where the sample is too small to bound it. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** One variant against the baseline, in one parameter class. */
export interface Comparison {
  readonly class: string;
  /** Typical time of one execution, in seconds. */
  readonly baseline: Interval;
  readonly variant: Interval;
  /** Time of the variant divided by the baseline's at the same moment: below 1 is faster. */
  readonly ratio: Interval;
  readonly rounds: number;
  readonly verdict: Verdict;
  /** Why it is that verdict. */
  readonly sentence: string;
  /** The smallest change that these rounds could have found, as a ratio above 1; null where there are too few. */
  readonly detectable: number | null;
}

export interface VariantJudgement {
  readonly variant: string;
  /** The rung on which the climb ended, and why in words; null where it reached the top. */
  readonly stopped: { readonly rung: Rung; readonly reason: string } | null;
  /** One per parameter class that was timed. */
  readonly comparisons: readonly Comparison[];
  /** Of the indexes that the variant brings, those that a plan uses: under custom and under generic plans. */
  readonly used: { readonly custom: readonly string[]; readonly generic: readonly string[] };
}

export interface ClaimJudgement {
  readonly variant: string;
  readonly verdict: ClaimVerdict;
  /** The rule that gives this verdict, in general words. */
  readonly rule: string;
  /** What in the measurements meets the rule, in one sentence. */
  readonly sentence: string;
  readonly stopped: VariantJudgement['stopped'];
}

export interface ExperimentJudgement {
  readonly id: string;
  readonly variants: readonly VariantJudgement[];
  /** The text as written; null where nothing was claimed. */
  readonly claim: ClaimJudgement | null;
  /** What the text meant, where a repaired variant stands for that. */
  readonly repaired: ClaimJudgement | null;
}

/** Everything that can be concluded from one run: a pure function of its record. */
export interface Judgement {
  /** The verdict on the whole in one sentence. */
  readonly headline: string;
  readonly experiments: readonly ExperimentJudgement[];
  /** The machine against itself: how far a statement's odd and even executions differ (a ratio above 1). */
  readonly noise: number | null;
  /** What an empty statement costs, in seconds. */
  readonly overhead: Interval | null;
}
