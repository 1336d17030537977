import type { Connection } from '../database/connect.ts';
import type { AnswersRecord } from '../record/experiment.ts';
import type { Answers, ParameterSet } from '../suite/experiment.ts';
import { digestOf, rowTexts, type Digest } from './digest.ts';
import type { Runner } from './execute.ts';
import { rolledBack } from './session.ts';

/** Something that answers: a runner on its connection. */
export interface Answering {
  readonly db: Connection;
  readonly runner: Runner;
}

/** Runs it once; what it changes in the database is taken back. */
async function answer({ db, runner }: Answering, set: ParameterSet): Promise<unknown> {
  return rolledBack(db, async () => runner.ready(set)());
}

/**
 * The answers for a class's parameter sets, in their order: for the first at least, and for as many more as are begun
 * within the time, in seconds.
 */
export async function answersOf(
  answering: Answering,
  sets: readonly ParameterSet[],
  time: number,
): Promise<readonly Digest[]> {
  const started = performance.now();
  const digests: Digest[] = [];
  for (const set of sets) {
    if (digests.length > 0 && performance.now() - started > time * 1000) break;
    digests.push(digestOf(await answer(answering, set)));
  }
  return digests;
}

/** Holds a variant's answers against the baseline's, over the parameter sets that both have answered. */
export async function compareAnswers(
  rule: Answers,
  sets: readonly ParameterSet[],
  baseline: Answering & { readonly answers: readonly Digest[] },
  variant: Answering & { readonly answers: readonly Digest[] },
): Promise<AnswersRecord> {
  const pairs = variant.answers.flatMap((after, i) => {
    const [before, set] = [baseline.answers[i], sets[i]];
    return before === undefined || set === undefined ? [] : [{ before, after, set }];
  });
  const order = rule === 'same rows' ? 'sequence' : 'set';
  const differing = pairs.filter(({ before, after }) => before[order] !== after[order]);
  const [first] = differing;
  return {
    satisfied: differing.length === 0 || typeof rule === 'object',
    differing: differing.length,
    sets: pairs.length,
    rows: {
      baseline: range(pairs.map(({ before }) => before.rows)),
      variant: range(pairs.map(({ after }) => after.rows)),
    },
    example: first === undefined ? null : await exampleOf(first.set, baseline, variant),
  };
}

/** Both answer again, since only digests were kept. */
async function exampleOf(
  set: ParameterSet,
  baseline: Answering,
  variant: Answering,
): Promise<AnswersRecord['example']> {
  const before = rowTexts(await answer(baseline, set));
  const after = rowTexts(await answer(variant, set));
  return { parameters: set, onlyBaseline: onlyIn(before, after), onlyVariant: onlyIn(after, before) };
}

/** The first row that the one has more often than the other. */
function onlyIn(rows: readonly string[], others: readonly string[]): string | null {
  const left = new Map<string, number>();
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1);
  for (const row of rows) {
    const count = left.get(row) ?? 0;
    if (count === 0) return row;
    left.set(row, count - 1);
  }
  return null;
}

function range(counts: readonly number[]): [number, number] {
  return counts.length === 0 ? [0, 0] : [Math.min(...counts), Math.max(...counts)];
}
