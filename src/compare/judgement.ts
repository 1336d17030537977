import type { Warning } from '../record/run.ts';
import type { Obstacle } from './evidence.ts';
import type { GateJudgement } from './gate/judgement.ts';
import type { CapacityJudgement, LoadJudgement } from './load-judgement.ts';
import type { ClaimVerdict, Interval, Verdict } from './verdict.ts';

export type { ClaimVerdict, Interval, Verdict };

/** The ladder: speed is the last question. */
type Rung = 'runs' | 'answers' | 'used' | 'faster';

/** The typical time of one execution, in seconds, with its 95 % interval (NaN, 0 … Infinity without samples). */
export interface TypicalTime {
  readonly class: string;
  readonly time: Interval;
  readonly rounds: number;
}

/** One variant against the baseline, in one parameter class that was timed. */
export interface Comparison {
  readonly class: string;
  /** Typical time of one execution, in seconds. */
  readonly baseline: Interval;
  readonly variant: Interval;
  /** Time of the variant divided by the baseline's at the same moment: below 1 is faster. */
  readonly ratio: Interval;
  /** The ratio with the interval that "better" and "worse" have to clear at this look, and that interval's confidence. */
  readonly evidence: Interval;
  readonly confidence: number;
  readonly rounds: number;
  /** Of the variant, in all rounds together, and with how many of the class's parameter sets. */
  readonly executions: number;
  readonly sets: number;
  /** Whether the baseline could be held against itself, which takes parameters that were executed twice. */
  readonly selfChecked: boolean;
  readonly verdict: Verdict;
  /** Why it is that verdict, and where there is none, what would bring one. */
  readonly sentence: string;
  /** The smallest change that rounds like these find with a chance of nine in ten, as a ratio above 1; null where there are too few. */
  readonly detectable: number | null;
  /** About how many rounds in all would bring a verdict; null where there is one, or that cannot be said. */
  readonly needed: number | null;
  /** What keeps it from a verdict; null where it is not `unclear`. */
  readonly obstacle: Obstacle | null;
  /** Whether the time of its class was up with looks left, and the answer open. */
  readonly timeWasUp: boolean;
}

/** The rung on which a climb ended, and why in words. */
export interface Stopped {
  readonly rung: Rung;
  readonly reason: string;
}

export interface VariantJudgement {
  readonly variant: string;
  /** null where it reached the top: it runs, answers as it should, is used and is faster in some class. */
  readonly stopped: Stopped | null;
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
  readonly stopped: Stopped | null;
}

export interface ExperimentJudgement {
  readonly id: string;
  /** How long the baseline takes, one per parameter class in which it was timed. */
  readonly baseline: readonly TypicalTime[];
  /** All variants but the baseline. */
  readonly variants: readonly VariantJudgement[];
  /** The text as written; null where nothing was claimed. */
  readonly claim: ClaimJudgement | null;
  /** What the text meant, where a repaired variant stands for that. */
  readonly repaired: ClaimJudgement | null;
}

/** The odd and the even executions of the baselines, the same parameters given. */
export interface Noise {
  /** Above 1: in half of the rounds they differ by less than this. */
  readonly ratio: number;
  /** The rounds in which parameters were executed twice, in how many of the parameter classes that were timed. */
  readonly rounds: number;
  readonly classes: number;
  readonly timed: number;
}

/** Everything that can be concluded from one run: a pure function of its record. */
export interface Judgement {
  /** The verdict on the whole in one sentence. */
  readonly headline: string;
  readonly experiments: readonly ExperimentJudgement[];
  /** Each side against the baseline, under each load. */
  readonly loads: readonly LoadJudgement[];
  readonly capacities: readonly CapacityJudgement[];
  /** Everything that weakens a result: what the run warned of, and what its record shows. Not of gates, which have their own. */
  readonly warnings: readonly Warning[];
  /** Base against head; null where the run was no gate. */
  readonly gate: GateJudgement | null;
  /** The machine against itself; null where no parameters were executed twice. */
  readonly noise: Noise | null;
  /** What an empty statement costs, in seconds; null where that was not measured. */
  readonly overhead: Interval | null;
}
