import type { GateSubject, Waiver } from '../../record/gate.ts';
import type { Interval } from '../judgement.ts';
import { list } from '../words.ts';
import { idOf } from './examine.ts';
import type { Check, CheckOutcome, GateMetric } from './judgement.ts';

/** One limit, held against one query or route. */
export interface Finding {
  /** "at most 5 % more". */
  readonly allowed: string;
  readonly outcome: Exclude<CheckOutcome, 'waived'>;
  readonly sentence: string;
}

/** A check before anybody asked whether it is waived. */
export interface Draft {
  readonly metric: GateMetric;
  readonly base: number | null;
  readonly head: number | null;
  readonly change: Interval | null;
  readonly findings: readonly Finding[];
}

/** The worst first. */
const outcomes: readonly Finding['outcome'][] = ['broken', 'invalid', 'unclear', 'kept'];

/** The check of one metric, which comes to the worst that one of its limits comes to; none where no limit applies. */
export function checksOf(
  subject: GateSubject,
  { findings, ...draft }: Draft,
  waivers: readonly Waiver[],
): readonly Check[] {
  const worst = outcomes.find((outcome) => findings.some((finding) => finding.outcome === outcome));
  if (worst === undefined) return [];
  const id = `${idOf(subject)}:${draft.metric}`;
  const waiver = worst === 'broken' ? waivers.find((one) => one.id === id) : undefined;
  const sentences = findings.filter(({ outcome }) => outcome === worst).map(({ sentence }) => sentence);
  return [
    {
      id,
      kind: subject.kind,
      subject: subject.name,
      ...draft,
      allowed: list(findings.map(({ allowed }) => allowed)),
      outcome: waiver === undefined ? worst : 'waived',
      sentence: [...new Set(sentences)].join('; '),
      waiver: waiver ?? null,
    },
  ];
}

/** The same outcome, for the same reason, for each limit that is named. */
export function alike(
  allowed: readonly string[],
  outcome: Finding['outcome'],
  sentence: string,
): readonly Finding[] {
  return allowed.map((words) => ({ allowed: words, outcome, sentence }));
}

/** What repeats exactly has no width. null where there is no base to divide by. */
export function exactRatio(base: number | null, head: number | null): Interval | null {
  if (base === null || head === null || base === 0) return null;
  const ratio = head / base;
  return { estimate: ratio, low: ratio, high: ratio };
}
