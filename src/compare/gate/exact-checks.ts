import type { ExactFacts, GateRecord } from '../../record/gate.ts';
import type { Bound } from '../../suite/allowance.ts';
import { amountInWords, growthInWords, valueInWords } from './allowed.ts';
import type { Examined } from './examine.ts';
import { alike, exactRatio, type Draft, type Finding } from './finding.ts';
import type { ExactDifference, ExactMetric } from './judgement.ts';

export const exactMetrics: readonly ExactMetric[] = ['statements', 'rows', 'buffers', 'walBytes'];

const nouns: Readonly<Record<ExactMetric, string>> = {
  statements: ' statements',
  rows: ' rows',
  buffers: ' buffers',
  // Has its unit.
  walBytes: ' of WAL',
};

/** Averages over requests are sums of doubles: what differs by less than this is the same. */
const floatNoise = 1e-9;

/** Budgets of what repeats exactly, where one value is enough. */
export function exactDrafts(examined: Examined, gate: GateRecord): readonly Draft[] {
  const { base, head } = examined.record;
  return exactMetrics.flatMap((metric) => {
    const bound = examined.allowed[metric];
    if (bound === null) return [];
    const [before, after] = [valueOf(base, metric), valueOf(head, metric)];
    return {
      metric,
      base: before,
      head: after,
      change: exactRatio(before, after),
      findings: findingsOf(examined, metric, bound, gate),
    };
  });
}

function findingsOf(
  { record, state }: Examined,
  metric: ExactMetric,
  { growth, atMost }: Bound,
  gate: GateRecord,
): readonly Finding[] {
  const more = growth === null ? [] : [growthInWords(growth)];
  const most = atMost === null ? [] : [amountInWords(metric, atMost)];
  if (state.kind === 'gone') return [];
  if (state.kind === 'fails') return alike([...more, ...most], 'broken', state.sentence);
  if (state.kind === 'neither') return alike([...more, ...most], 'invalid', state.sentence);
  const [base, head] = [valueOf(record.base, metric), valueOf(record.head, metric)];
  if (head === null) return unknown([...more, ...most], 'head', gate);
  const sentence = sentenceOf(metric, base, head);
  const held = (limit: number, words: readonly string[]) =>
    alike(words, exceeds(head, limit) ? 'broken' : 'kept', sentence);
  const beside = () => {
    if (state.kind === 'new') return alike(more, 'kept', state.sentence);
    return base === null ? unknown(more, 'base', gate) : held(base * (1 + (growth ?? 0)), more);
  };
  return [...beside(), ...held(atMost ?? Infinity, most)];
}

/** Where somebody else runs the server there is nothing to be known; elsewhere something went wrong. */
export function unknown(
  allowed: readonly string[],
  side: 'base' | 'head',
  { schedule }: GateRecord,
): readonly Finding[] {
  if (schedule.unit === 'round') return [];
  return alike(
    allowed,
    'invalid',
    `nothing is known of what it does on the ${side}; run it by hand there, and see why`,
  );
}

/** "27 → 1,240 buffers", "27 buffers, as on the base". */
function sentenceOf(metric: ExactMetric, base: number | null, head: number): string {
  const after = valueInWords(metric, head);
  if (base === null) return `${after}${nouns[metric]}`;
  if (isSame(base, head)) return `${after}${nouns[metric]}, as on the base`;
  return `${valueInWords(metric, base)} → ${after}${nouns[metric]}`;
}

/** What is not what it was, whether a budget asks or not. */
export function exactDifferences({ record: { base, head } }: Examined): readonly ExactDifference[] {
  return exactMetrics.flatMap((metric) => {
    const [before, after] = [valueOf(base, metric), valueOf(head, metric)];
    return before === null || after === null || isSame(before, after)
      ? []
      : { metric, base: before, head: after };
  });
}

function exceeds(value: number, limit: number): boolean {
  return value > limit && !isSame(value, limit);
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= floatNoise * Math.max(a, b);
}

/** null where nothing is known of it, or it does not run. */
function valueOf(facts: ExactFacts | null, metric: ExactMetric): number | null {
  return facts === null || facts.failure !== null ? null : facts[metric];
}
